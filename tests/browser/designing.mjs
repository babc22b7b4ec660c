/** What a designer of flows does on the designer's page, by roles and names; and the flow that comes of it, as the element gives it away. */
import assert from "node:assert/strict";
import { seen } from "./browser.mjs";

/** A flow of a start and a hello, far enough from each other to work between them. */
export const small = {
  version: 1,
  name: "Small",
  nodes: [
    { id: "start", type: "start", position: { x: 0, y: 0 } },
    { id: "hello", type: "say", position: { x: 340, y: 0 }, data: { label: "Hello", text: ["Hello!"] } },
    { id: "topic", type: "question", position: { x: 680, y: 0 }, data: { label: "Topic", text: "What about?", variable: "topic" } },
  ],
  edges: [{ id: "start-next-hello", source: "start", sourceHandle: "next", target: "hello" }],
};

/** The designer on a new page of the profile, with a flow of its own; `null` for none. */
export async function designing({ open }, flow = small) {
  const page = await open("/");
  await seen(page.getByRole("region", { name: "Flow" }));
  if (flow === null) await page.evaluate(() => (document.querySelector("handover-designer").flow = null));
  else await show(page, flow);
  const canvas = page.getByRole("region", { name: "Flow" });
  const palette = page.getByRole("navigation", { name: "Kinds of nodes" });
  return {
    page,
    canvas,
    palette,
    picker: page.getByRole("dialog").getByRole("combobox"),
    /** The card of a node, by the name at its head. */
    node: (name) => canvas.getByRole("button", { name: new RegExp(`^${name}`) }),
    kind: (name) => palette.getByRole("button", { name, exact: true }),
    button: (name) => page.getByRole("button", { name, exact: true }),
    flow: () => page.evaluate(() => document.querySelector("handover-designer").flow),
    /** Resolves when a command has told this. */
    told: (words) => page.getByRole("status").filter({ hasText: words }).waitFor({ state: "attached" }),
    /** Types into the list that has just opened, and takes what then stands first. */
    async pick(words) {
      await seen(page.getByRole("listbox"));
      await page.keyboard.type(words);
      await page.keyboard.press("Enter");
    },
  };
}

/** Gives the designer another flow. Resolves when it is open: until it is kept, what is done is done in the one before. */
export async function show(page, flow) {
  const before = await page.evaluate((flow) => {
    const designer = document.querySelector("handover-designer");
    const { flowId } = designer;
    designer.flow = flow;
    return flowId;
  }, flow);
  await page.waitForFunction((before) => document.querySelector("handover-designer").flowId !== before, before);
}

/** Who leads where, in one line for each edge. */
export const ways = (flow) => flow.edges.map((edge) => `${edge.source} ${edge.sourceHandle ?? "next"} -> ${edge.target}`).sort();

/** Where a node stands. */
export function placeOf(flow, id) {
  const node = flow.nodes.find((each) => each.id === id);
  assert.ok(node, `there is no node ${id}`);
  return node.position;
}
