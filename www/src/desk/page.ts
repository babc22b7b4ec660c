/**
 * The desk's page: opens the desk of one agent on this browser's mailbox. An engine is loaded when logs are first read.
 *
 * The agent's id and name are kept here, and whether they take visitors; with another name the same agent's desk is opened again. The address may name
 * another agent (`?agent=`), with skills and languages, so that colleagues can sit in two tabs; `#figures` opens the figures.
 */
import { openDesk, readLogs, type Desk, type DeskAgent } from "handover/host";
import { keepFile } from "../common/example-files.js";
import { newId } from "../common/id.js";
import { keep, kept } from "../common/kept.js";
import "handover/desk";
import type { ReadLogs } from "handover/desk";

const idKey = "handover-agent";
const nameKey = "handover-agent-name";
const awayKey = "handover-agent-away";

const element = document.querySelector("handover-desk");
const address = new URLSearchParams(location.search);

function agent(): DeskAgent {
  const named = address.get("agent");
  const list = (name: string) => address.get(name)?.split(",").filter(Boolean);
  if (named !== null) return { id: named, displayName: kept(`${nameKey}/${named}`) ?? named, skills: list("skills"), languages: list("languages") };
  const id = kept(idKey) ?? `agent-${newId().slice(0, 8)}`;
  keep(idKey, id);
  return { id, displayName: kept(nameKey) ?? "Dana" };
}

/** Reads with an engine of its own and the smallest of flows: a log is the same under any. */
const logs: ReadLogs = async (wanted) => {
  const { default: init, Engine } = await import("handover");
  await init();
  const engine = new Engine({ version: 1, name: "reader", nodes: [{ id: "start", type: "start" }], edges: [] });
  try {
    return await readLogs({ engine, ...wanted });
  } finally {
    engine.free();
  }
};

async function show(before: Desk | null): Promise<void> {
  if (element === null) return;
  try {
    await before?.close();
    const desk = await openDesk({ agent: agent() });
    await keepAvailability(desk);
    element.desk = desk;
  } catch (error) {
    element.problem = error;
  }
}

/** A desk opens as available; who was not stays so. Only a change is kept: the agent may sit at two desks. */
async function keepAvailability(desk: Desk): Promise<void> {
  const key = `${awayKey}/${desk.agent.id}`;
  if (kept(key) !== null) await desk.available(false);
  let { available } = desk.tickets();
  desk.subscribe((tickets) => {
    if (tickets.available !== available) keep(key, tickets.available ? null : "away");
    available = tickets.available;
  });
}

if (element !== null) {
  element.logs = logs;
  element.maxFileSize = 2_000_000;
  element.upload = keepFile;
  element.cannedReplies = [
    { shortcut: "hello", text: "Hello {{visitor name}}, I am {{agent name}}. How can I help?" },
    { shortcut: "moment", text: "One moment please, I am looking that up." },
    { shortcut: "photo", text: "Could you send me a photo of the {{part of the plant}}?" },
    { shortcut: "bye", text: "You are welcome! Have a good day." },
  ];
  element.view = location.hash === "#figures" ? "figures" : "conversations";
  element.addEventListener("viewchange", () => history.replaceState(null, "", element.view === "figures" ? "#figures" : location.pathname + location.search));
  element.addEventListener("agentchange", (event) => {
    const { displayName } = event.detail;
    const named = address.get("agent");
    keep(named === null ? nameKey : `${nameKey}/${named}`, displayName);
    void show(element.desk);
  });
}

void show(null);
