/**
 * What the engine costs, beside XState v5 in the same run: events, stored events, memory, many
 * conversations, loading, and checking a flow. Ratios count; absolute times are this machine's.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { dirname, join } from "node:path";
import { SCRIPT, QUEUED } from "./script.mjs";
import * as peer from "./peer.mjs";
import { weighChat } from "./weights.mjs";
import init, { Engine, checkFlow } from "handover";

const require = createRequire(import.meta.url);
const flow = JSON.parse(readFileSync(new URL("../flows/shop.json", import.meta.url), "utf8"));
const OPTIONS = { bot: { displayName: "Robin" } };
const START = 1772442000000;

const instantiate = WebAssembly.instantiate;
let wasmMemory;
// The engine's memory is looked at as it is made, because the package does not show it.
WebAssembly.instantiate = async (...args) => {
  const instance = await instantiate(...args);
  wasmMemory = (instance.instance ?? instance).exports.memory;
  return instance;
};
await init();
WebAssembly.instantiate = instantiate;

/** The best of several rounds, taken in turns with the peer so that both see the same machine. */
function compare(name, ours, theirs, rounds = 7) {
  const best = [Infinity, Infinity];
  for (let round = 0; round < rounds; round++) {
    [ours, theirs].forEach((run, at) => {
      globalThis.gc?.();
      best[at] = Math.min(best[at], run());
    });
  }
  const [a, b] = best;
  console.log(`${name.padEnd(44)} ${micro(a)}  XState ${micro(b)}  ${(b / a).toFixed(1)}×`);
}

const micro = (milliseconds) => `${(milliseconds * 1000).toFixed(2)} µs`.padStart(10);

/** Milliseconds an event takes. */
function timed(conversations, run) {
  const begin = performance.now();
  for (let at = 0; at < conversations; at++) run(`conversation-${at}`);
  return (performance.now() - begin) / (conversations * SCRIPT.length);
}

const PLAYED = 2000;

function inMemory() {
  const engine = new Engine(flow, OPTIONS);
  const time = timed(PLAYED, (name) => {
    for (let at = 0; at < SCRIPT.length; at++) engine.handle(name, SCRIPT[at], START + at * 1000);
  });
  engine.free();
  return time;
}

function peerInMemory() {
  return timed(PLAYED, (name) => {
    const actor = peer.start(name);
    for (let at = 0; at < SCRIPT.length; at++) peer.handle(actor, { ...SCRIPT[at], at: START + at * 1000 });
  });
}

function stored() {
  const engine = new Engine(flow, OPTIONS);
  const time = timed(PLAYED, (name) => {
    let snapshot = null;
    for (let at = 0; at < SCRIPT.length; at++) {
      if (snapshot) engine.restore(snapshot);
      engine.handle(name, SCRIPT[at], START + at * 1000);
      snapshot = engine.snapshot(name);
    }
    engine.forget(name);
  });
  engine.free();
  return time;
}

function peerStored() {
  return timed(PLAYED, (name) => {
    let snapshot = null;
    for (let at = 0; at < SCRIPT.length; at++) {
      const actor = peer.start(name, snapshot ? JSON.parse(snapshot) : undefined);
      peer.handle(actor, { ...SCRIPT[at], at: START + at * 1000 });
      snapshot = JSON.stringify(actor.getPersistedSnapshot());
      actor.stop();
    }
  });
}

/** Bytes that one conversation in the queue takes, in the wasm's memory and in JavaScript's. */
function memory() {
  const count = 50_000;
  globalThis.gc();
  const before = process.memoryUsage().heapUsed + wasmMemory.buffer.byteLength;
  const engine = new Engine(flow, OPTIONS);
  for (let at = 0; at < count; at++) {
    for (let step = 0; step < QUEUED; step++) engine.handle(`conversation-${at}`, SCRIPT[step], START + step * 1000);
  }
  globalThis.gc();
  const ours = (process.memoryUsage().heapUsed + wasmMemory.buffer.byteLength - before) / count;
  engine.free();
  globalThis.gc();
  const peerCount = 10_000;
  const heap = process.memoryUsage().heapUsed;
  const actors = [];
  for (let at = 0; at < peerCount; at++) {
    const actor = peer.start(`conversation-${at}`);
    for (let step = 0; step < QUEUED; step++) peer.handle(actor, { ...SCRIPT[step], at: START + step * 1000 });
    actors.push(actor);
  }
  globalThis.gc();
  const theirs = (process.memoryUsage().heapUsed - heap) / actors.length;
  console.log(`${"a conversation that waits in the queue".padEnd(44)} ${ours.toFixed(0).padStart(7)} B  XState ${theirs.toFixed(0).padStart(7)} B  ${(theirs / ours).toFixed(1)}×`);
}

/** What an event costs while few or many other conversations are in memory. */
function crowd() {
  const time = (count) => {
    const engine = new Engine(flow, OPTIONS);
    for (let at = 0; at < count; at++) {
      for (let step = 0; step < QUEUED; step++) engine.handle(`waiting-${at}`, SCRIPT[step], START + step * 1000);
    }
    let best = Infinity;
    for (let round = 0; round < 7; round++) {
      best = Math.min(best, timed(PLAYED, (name) => {
        for (let at = 0; at < SCRIPT.length; at++) engine.handle(name, SCRIPT[at], START + at * 1000);
        engine.forget(name);
      }));
    }
    engine.free();
    return best;
  };
  const few = time(10);
  const many = time(100_000);
  console.log(`${"an event among 10 / 100,000 conversations".padEnd(44)} ${micro(few)} / ${micro(many)}  ${(many / few).toFixed(2)}×`);
}

/** Loading, beside what the platform takes to compile a wasm of that size anyway. */
async function ready() {
  const bytes = readFileSync(require.resolve("handover/engine.wasm"));
  const slim = pathToFileURL(join(dirname(require.resolve("handover/engine.wasm")), "core.js")).href;
  let compile = Infinity;
  let load = Infinity;
  for (let round = 0; round < 15; round++) {
    let begin = performance.now();
    await WebAssembly.compile(bytes);
    compile = Math.min(compile, performance.now() - begin);
    begin = performance.now();
    const core = await import(`${slim}?round=${round}`);
    await core.load(async () => WebAssembly.compile(bytes));
    new core.Engine(flow, OPTIONS).handle("first", SCRIPT[0], START);
    load = Math.min(load, performance.now() - begin);
  }
  console.log(`${"ready, first conversation opened".padEnd(44)} ${load.toFixed(2).padStart(7)} ms  compiling alone ${compile.toFixed(2)} ms  ${(load / compile).toFixed(2)}×`);
}

function checking() {
  const nodes = [{ id: "start", type: "start", position: { x: 0, y: 0 }, data: {} }];
  const edges = [];
  for (let at = 0; at < 9_999; at++) {
    const wait = at % 10 === 9;
    nodes.push({
      id: `node-${at}`, type: wait ? "waitForInput" : "say", position: { x: (at % 100) * 240, y: Math.floor(at / 100) * 120 },
      data: wait ? {} : { text: [`This is text number ${at}, {{profile.name}}.`], quickReplies: [{ title: "Yes", payload: "yes" }] },
    });
    edges.push({ id: `edge-${at}`, source: at ? `node-${at - 1}` : "start", sourceHandle: null, target: `node-${at}`, targetHandle: null });
  }
  const document = { version: 1, name: "Large", nodes, edges };
  const text = JSON.stringify(document);
  let parse = Infinity;
  let check = Infinity;
  let findings = [];
  for (let round = 0; round < 9; round++) {
    let begin = performance.now();
    JSON.parse(text);
    parse = Math.min(parse, performance.now() - begin);
    begin = performance.now();
    findings = checkFlow(document);
    check = Math.min(check, performance.now() - begin);
  }
  console.log(`${"checkFlow, 10,000 nodes".padEnd(44)} ${check.toFixed(1).padStart(7)} ms  JSON.parse ${parse.toFixed(1)} ms  ${(check / parse).toFixed(1)}×  (${findings.length} findings)`);
}

/** What a page loads for the chat, gzipped. */
async function weights() {
  const { launcher, open } = await weighChat();
  const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(10);
  console.log(`${"the chat's button, before it is wanted".padEnd(44)} ${kilobytes(launcher)}  at most 5 KB`);
  console.log(`${"the open chat, without the wasm".padEnd(44)} ${kilobytes(open)}  at most 60 KB`);
}

// First, while the wasm's memory is still as small as it was made.
memory();
compare("an event, in memory", inMemory, peerInMemory);
compare("an event, stored and restored around it", stored, peerStored);
crowd();
await ready();
checking();
await weights();
