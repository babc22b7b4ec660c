/**
 * `<handover-chat>` without a bundler: the flow and the visitor are named in the address, and so is what the element is told.
 *
 * `chatEvents` holds what the element has fired. With `upload`, files stay on their way until the test ends that with `arrive` or `refuse`.
 */
import init, { Engine } from "/package/browser.js";
import { createHost } from "/package/host.js";
import "/package/elements/chat.js";

const address = new URLSearchParams(location.search);
const chat = document.querySelector("handover-chat");
let host = null;

chat.connect = async (after) => {
  const [flow] = await Promise.all([fetch(`/pages/${address.get("flow")}.json`).then((answer) => answer.json()), init()]);
  host ??= createHost({ engine: new Engine(flow, { providers: { desk: { kind: "desk" } }, bot: { displayName: "Bot" } }) });
  return host.open(after === null ? (address.get("visitor") ?? "visitor") : `after-${after}`, { profile: JSON.parse(address.get("profile") ?? "{}") });
};

globalThis.chatEvents = [];
for (const name of ["chatopen", "chatclose", "chatend", "chaterror", "unreadchange", "rating"]) {
  chat.addEventListener(name, ({ detail }) => globalThis.chatEvents.push({ name, detail }));
}

if (address.has("upload")) {
  globalThis.uploads = [];
  chat.upload = (file, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      const arrive = () => resolve({ url: `/icon.svg?${file.name}` });
      globalThis.uploads.push({ name: file.name, signal, onProgress, arrive, refuse: () => reject(new Error("refused")) });
    });
}

for (const name of ["open", "rating", "accept", "max-file-size", "max-files", "lang"]) {
  if (address.has(name)) chat.setAttribute(name, address.get(name));
}
