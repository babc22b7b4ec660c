/**
 * Signatures whose right answer others have given: RingCentral's own, and those of `signatures/make.py`.
 *
 * Each codec says how its webhooks are signed, and the host's code does as it says. What has been changed by a byte,
 * is signed otherwise or was signed long ago is refused.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import init, { Engine } from "handover";
import { fromSource } from "../support/source.mjs";

await init();
const { distrust, sign } = await fromSource("host/wire", `export { distrust, sign } from "./signature.js";`);

const { now, vectors } = JSON.parse(readFileSync(new URL("signatures/vectors.json", import.meta.url), "utf8"));
const SETTINGS = {
  ringCentral: { realtimeUrl: "https://ring.example", sourceId: "s", sourceAuth: "word", webhookAuth: "other" },
  chatwoot: { url: "https://chat.example", accountId: 1, inboxId: 5, webhookAuth: "word" },
  genesysOpenMessaging: { url: "https://genesys.example", integrationId: "i", webhookAuth: "word" },
  eightByEight: { channelId: "c", queueId: "9", webhookAuth: "word" },
};
const flow = { version: 1, name: "empty", nodes: [{ id: "start", type: "start" }], edges: [] };
const bytes = (text) => new TextEncoder().encode(text);

/** How the codec wants this webhook checked. */
function instructionOf(kind, { body, headers }) {
  const engine = new Engine(flow, { providers: { centre: { kind, ...SETTINGS[kind] } } });
  const { signature } = engine.webhook("centre", { body, headers });
  engine.free();
  return signature;
}

/** Why the host does not trust a webhook; null if it does. */
function complaint(kind, vector, { secrets = () => vector.secret, at = now } = {}) {
  return distrust(instructionOf(kind, vector), secrets, { body: bytes(vector.body), headers: vector.headers, now: at });
}

for (const [kind, vector] of Object.entries(vectors)) {
  const { header } = instructionOf(kind, vector);
  const signed = vector.headers[header];
  const withHeader = (name, value) => ({ ...vector, headers: { ...vector.headers, [name]: value } });

  test(`${kind}: the known signature is trusted`, async () => {
    const asked = [];
    assert.equal(await complaint(kind, vector, { secrets: (...names) => (asked.push(names), vector.secret) }), null);
    assert.deepEqual(asked, [["word", kind === "eightByEight" ? "key1" : null]]);
  });

  test(`${kind}: nothing that differs by a letter is trusted`, async () => {
    for (let at = 0; at < vector.body.length; at += 1) {
      const letter = vector.body[at] === "x" ? "y" : "x";
      assert.notEqual(await complaint(kind, { ...vector, body: vector.body.slice(0, at) + letter + vector.body.slice(at + 1) }), null, `letter ${at} of the body`);
    }
    for (const body of [`${vector.body} `, vector.body.trimEnd().slice(0, -1), JSON.stringify(JSON.parse(vector.body)).replace('"', ' "'), ""]) {
      assert.notEqual(await complaint(kind, { ...vector, body }), null, JSON.stringify(body));
    }
    for (let at = 0; at < signed.length - 2; at += 1) {
      const letter = signed[at] === "a" ? "b" : "a";
      assert.notEqual(await complaint(kind, withHeader(header, signed.slice(0, at) + letter + signed.slice(at + 1))), null, `letter ${at} of the signature`);
    }
  });

  test(`${kind}: no signature, half of one, or one of another kind is not trusted`, async () => {
    const { [header]: _, ...unsigned } = vector.headers;
    assert.match(await complaint(kind, { ...vector, headers: unsigned }), /is missing/);
    for (const value of ["", "sha256=", "..", signed.slice(0, -4), signed.slice(4), `${signed}00`, `sha1=${signed}`, "none", "null"]) {
      assert.notEqual(await complaint(kind, withHeader(header, value)), null, value);
    }
  });

  if (typeof vector.secret !== "string") continue;

  test(`${kind}: another secret is of no use`, async () => {
    for (const secret of [`${vector.secret} `, vector.secret.toUpperCase(), "word"]) {
      assert.equal(await complaint(kind, vector, { secrets: () => secret }), "the signature is wrong");
    }
    await assert.rejects(complaint(kind, vector, { secrets: () => ({ kty: "RSA", n: "AQAB", e: "AQAB" }) }), /shared secret/);
  });

  test(`${kind}: the host makes the same signature`, async () => {
    const { timestamp } = instructionOf(kind, vector);
    const body = timestamp === null ? vector.body : `${vector.headers[timestamp]}.${vector.body}`;
    assert.equal(await sign(instructionOf(kind, vector), vector.secret, bytes(body)), signed);
  });
}

test("Chatwoot's signature is good for five minutes", async () => {
  const vector = vectors.chatwoot;
  const minutes = (count) => ({ at: now + count * 60_000 });
  for (const count of [-4.9, 4.9]) assert.equal(await complaint("chatwoot", vector, minutes(count)), null);
  for (const count of [-5.1, 5.1, 525_600]) assert.equal(await complaint("chatwoot", vector, minutes(count)), "the signed time is missing or too old");
  for (const time of ["", "soon", "Infinity", String(now)]) {
    assert.notEqual(await complaint("chatwoot", { ...vector, headers: { ...vector.headers, "x-chatwoot-timestamp": time } }), null, time);
  }
  const fresher = String(now / 1000 + 240);
  const moved = { ...vector, headers: { ...vector.headers, "x-chatwoot-timestamp": fresher } };
  assert.equal(await complaint("chatwoot", moved, minutes(5)), "the signature is wrong");
});

test("8x8's signature covers what its header fields say", async () => {
  const vector = vectors.eightByEight;
  for (const [name, value] of Object.entries(vector.headers).filter(([name]) => name !== "x-8x8-signature")) {
    for (const other of [`${value}1`, "", "0"]) {
      assert.equal(await complaint("eightByEight", { ...vector, headers: { ...vector.headers, [name]: other } }), "the signature is wrong", `${name}: ${other}`);
    }
  }
});

test("8x8's signature is refused where it is one of another making", async () => {
  const vector = vectors.eightByEight;
  const refused = async (signature, more) => {
    const value = await complaint("eightByEight", { ...vector, headers: { ...vector.headers, "x-8x8-signature": signature } }, more);
    assert.equal(value, "the signature is wrong", signature);
  };
  for (const signature of Object.values(vector.wrong)) await refused(signature);

  const [head, , tail] = vector.headers["x-8x8-signature"].split(".");
  const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
  const fields = JSON.parse(Buffer.from(head, "base64url").toString());
  for (const alg of ["none", "None", "", "HS256", "RS384", "PS256", "ES256", undefined]) {
    await refused(`${encode({ ...fields, alg })}..${tail}`);
    await refused(`${encode({ ...fields, alg })}..`);
  }
  // The public key taken for a shared secret, which anybody knows.
  const asked = { ...fields, alg: "HS256" };
  const key = await crypto.subtle.importKey("raw", bytes(JSON.stringify(vector.secret)), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const { payload } = instructionOf("eightByEight", vector);
  const mac = await crypto.subtle.sign("HMAC", key, bytes(`${encode(asked)}.${payload}`));
  await refused(`${encode(asked)}..${Buffer.from(mac).toString("base64url")}`);
  // Not detached: what stands in the middle is not what is said to be signed.
  await refused(`${head}.${encode(payload)}.${tail}`);
  await refused(`${head}.${tail}`);
  await assert.rejects(complaint("eightByEight", vector, { secrets: () => "word" }), /public key/);
});
