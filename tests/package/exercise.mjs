/**
 * Uses the package once through, wherever it is run, and answers plain facts about it.
 *
 * It imports nothing: the module under test is handed in.
 */
export async function exercise({ default: init, Engine, checkFlow, evaluate, version }, source) {
  const before = errorOf(version);
  const first = init(source);
  const samePromise = first === init(source);
  await first;
  const { engine, flow, snapshot } = version();
  return {
    before: [before.name, before.code, before.message.includes("init()")],
    samePromise,
    versions: [typeof engine, flow, typeof snapshot],
    two: evaluate("1+1", {}),
    findings: checkFlow({}).length > 0,
    said: greeting(new Engine(FLOW)),
  };
}

/** The code and message with which loading fails. */
export async function failure(init, source) {
  const error = await init(source).then(() => ({ name: "none" }), (error) => error);
  return { name: error.name, code: error.code, message: error.message };
}

const FLOW = {
  version: 1,
  name: "greeting",
  nodes: [
    { id: "start", type: "start" },
    { id: "hello", type: "say", data: { text: ["Hello"] } },
  ],
  edges: [{ id: "e1", source: "start", sourceHandle: "next", target: "hello" }],
};

function greeting(engine) {
  const { effects } = engine.handle("c1", { type: "message", text: "hi" }, 0);
  return effects.find((effect) => effect.type === "say").text;
}

function errorOf(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  return new Error("nothing was thrown");
}
