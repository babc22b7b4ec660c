/** What people do in the designer, each by what they see; the flow itself is read off the element as a page would read it. */
import { seen } from "./browser.mjs";
import { show } from "./designing.mjs";

/** Opens the designer's page with a flow of its own; without one it shows the example. */
export async function designer(profile, flow) {
  const page = await profile.open("/");
  await seen(page.getByRole("region", { name: "Flow", exact: true }));
  if (flow !== undefined) await show(page, flow);
  const settings = page.getByRole("region", { name: "Settings" });
  const findings = page.getByRole("region", { name: "Findings" });
  const now = () => page.evaluate(() => structuredClone(document.querySelector("handover-designer").flow));
  return {
    page,
    settings,
    findings,
    button: (name) => page.getByRole("button", { name, exact: true }),
    field: (name, role = "textbox") => settings.getByRole(role, { name, exact: true }),
    flow: now,
    data: async (id) => (await now()).nodes.find((node) => node.id === id)?.data,
    /** Opens the settings of a node by its card. */
    async select(name) {
      const card = page.getByRole("region", { name: "Flow", exact: true }).getByRole("button", { name });
      await card.focus();
      await page.keyboard.press("Enter");
      await seen(settings);
    },
    async openFindings() {
      await page.getByRole("button", { name: /^Findings/ }).click();
      await seen(findings);
    },
  };
}

/** A flow of nodes one below the other: `[id, type, data]` for each, after a start. */
export function chain(...nodes) {
  const all = [["start", "start", {}], ...nodes];
  return {
    version: 1,
    name: "Chain",
    nodes: all.map(([id, type, data], at) => ({ id, type, position: { x: at * 300, y: 0 }, data })),
    edges: all.slice(1).map(([id], at) => ({ id: `to-${id}`, source: all[at][0], sourceHandle: "next", target: id })),
  };
}
