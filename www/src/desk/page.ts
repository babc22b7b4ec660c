/**
 * The desk's page: opens the desk of one agent on this browser's mailbox. It loads no engine.
 *
 * The agent's id and name are kept here; with another name the same agent's desk is opened again.
 */
import { openDesk, type Desk } from "handover/host";
import { newId } from "../common/id.js";
import { keep, kept } from "../common/kept.js";
import "handover/desk";

const idKey = "handover-agent";
const nameKey = "handover-agent-name";

const element = document.querySelector("handover-desk");

function open(): Promise<Desk> {
  const id = kept(idKey) ?? `agent-${newId().slice(0, 8)}`;
  keep(idKey, id);
  return openDesk({ agent: { id, displayName: kept(nameKey) ?? "Dana" } });
}

async function show(before: Desk | null): Promise<void> {
  if (element === null) return;
  try {
    await before?.close();
    element.desk = await open();
  } catch (error) {
    element.problem = error;
  }
}

element?.addEventListener("agentchange", (event) => {
  keep(nameKey, event.detail.displayName);
  void show(element.desk);
});

void show(null);
