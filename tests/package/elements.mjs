/**
 * Puts the three elements on a page, wherever it comes from, and answers what they show.
 *
 * It imports nothing: the package's modules are handed in. The page speaks German, so that words are loaded too.
 */
export async function exerciseElements({ default: init, Engine }, { createHost, memoryStorage, openDesk }) {
  const errors = [];
  addEventListener("securitypolicyviolation", (event) => errors.push(`${event.violatedDirective} ${event.blockedURI}`));
  document.documentElement.lang = "de";
  const [designer, chat, desk] = ["designer", "chat", "desk"].map((name) => document.body.appendChild(document.createElement(`handover-${name}`)));
  const storage = memoryStorage();
  await init();
  chat.connect = async () => {
    const conversation = await createHost({ engine: new Engine(FLOW, { providers: { desk: { kind: "desk" } } }), storage }).open("visitor");
    await conversation.send("Hi");
    return conversation;
  };
  chat.open = true;
  desk.desk = await openDesk({ agent: { id: "7", displayName: "Dana" }, storage });
  designer.flow = FLOW;
  return {
    designer: await shows(designer, "Deliveries"),
    chat: await shows(chat, "Hello from the flow"),
    desk: [await shows(desk, "Dana"), await shows(desk, "Niemand wartet.")],
    errors,
  };
}

/** What `exerciseElements` answers where all is well. */
export const SHOWN = { designer: true, chat: true, desk: [true, true], errors: [] };

const FLOW = {
  version: 1,
  name: "Deliveries",
  nodes: [
    { id: "start", type: "start" },
    { id: "hello", type: "say", data: { text: ["Hello from the flow"] } },
    { id: "wait", type: "waitForInput" },
  ],
  edges: [
    { id: "e1", source: "start", sourceHandle: "next", target: "hello" },
    { id: "e2", source: "hello", sourceHandle: "next", target: "wait" },
  ],
};

/** Resolves when the element shows the text, in its text or in a field. */
function shows(element, text) {
  const found = () => {
    const root = element.shadowRoot;
    return root.textContent.includes(text) || [...root.querySelectorAll("input, textarea")].some((field) => field.value.includes(text));
  };
  return new Promise((resolve) => {
    const look = () => (found() ? resolve(true) : requestAnimationFrame(look));
    look();
  });
}
