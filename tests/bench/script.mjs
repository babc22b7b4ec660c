/** One handover from hello to the end, as inputs of the engine; every conversation plays it. */
export const SCRIPT = [
  { type: "start", channel: "web" },
  { type: "message", text: "Hi there" },
  { type: "message", text: "I want to talk to a human" },
  { type: "handoverQueued", position: 2, estimatedWaitTime: 120000 },
  { type: "message", text: "Are you there?" },
  { type: "message", text: "I have a question about my bill" },
  { type: "handoverQueued", position: 1, estimatedWaitTime: 60000 },
  { type: "handoverAccepted", agent: { id: "7", displayName: "Dana" } },
  { type: "agentMessage", text: "Hi, I am Dana. How can I help?" },
  { type: "message", text: "I was charged twice this month" },
  { type: "agentMessage", text: "I see it, and I have refunded one of them." },
  { type: "message", text: "Great, thank you!" },
  { type: "agentMessage", text: "Have a nice day." },
  { type: "handoverResolved", summary: "Refunded.", resolution: "solved" },
];

/** How many inputs of the script lead into the queue. */
export const QUEUED = 4;
