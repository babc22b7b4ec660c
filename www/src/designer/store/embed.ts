/**
 * The code of a page that runs a flow with `<handover-chat>`.
 *
 * What the flow says is put into it as data that cannot end the script around it.
 */
import type { EngineOptions, Flow } from "handover";

/** Answers a whole page that needs no bundler; `base` is the address of the package's `dist`. */
export function pageCode(flow: Flow, options: EngineOptions, base: string, lang: string): string {
  const at = (file: string) => quoted(`${base.replace(/\/+$/, "")}/${file}`);
  return `<!doctype html>
<html lang="${escaped(lang)}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(flow.name)}</title>
  </head>
  <body>
    <handover-chat></handover-chat>
    <script id="flow" type="application/json">
${inScript(JSON.stringify(flow, null, 2))}
    </script>
    <script type="module">
      import init, { Engine } from ${at("browser.js")};
      import { createHost } from ${at("host.js")};
      import ${at("elements/chat.js")};

      const flow = JSON.parse(document.getElementById("flow").textContent);
${inScript(connecting(options, "      "))}
    </script>
  </body>
</html>
`;
}

/** Answers a module for a page that is built by a bundler, with the flow in a file beside it. */
export function moduleCode(options: EngineOptions, file: string): string {
  return `import init, { Engine } from "handover";
import { createHost } from "handover/host";
import "handover/chat";
import flow from ${quoted(`./${file}`)};

${connecting(options, "")}
`;
}

function connecting(options: EngineOptions, indent: string): string {
  const lines = [
    `const options = ${JSON.stringify(options)};`,
    "let host;",
    "",
    "// Called when the visitor opens the chat, and again after a chat has ended.",
    'document.querySelector("handover-chat").connect = async (ended) => {',
    "  await init();",
    "  host ??= createHost({ engine: new Engine(flow, options) });",
    '  let visitor = localStorage.getItem("visitor");',
    "  if (visitor === null || visitor === ended) {",
    '    visitor = `visitor-${Math.random().toString(36).slice(2)}`;',
    '    localStorage.setItem("visitor", visitor);',
    "  }",
    '  return host.open(visitor, { channel: "web", locale: navigator.language });',
    "};",
  ];
  return lines.map((line) => (line === "" ? line : indent + line)).join("\n");
}

function quoted(text: string): string {
  return inScript(JSON.stringify(text));
}

function inScript(text: string): string {
  return text.replaceAll("<", "\\u003c");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
