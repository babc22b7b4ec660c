/**
 * What a frame takes while one of 1,000 nodes is dragged: in the designer, and on a plain Svelte Flow canvas of the same nodes.
 *
 * Both in one Chromium, in turns, with the whole flow in sight and close to the node. A frame is from the mouse's event
 * until what it has changed is laid out and painted, as far as the page's own thread does it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { chromium } from "playwright-core";
import { build } from "vite";
import { buildPages, pages } from "../../pkg/tools/pages.mjs";
import { CHROMIUM_ARGUMENTS, chromium as chromiumPath } from "../../pkg/tools/chromium.mjs";
import { serve } from "../../pkg/tools/serve.mjs";

const NODES = 1000;
const STEPS = 60;
const ROUNDS = 3;

/** A flow of many chains side by side, each of talk, decisions and handovers, every tenth node with a way back. */
function large() {
  const kinds = ["say", "question", "if", "setContext", "handoverToAgent", "once", "say", "checkAgentAvailability", "say", "waitForInput"];
  const nodes = Array.from({ length: NODES }, (_, at) => {
    const type = at === 0 ? "start" : kinds[at % kinds.length];
    return { id: `n${at}`, type, position: { x: (at % 40) * 340, y: Math.floor(at / 40) * 240 }, data: { label: `Node ${at}`, ...(type === "say" && { text: ["What is said here takes two lines on its card, as most of it does."] }) } };
  });
  const handle = { if: "then", once: "first" };
  const edge = (from, to, sourceHandle) => ({ id: `${from}-${sourceHandle}-${to}`, source: `n${from}`, sourceHandle, target: `n${to}` });
  const forwards = nodes.slice(0, -1).map((node, at) => edge(at, at + 1, handle[node.type] ?? "next"));
  const back = nodes.flatMap((node, at) => (node.type === "question" ? [edge(at, Math.max(1, at - 7), "failed")] : []));
  return { version: 1, name: "Large", nodes, edges: [...forwards, ...back] };
}

/** Drags a node in circles from frame to frame, and answers what each frame has taken, in milliseconds. */
async function dragged(page, root, id) {
  return page.evaluate(
    async ([root, id, steps]) => {
      const within = root === null ? document : document.querySelector(root).shadowRoot;
      const node = within.querySelector(`.svelte-flow__node[data-id="${id}"]`);
      const { left, top, width, height } = node.getBoundingClientRect();
      const from = { x: left + width / 2, y: top + height / 4 };
      const fire = (target, type, x, y) => target.dispatchEvent(new MouseEvent(type, { clientX: x, clientY: y, bubbles: true, composed: true, cancelable: true, view: window, button: 0, buttons: type === "mouseup" ? 0 : 1 }));
      const painted = (work) =>
        new Promise((resolve) => {
          requestAnimationFrame(() => {
            const begin = performance.now();
            work();
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - begin);
            queueMicrotask(() => port2.postMessage(null));
          });
        });
      fire(node, "mousedown", from.x, from.y);
      const times = [];
      for (let step = 0; step < steps; step += 1) {
        const angle = (step / steps) * 4 * Math.PI;
        times.push(await painted(() => fire(window, "mousemove", from.x + 60 * Math.cos(angle), from.y + 60 * Math.sin(angle))));
      }
      fire(window, "mouseup", from.x, from.y);
      return times.slice(5);
    },
    [root, id, STEPS],
  );
}

/** Zooms to a node in the middle, or shows all. */
async function look(page, root, close) {
  const canvas = page.locator(".svelte-flow").first();
  await page.getByRole("button", { name: root === null ? "Fit View" : "Show the whole flow" }).click();
  await page.waitForTimeout(600);
  if (!close) return;
  const { x, y, width, height } = await canvas.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, -300);
  await page.waitForTimeout(600);
}

/** The id of the node that is nearest to the middle of the canvas. */
const nearest = (page, root) =>
  page.evaluate((root) => {
    const within = root === null ? document : document.querySelector(root).shadowRoot;
    const { left, top, width, height } = within.querySelector(".svelte-flow").getBoundingClientRect();
    const far = (node) => {
      const box = node.getBoundingClientRect();
      return Math.hypot(box.left + box.width / 2 - left - width / 2, box.top + box.height / 2 - top - height / 2);
    };
    return [...within.querySelectorAll(".svelte-flow__node")].toSorted((one, other) => far(one) - far(other))[0].dataset.id;
  }, root);

const folder = await mkdtemp(join(tmpdir(), "canvas-bench-"));
const cleanups = [() => rm(folder, { recursive: true })];
try {
  await buildPages();
  await build({ root: fileURLToPath(new URL("canvas/", import.meta.url)), configFile: false, logLevel: "error", base: "./", plugins: [svelte({ configFile: false })], build: { outDir: folder, emptyOutDir: true, target: "es2022" } });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGUMENTS });
  cleanups.unshift(() => browser.close());
  const sides = [];
  for (const [name, root, from] of [["designer", "handover-designer", pages], ["Svelte Flow", null, folder]]) {
    const server = await serve(from, 0);
    cleanups.unshift(() => server.close());
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${server.address}/index.html`);
    if (root !== null) await page.getByRole("region", { name: "Flow" }).waitFor();
    await page.evaluate(([root, flow]) => (root === null ? globalThis.show(flow) : (document.querySelector(root).flow = flow), undefined), [root, large()]);
    await page.locator(".svelte-flow__node").first().waitFor();
    sides.push({ name, root, page });
  }
  for (const close of [false, true]) {
    const times = new Map(sides.map(({ name }) => [name, []]));
    for (const { page, root } of sides) {
      await page.bringToFront();
      await look(page, root, close);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { name, root, page } of sides) {
        await page.bringToFront();
        times.get(name).push(...(await dragged(page, root, await nearest(page, root))));
      }
    }
    const cells = [...times].map(([name, all]) => {
      const sorted = all.toSorted((one, other) => one - other);
      const part = (share) => `${sorted[Math.floor(sorted.length * share)].toFixed(1)} ms`;
      return `${name} ${part(0.5).padStart(8)} (95 %: ${part(0.95)})`;
    });
    console.log(`${`dragging one of ${NODES.toLocaleString("en")} nodes, ${close ? "close by" : "all in sight"}`.padEnd(44)} ${cells.join("  ")}`);
  }
} finally {
  for (const cleanup of cleanups) await cleanup();
}
