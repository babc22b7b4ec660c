/**
 * The same handover as a state machine of XState v5, written as its documentation advises: states,
 * `assign`, and effects as actions that hand plain objects to the host.
 *
 * It does what the script needs and no more: no expressions, no flow document, no timers, no repeats,
 * no log. What it leaves out is to its advantage.
 */
import { assign, createActor, setup } from "xstate";

const BOT = { representativeType: "BOT", displayName: "Robin", avatarImage: null };

const human = (context) => ({ representativeType: "HUMAN", displayName: context.agent?.displayName ?? null, avatarImage: null });

const said = (author) => assign({
  transcript: ({ context, event }) => [...context.transcript, { author, text: event.text, at: event.at }],
});

const botSays = (text, quickReplies = []) => [
  ({ self, context }) => emit(self, { seq: context.seq, type: "say", to: "visitor", from: BOT, text, data: null, quickReplies, attachments: [] }),
  assign({ transcript: ({ context, event }) => [...context.transcript, { author: "bot", text, at: event.at }], seq: ({ context }) => context.seq + 1 }),
];

const handover = (status) => [
  assign({ status, seq: ({ context }) => context.seq + 1 }),
  ({ self, context }) => emit(self, {
    seq: context.seq, type: "handover",
    handover: { status, error: null, data: context.queue, inactivityCount: 0, provider: "desk", agent: context.agent, summary: context.summary, resolution: context.resolution },
  }),
];

const stage = (conversationStage) => ({ self, context }) => emit(self, { seq: context.seq, type: "stage", conversationStage });

const send = (message) => [
  assign({ seq: ({ context }) => context.seq + 1, sends: ({ context }) => context.sends + 1 }),
  ({ self, context, event }) => emit(self, { seq: context.seq, type: "send", send: context.sends, provider: "desk", request: { kind: "desk", message: message(context, event) } }),
];

const forward = [said("visitor"), ...send((context, event) => ({ type: "message", handover: 1, seq: context.sends, author: "visitor", text: event.text, data: null, attachments: [] }))];

const queued = [
  assign({ queue: ({ event }) => ({ position: event.position, estimatedWaitTime: event.estimatedWaitTime, alternativeText: null }), seq: ({ context }) => context.seq + 1 }),
  ({ self, context }) => emit(self, { seq: context.seq, type: "queue", ...context.queue }),
];

const speaks = [
  said("agent"),
  ({ self, context, event }) => emit(self, { seq: context.seq, type: "say", to: "visitor", from: human(context), text: event.text, data: null, quickReplies: [], attachments: [] }),
  assign({ seq: ({ context }) => context.seq + 1 }),
];

export const machine = setup({}).createMachine({
  id: "handover",
  context: ({ input }) => ({
    name: input.name, channel: null, transcript: [], seq: 1, sends: 0, status: null, queue: null, agent: null, summary: null, resolution: null,
  }),
  initial: "opened",
  states: {
    opened: {
      on: {
        start: { actions: assign({ channel: ({ event }) => event.channel }) },
        message: { target: "waiting", actions: [said("visitor"), ...botSays("Hello, how can I help?")] },
      },
    },
    waiting: {
      on: {
        message: {
          target: "requested",
          actions: [
            said("visitor"),
            ...handover("requested"),
            ...botSays("One moment, I am getting a colleague.", [{ title: "Cancel", payload: "Cancel" }]),
            ...send((context) => ({ type: "request", handover: 1, seq: 1, channel: context.channel, transcript: context.transcript, metadata: {}, skills: ["billing"], languages: [], priority: "high" })),
          ],
        },
      },
    },
    requested: {
      on: {
        handoverQueued: {
          target: "queued",
          actions: [
            ...handover("queue"),
            ...queued,
          ],
        },
      },
    },
    queued: {
      on: {
        message: { actions: forward },
        handoverQueued: { actions: queued },
        handoverAccepted: { actions: [assign({ agent: ({ event }) => event.agent }), ...handover("queue")] },
        agentMessage: {
          target: "active",
          actions: [
            ...handover("active"),
            stage("HUMAN_ASSIST_STAGE"),
            ({ self, context }) => emit(self, { seq: context.seq, type: "event", eventType: "REPRESENTATIVE_JOINED", representative: human(context) }),
            ...speaks,
          ],
        },
      },
    },
    active: {
      on: {
        message: { actions: forward },
        agentMessage: { actions: speaks },
        handoverResolved: {
          target: "done",
          actions: [
            ({ self, context }) => emit(self, { seq: context.seq, type: "event", eventType: "REPRESENTATIVE_LEFT", representative: human(context) }),
            stage("VIRTUAL_AGENT_STAGE"),
            assign({ summary: ({ event }) => event.summary, resolution: ({ event }) => event.resolution }),
            ...handover("completed"),
            ...botSays("Welcome back to the assistant."),
          ],
        },
      },
    },
    done: {},
  },
});

/** The effects of the event that is being handled, as the engine's `handle` gives them back. */
let effects = [];

function emit(_, effect) {
  effects.push(effect);
}

export function start(name, snapshot) {
  return createActor(machine, snapshot ? { snapshot } : { input: { name } }).start();
}

export function handle(actor, event) {
  effects = [];
  actor.send(event);
  return effects;
}
