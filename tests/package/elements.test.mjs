/** The packed elements on a plain page under a strict policy, through Vite, webpack and esbuild, and imported by a server. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as vite from "vite";
import webpack from "webpack";
import { source } from "../elements/source.mjs";
import { openBrowser } from "./browser.mjs";
import { SHOWN } from "./elements.mjs";
import { install } from "./installed.mjs";

const { folder, home, remove } = install();
copyFileSync(join(dirname(fileURLToPath(import.meta.url)), "elements.mjs"), join(folder, "elements.mjs"));
let browser;
before(async () => (browser = await openBrowser()));
after(async () => {
  await browser.close();
  remove();
});

const HTML = (script) => `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Elements</title><body><script type="module" src="${script}"></script>`;
const script = (from) => `import { exerciseElements } from "../elements.mjs";
  import * as api from "${from("handover")}"; import * as host from "${from("handover/host")}";
  ${["designer", "chat", "desk"].map((name) => `import "${from(`handover/${name}`)}";`).join(" ")}
  exerciseElements(api, host).then((result) => (window.result = result));`;
const BUNDLED = script((name) => name);

/** A project beside the installed package; answers its folder. */
function project(name, files) {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

test("a plain page under a strict policy", async () => {
  const files = { handover: "browser.js", "handover/host": "host.js" };
  project("plain", { "index.html": HTML("main.js"), "main.js": script((name) => `../node_modules/handover/dist/${files[name] ?? `elements/${name.split("/")[1]}.js`}`) });
  const policy = "default-src 'none'; img-src data:; connect-src 'self'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
  const adapt = (answer) => ({ ...answer, headers: { ...answer.headers, "content-security-policy": policy } });
  assert.deepEqual(await browser.open(folder, "/plain/", { adapt }), SHOWN);
});

const viteOptions = (root) => ({ root, configFile: false, logLevel: "error", cacheDir: join(root, ".vite"), build: { outDir: "out" } });

test("Vite builds them", async () => {
  const path = project("vite", { "index.html": HTML("/main.js"), "main.js": BUNDLED });
  await vite.build(viteOptions(path));
  assert.deepEqual(await browser.open(join(path, "out"), "/"), SHOWN);
});

test("Vite serves them while developing", async () => {
  const path = project("vite-dev", { "index.html": HTML("/main.js"), "main.js": BUNDLED });
  const server = await vite.createServer({ ...viteOptions(path), server: { port: 0, hmr: false, fs: { allow: [folder] } } });
  try {
    await server.listen();
    assert.deepEqual(await browser.visit(server.resolvedUrls.local[0], { noise: [/^\[vite\]/] }), SHOWN);
  } finally {
    await server.close();
  }
});

test("webpack builds them", async () => {
  const path = project("webpack", { "index.html": HTML("/out/main.js"), "main.js": BUNDLED });
  const output = { path: join(path, "out"), publicPath: "/out/" };
  const stats = await built({ mode: "production", performance: false, context: path, entry: "./main.js", output });
  assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }), { errors: [], warnings: [] });
  assert.deepEqual(await browser.open(path, "/"), SHOWN);
});

function built(options) {
  return new Promise((resolve, reject) => {
    webpack(options, (error, stats) => (error ? reject(error) : resolve(stats)));
  });
}

test("esbuild bundles them, and the engine's file is copied beside", async () => {
  const path = project("esbuild", { "index.html": HTML("/out/main.js"), "main.js": BUNDLED });
  await esbuild.build({ absWorkingDir: path, entryPoints: ["main.js"], bundle: true, splitting: true, format: "esm", outdir: "out", logLevel: "silent" });
  copyFileSync(join(home, "dist", "engine.wasm"), join(path, "out", "engine.wasm"));
  assert.deepEqual(await browser.open(path, "/"), SHOWN);
});

for (const name of ["designer", "chat", "desk"]) {
  test(`a server may import handover/${name}`, () => {
    const source = `import * as all from "handover/${name}"; console.log(JSON.stringify(Object.keys(all)));`;
    writeFileSync(join(folder, "server.mjs"), source);
    const exported = JSON.parse(execFileSync(process.execPath, ["server.mjs"], { cwd: folder, encoding: "utf8" }));
    assert.deepEqual(exported, [`Handover${name[0].toUpperCase()}${name.slice(1)}`]);
  });
}

const TYPED = `
  import "handover/chat"; import "handover/designer"; import { HandoverDesk, type DeskEvents } from "handover/desk";
  const chat = document.createElement("handover-chat");
  chat.labels = { title: "Help" };
  chat.labels.unread?.(2).toUpperCase();
  chat.addEventListener("chaterror", (event) => console.log(event.detail.error));
  chat.addEventListener("click", (event) => console.log(event.clientX));
  const desk: HandoverDesk = new HandoverDesk();
  desk.labels = { reasons: { resolved: "Done" } };
  const told: DeskEvents["agentchange"] = { displayName: "Dana" };
  desk.addEventListener("agentchange", (event) => console.log(event.detail.displayName === told.displayName));
  document.querySelector("handover-designer")?.addEventListener("nodeselect", (event) => console.log(event.detail.node));
  // @ts-expect-error no such word
  chat.labels = { titel: "Help" };
  // @ts-expect-error another kind of detail
  chat.addEventListener("chatopen", (event) => event.detail.error);
  // @ts-expect-error no such property
  desk.opened = true;
`;

test("their types tell properties, events and words", () => {
  writeFileSync(join(folder, "typed.ts"), TYPED);
  const tsc = join(dirname(fileURLToPath(import.meta.url)), "../../node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom"];
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, "typed.ts"], { cwd: folder, encoding: "utf8" });
  assert.equal(stdout, "");
});

test("the code that the designer gives for a page runs there", async () => {
  const { pageCode } = await source("designer/store/embed.ts");
  const flow = { version: 1, name: "</script>", nodes: [{ id: "start", type: "start" }, { id: "hello", type: "say", data: { text: ["Hello from the page <!-- "] } }], edges: [{ id: "e", source: "start", target: "hello" }] };
  const code = pageCode(flow, { bot: { displayName: "Moss" } }, "../node_modules/handover/dist/", "en");
  const look = `<script type="module">
    const chat = document.querySelector("handover-chat");
    await customElements.whenDefined("handover-chat");
    const connect = chat.connect;
    chat.connect = async (ended) => { const conversation = await connect(ended); await conversation.send("Hi"); return conversation; };
    chat.open = true;
    while (!chat.shadowRoot.textContent.includes("Hello from the page <!-- ")) await new Promise(requestAnimationFrame);
    window.result = document.title;
  </script>`;
  project("embedded", { "index.html": code.replace("</head>", '<link rel="icon" href="data:,"></head>').replace("</body>", `${look}</body>`) });
  assert.equal(await browser.open(folder, "/embedded/"), "</script>");
});
