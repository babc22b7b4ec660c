/**
 * Stands in for the engine where no provider of the real one shows it yet: requests over
 * HTTP, sockets and streams. A message that brings a `request` sends it; whatever comes back
 * is said aloud.
 */
export class FakeEngine {
  #conversations = new Map();

  handle(id, input, now) {
    const found = structuredClone(this.#conversations.get(id) ?? { id, seq: 0, send: 0, log: [], seen: [] });
    const effects = [];
    const note = (entry) => found.log.push({ seq: found.log.length + 1, at: now, author: "system", entry });
    const put = (effect) => effects.push({ seq: ++found.seq, visitorSeq: null, agentSeq: null, ...effect });
    const say = (text) => put({ type: "say", to: "visitor", text });
    note(input);
    if (input.type === "message" && !found.seen.includes(input.id)) {
      found.seen.push(input.id);
      put({ type: "send", send: ++found.send, provider: "wire", request: input.data.request });
    }
    if (input.type === "answer") say(`answer ${input.send} ${input.status} ${input.body ?? ""}`);
    if (input.type === "sendFailed") say(`failed ${input.send} ${input.message}`);
    if (input.type === "frame") say(`frame ${input.body}`);
    effects.forEach(note);
    this.#conversations.set(id, found);
    return { effects, wakeAt: null };
  }

  view(id) {
    return this.#conversations.has(id) ? { name: id } : null;
  }

  log(id, after = 0) {
    return (this.#conversations.get(id)?.log ?? []).filter(({ seq }) => seq > after);
  }

  snapshot(id) {
    return new TextEncoder().encode(JSON.stringify(this.#conversations.get(id)));
  }

  restore(snapshot) {
    const found = JSON.parse(new TextDecoder().decode(snapshot));
    this.#conversations.set(found.id, found);
    return found.id;
  }

  forget(id) {
    return this.#conversations.delete(id);
  }
}
