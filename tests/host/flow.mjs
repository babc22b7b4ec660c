/** The flow that the host's tests run: it echoes, and hands over at the word "human". */
export function flow({ queueTimeout = 10, agentTimeout = null, allowInject = true } = {}) {
  return {
    version: 1,
    name: "host",
    nodes: [
      { id: "start", type: "start" },
      { id: "wanted", type: "lookup", data: { lookupType: "text", cases: [{ id: "human", value: "human" }, { id: "agents", value: "agents" }] } },
      { id: "echo", type: "say", data: { text: ["You said {{ci.text}}"] } },
      { id: "ask", type: "checkAgentAvailability", data: { provider: "desk", skills: ["{{ci.data.skill}}"], languages: ["{{ci.data.language}}"] } },
      { id: "agents", type: "say", data: { text: ["agents {{ci.availableAgents}}"] } },
      { id: "handover", type: "handoverToAgent", data: { provider: "desk", queueTimeout, agentTimeout, desk: { skills: ["billing"], allowInject } } },
      { id: "status", type: "say", data: { text: ['{{ci.handover.status === "agentInject" ? "injected " + ci.text : ci.handover.status}}'] } },
    ],
    edges: [
      ["start", "next", "wanted"],
      ["wanted", "human", "handover"],
      ["wanted", "agents", "ask"],
      ["wanted", "default", "echo"],
      ["ask", "next", "agents"],
      ["handover", "next", "status"],
    ].map(([source, sourceHandle, target], index) => ({ id: `e${index}`, source, sourceHandle, target })),
  };
}

export const options = { providers: { desk: { kind: "desk" } } };
