/** A small engine behind the real one's interface: hands over at the word "human", and knows the desk protocol. */
export class Engine {
  #all = new Map();
  handle(id, input, now) {
    const c = structuredClone(this.#all.get(id) ?? { id, seq: 0, send: 0, log: [], seen: [], state: "bot", handover: 0, out: 0, held: [], wakeAt: null, limit: 600000, now: 0 });
    now = Math.max(c.now, now);
    c.now = now;
    const effects = [];
    const put = (e) => (effects.push({ seq: ++c.seq, visitorSeq: null, agentSeq: null, ...e }), c.log.push({ seq: c.log.length + 1, at: now, author: "system", entry: e }));
    const say = (text, type = "BOT") => put({ type: "say", to: "visitor", from: { representativeType: type, displayName: null, avatarImage: null }, text, data: null, quickReplies: [], attachments: [] });
    const desk = (message) => {
      const send = ++c.send;
      put({ type: "send", send, provider: "desk", request: { kind: "desk", message: { handover: c.handover, ...message } } });
      return send;
    };
    const over = (status) => ((c.state = "bot"), (c.wakeAt = null), say(status));
    if (c.wakeAt !== null && now >= c.wakeAt) {
      if (c.grace) { c.grace = false; c.away = true; c.wakeAt = c.timeout ?? null; desk({ type: "notice", seq: ++c.out, code: "userLeft", text: "User left the conversation" }); }
      else { desk({ type: "end", seq: ++c.out, reason: "timedOut" }); over("timedOut"); }
    }
    if (input.id && c.seen.includes(input.id)) input = { type: "wake" };
    if (input.id) c.seen.push(input.id);
    if (input.type !== "wake") c.log.push({ seq: c.log.length + 1, at: now, author: "visitor", entry: input });
    switch (input.type) {
      case "start": c.limit = input.profile?.limit ?? c.limit; break;
      case "message":
        if (input.text === "throw") throw Object.assign(new Error("refused"), { code: "input_invalid" });
        if (c.state === "bot" && input.text === "human") {
          c.state = "requested"; c.handover++; c.out = 1;
          c.request = desk({ type: "request", seq: 1, channel: null, locale: null, profile: {}, transcript: [{ author: "visitor", name: null, text: "human", at: now }], metadata: null, skills: ["billing"], languages: [], priority: "none", allowInject: true, getQueuePosition: true, getEstimatedWaitTime: true });
          c.wakeAt = c.timeout = now + c.limit;
        } else if (c.state === "bot" && input.data?.request) {
          const send = ++c.send;
          put({ type: "send", send, provider: "wire", request: input.data.request });
        } else if (c.state === "requested") c.held.push(input.text);
        else if (c.state !== "bot") desk({ type: "message", seq: ++c.out, author: "visitor", text: input.text, data: null, attachments: [] });
        else say(`You said ${input.text}`);
        break;
      case "answer":
        if (input.send === c.request && c.state === "requested") {
          c.state = "queue";
          for (const text of c.held.splice(0)) desk({ type: "message", seq: ++c.out, author: "visitor", text, data: null, attachments: [] });
        } else if (input.send !== c.request) say(`answer ${input.send} ${input.status} ${input.body ?? ""}`);
        break;
      case "sendFailed": say(`failed ${input.send} ${input.message}`); break;
      case "typing": if (c.state !== "bot") desk({ type: "typing", on: input.on }); break;
      case "cancel": if (c.state !== "bot") { desk({ type: "end", seq: ++c.out, reason: "cancelled" }); over("cancelled"); } break;
      case "disconnected": if (c.state !== "bot") { c.grace = true; c.timeout = c.wakeAt; c.wakeAt = now + 3000; } break;
      case "connected":
        if (c.grace) { c.grace = false; c.wakeAt = c.timeout; }
        else if (c.away) { c.away = false; desk({ type: "notice", seq: ++c.out, code: "userJoined", text: "User joined the conversation" }); }
        break;
      case "frame": {
        if (input.provider !== "desk") { say(`frame ${input.body}`); break; }
        const m = JSON.parse(input.body);
        if (m.handover !== c.handover || c.state === "bot" || (m.id && c.seen.includes(m.id))) break;
        if (m.id) c.seen.push(m.id);
        if (m.type === "message") { c.state = "active"; c.wakeAt = null; say(m.text, "HUMAN"); }
        if (m.type === "inject") say(`injected ${m.text}`);
        if (m.type === "queued") put({ type: "queue", position: m.position, estimatedWaitTime: m.estimatedWaitTime, alternativeText: null });
        if (m.type === "typing") put({ type: "typing", to: "visitor", on: m.on, from: null });
        if (m.type === "left" || m.type === "declined") c.state = "queue";
        if (m.type === "resolved") over("completed");
      }
    }
    this.#all.set(id, c);
    return { effects, wakeAt: c.wakeAt };
  }
  view(id) { const c = this.#all.get(id); return c ? { name: id, owner: c.state === "active" ? "human" : "bot", state: c.state, waiting: null } : null; }
  log(id, after = 0) { return (this.#all.get(id)?.log ?? []).filter((e) => e.seq > after); }
  snapshot(id) { return new TextEncoder().encode(JSON.stringify(this.#all.get(id))); }
  restore(bytes) { const c = JSON.parse(new TextDecoder().decode(bytes)); this.#all.set(c.id, c); return c.id; }
  forget(id) { return this.#all.delete(id); }
}
