/**
 * Cuts a published API description down to the operations that our codecs use and what these refer to.
 *
 * `node cut.mjs <description.json> <prefix> <method path>… > <cut.json>`: paths without the prefix. Names, kinds and
 * limits stay as they were published; prose and examples are left out. It is run by hand when an operation or a
 * version is added, and no test needs it. A description in YAML is turned into JSON first.
 */
import { readFileSync } from "node:fs";

const PROSE = ["description", "summary", "title", "termsOfService"];
const [file, prefix, ...wanted] = process.argv.slice(2);
const source = JSON.parse(readFileSync(file, "utf8"));
const { openapi, swagger, info, servers, host } = source;
const cut = { openapi, swagger, info: { title: info.title, version: info.version, license: info.license }, servers: servers?.map(({ url }) => ({ url })), host, paths: {} };

for (const operation of wanted) {
  const [method, path] = operation.split(" ");
  const whole = source.paths[prefix + path];
  if (whole?.[method] === undefined) throw new Error(`there is no ${method} ${prefix}${path} in ${file}`);
  const place = (cut.paths[prefix + path] ??= whole.parameters === undefined ? {} : { parameters: whole.parameters });
  place[method] = whole[method];
}
// What is referred to is taken along until nothing new is.
for (let before = ""; before !== JSON.stringify(cut); ) {
  before = JSON.stringify(cut);
  for (const [, reference] of before.matchAll(/"\$ref":"#\/([^"]+)"/g)) take(reference.split("/"));
}
const security = source.components?.securitySchemes ?? source.securityDefinitions;
if (source.components !== undefined) (cut.components ??= {}).securitySchemes = security;
else cut.securityDefinitions = security;
process.stdout.write(`${JSON.stringify(bare(cut), null, 1)}\n`);

function take(steps) {
  let [from, to] = [source, cut];
  for (const step of steps.slice(0, -1)) [from, to] = [from[step], (to[step] ??= {})];
  to[steps.at(-1)] ??= from[steps.at(-1)];
}

/** Without prose; under `properties` a word is a name and not a keyword. */
function bare(value, isNames = false) {
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (typeof value !== "object" || value === null) return value;
  const isProse = (key, field) => (PROSE.includes(key) && typeof field === "string" && value !== cut.info) || /^(examples?|tags|externalDocs|x-(?!extensible-enum).*)$/.test(key);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, field]) => isNames || !isProse(key, field))
      .map(([key, field]) => [key, bare(field, !isNames && key === "properties")]),
  );
}
