/** `<handover-chat>` without a bundler: the flow and the visitor are named in the address. */
import init, { Engine } from "/package/browser.js";
import { createHost } from "/package/host.js";
import "/package/elements/chat.js";

const address = new URLSearchParams(location.search);

document.querySelector("handover-chat").connect = async () => {
  const [flow] = await Promise.all([fetch(`/pages/${address.get("flow")}.json`).then((answer) => answer.json()), init()]);
  const engine = new Engine(flow, { providers: { desk: { kind: "desk" } }, bot: { displayName: "Bot" } });
  return createHost({ engine }).open(address.get("visitor") ?? "visitor");
};
