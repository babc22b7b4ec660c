/**
 * A published API description (OpenAPI 3.0 or Swagger 2.0) that requests, answers and payloads are held to, with Ajv.
 *
 * Stricter than its makers: a field, a parameter or a header that it does not name is a fault, and so is a missing
 * credential. Objects of which it says nothing stay free. It mends nothing: where a description is wrong, a test
 * says so.
 */
import { readFileSync } from "node:fs";
import Ajv2019 from "ajv/dist/2019.js";
import addFormats from "ajv-formats";

/** Header fields that HTTP itself knows, and those of which the credential is in the host's hands. */
const COMMON = ["content-type", "accept", "authorization"];
const ROOT = "https://description.example/";

export class Description {
  #ajv = addFormats(new Ajv2019.default({ strict: false, allErrors: true, coerceTypes: false })).addFormat("string", true);
  /** Texts of paths, queries and header fields are what their kinds say. */
  #loose = addFormats(new Ajv2019.default({ strict: false, allErrors: true, coerceTypes: true })).addFormat("string", true);
  #compiled = new Map();

  constructor(name) {
    this.document = JSON.parse(readFileSync(new URL(`descriptions/${name}.json`, import.meta.url), "utf8"));
    const { servers, basePath = "" } = this.document;
    this.base = servers === undefined ? basePath : (/^(?:https?:\/\/[^/]+)?(\/[^/].*)?$/.exec(servers[0].url)?.[1] ?? "");
    const schemas = this.document.components?.schemas ?? this.document.definitions ?? {};
    const open = Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, this.#open(schema)]));
    for (const ajv of [this.#ajv, this.#loose]) ajv.addSchema({ $id: ROOT, components: { schemas: open }, definitions: open });
    this.operations = Object.entries(this.document.paths).flatMap(([path, { parameters = [], ...methods }]) =>
      Object.entries(methods).map(([method, operation]) => this.#operation(path, method, operation, parameters)),
    );
  }

  /** The operation that a request is one of; fixed paths come before those with parameters. */
  find({ method, url }) {
    const { pathname } = new URL(url);
    const fits = (operation) => operation.method === method.toLowerCase() && operation.pattern.test(pathname);
    return this.operations.filter(fits).sort((one, other) => one.holes - other.holes)[0];
  }

  /** What is wrong with a request. */
  requestFaults(request) {
    const operation = this.find(request);
    if (operation === undefined) return [`${request.method} ${new URL(request.url).pathname} is no operation`];
    const { pathname, searchParams } = new URL(request.url);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key.toLowerCase(), value]));
    // The host makes it.
    if (request.sign) headers[request.sign.header] = "made by the host";
    const query = {};
    for (const key of new Set(searchParams.keys())) {
      const isList = operation.parameters.some(({ in: place, name, schema }) => place === "query" && name === key && schema.type === "array");
      query[key] = isList ? searchParams.getAll(key) : searchParams.get(key);
    }
    const path = Object.fromEntries(Object.entries(operation.pattern.exec(pathname).groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]));
    return [
      ...this.#parameterFaults(operation, "path", path),
      ...this.#parameterFaults(operation, "query", query),
      ...this.#parameterFaults(operation, "header", Object.fromEntries(Object.entries(headers).filter(([key]) => !COMMON.includes(key)))),
      ...this.#bodyFaults(operation, headers, request),
      ...(operation.isSecured && !request.auth && headers.authorization === undefined ? ["it names no credential"] : []),
    ];
  }

  /** What is wrong with an answer to a request. */
  answerFaults(request, { status, body = "" }) {
    const operation = this.find(request);
    if (operation === undefined) return [];
    if (!(status in operation.answers)) return [`status ${status} is not described`];
    const schema = operation.answers[status];
    if (schema === null) return [];
    let value;
    try {
      value = JSON.parse(body);
    } catch {
      return [`the answer with status ${status} is no JSON`];
    }
    return this.#faults(`${operation.name} ${status}`, schema, value, `answer ${status}`);
  }

  /** What is wrong with a value of the schema of this name. */
  valueFaults(name, value) {
    const key = this.document.components === undefined ? "definitions" : "components/schemas";
    return this.#faults(`value ${name}`, { $ref: `#/${key}/${name}` }, value, name);
  }

  #operation(path, method, operation, common) {
    const names = path.matchAll(/\{(\w+)\}/g);
    const pattern = new RegExp(`^${(this.base + path).replace(/[.[\]]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}/?$`);
    const parameters = new Map();
    for (const one of [...common, ...(operation.parameters ?? [])].map((parameter) => this.#resolved(parameter))) {
      const { name, in: place, required = false, schema, ...plain } = one;
      parameters.set(`${place} ${name}`, { name, in: place, required, schema: schema ?? plain });
    }
    const inBody = [...parameters.values()].find(({ in: place }) => place === "body");
    const body = inBody ? { required: inBody.required, content: { "application/json": { schema: inBody.schema } } } : this.#resolved(operation.requestBody ?? null);
    const answers = Object.entries(operation.responses).map(([status, answer]) => {
      const { content, schema } = this.#resolved(answer);
      return [status, schema ?? Object.values(content ?? {})[0]?.schema ?? null];
    });
    return {
      name: `${method} ${path}`,
      method,
      holes: [...names].length,
      pattern,
      parameters: [...parameters.values()],
      body,
      answers: Object.fromEntries(answers),
      isSecured: (operation.security ?? this.document.security ?? []).length > 0,
    };
  }

  #parameterFaults({ name, parameters }, place, values) {
    const known = parameters.filter((parameter) => parameter.in === place);
    const key = ({ name: own }) => (place === "header" ? own.toLowerCase() : own);
    const schema = {
      type: "object",
      properties: Object.fromEntries(known.map((parameter) => [key(parameter), parameter.schema])),
      required: known.filter(({ required }) => required).map(key),
      additionalProperties: false,
    };
    return this.#faults(`${name} ${place}`, schema, values, place, this.#loose);
  }

  #bodyFaults({ name, body: described }, headers, { body, form = [], file = null }) {
    if (file !== null) return described?.content["*/*"] ? [] : ["its body is a file, and none is described"];
    const isForm = form.length > 0;
    if (described === null) return isForm || body ? ["it has a body, and there is none in the description"] : [];
    if (!isForm && !body) return described.required ? ["its body is missing"] : [];
    const type = isForm ? "multipart/form-data" : headers["content-type"];
    const schema = described.content[type]?.schema;
    if (schema === undefined) return [`a body of type ${type} is not described`];
    return this.#faults(`${name} ${type}`, schema, isForm ? partsOf(form) : JSON.parse(body), "body");
  }

  #faults(key, schema, value, place, ajv = this.#ajv) {
    if (!this.#compiled.has(key)) this.#compiled.set(key, ajv.compile(this.#closed(schema)));
    const validate = this.#compiled.get(key);
    if (validate(value)) return [];
    const said = validate.errors.filter(({ keyword }) => !["allOf", "if"].includes(keyword));
    const detail = ({ additionalProperty, unevaluatedProperty, allowedValues }) => additionalProperty ?? unevaluatedProperty ?? allowedValues?.join(", ") ?? "";
    return [...new Set(said.map(({ instancePath, message, params }) => `${place}${instancePath} ${message} ${detail(params)}`.trim()))];
  }

  #resolved(value) {
    if (value?.$ref === undefined) return value;
    return this.#resolved(value.$ref.split("/").slice(1).reduce((found, step) => found[step], this.document));
  }

  /** A schema whose inner objects name all their fields; it itself may be part of a larger one. */
  #open(schema) {
    if (typeof schema !== "object" || schema === null) return schema;
    const { nullable, ...rest } = schema;
    const changed = { ...rest };
    if (schema.$ref) return { $ref: ROOT + schema.$ref };
    if (nullable && !schema.type) return { anyOf: [this.#open(rest), { type: "null" }] };
    // An extension of 8x8's: the words known today.
    if (schema["x-extensible-enum"]) changed.enum = schema["x-extensible-enum"];
    if (nullable && schema.type) changed.type = [schema.type, "null"];
    if (nullable && schema.enum) changed.enum = [...schema.enum, null];
    for (const many of ["allOf", "anyOf", "oneOf"]) if (schema[many]) changed[many] = schema[many].map((part) => this.#open(part));
    if (schema.properties) changed.properties = Object.fromEntries(Object.entries(schema.properties).map(([key, field]) => [key, this.#closed(field)]));
    for (const inner of ["items", "additionalProperties"]) if (typeof schema[inner] === "object") changed[inner] = this.#closed(schema[inner]);
    return changed;
  }

  #closed(schema) {
    const open = this.#open(schema);
    return this.#namesFields(schema) ? { ...open, unevaluatedProperties: false } : open;
  }

  #namesFields(schema) {
    const whole = this.#resolved(schema);
    if (whole?.additionalProperties === true) return false;
    return whole?.properties !== undefined || ["allOf", "anyOf", "oneOf"].some((many) => whole?.[many]?.some((part) => this.#namesFields(part)));
  }
}

/** A multipart body as a value: files are texts, and a name with brackets is a list. */
function partsOf(form) {
  const parts = {};
  for (const { name, value, attachment } of form) {
    const part = value ?? attachment.url;
    if (name.endsWith("[]")) (parts[name] ??= []).push(part);
    else parts[name] = part;
  }
  return parts;
}
