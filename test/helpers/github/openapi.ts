/** GitHub's own description of its REST API, from @octokit/openapi, as far as it is asked for. */
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

export type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Json;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Json[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Json };
  readonly responses: Readonly<Record<string, Json>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let description: Description | undefined;

/** Read once a process: 13 MB. */
function load(): Description {
  const file = new URL("../../../node_modules/@octokit/openapi/generated/api.github.com.json", import.meta.url);
  description ??= JSON.parse(readFileSync(file, "utf8")) as Description;
  return description;
}

/** `key`: "GET /repos/{owner}/{repo}". */
export function operationOf(key: string): Operation {
  const [method, path] = key.split(" ") as [string, string];
  const operation = load().paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`GitHub describes no ${key}`);
  return operation;
}

/** What a `$ref` leads to; anything else as it is. */
export function resolved(node: Json): Json {
  if (typeof node.$ref !== "string") return node;
  let found: unknown = load();
  for (const part of node.$ref.slice(2).split("/")) found = (found as Json)[part];
  return found as Json;
}

/** Of a request's or an answer's content. */
export function jsonSchema(node: { readonly content?: unknown } | undefined): Json | undefined {
  const content = node?.content as Readonly<Record<string, { schema?: Json }>> | undefined;
  return content?.["application/json"]?.schema;
}

const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
// Its types describe the CommonJS form, whose function is the default export's default.
(addFormats as unknown as (into: Ajv) => void)(ajv);
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with `value`, each with its place. `name` stands for the schema and must be unique to it. */
export function faultsOf(name: string, schema: Json, value: unknown, extra: "allowed" | "refused"): readonly string[] {
  const validate = compiled.get(name) ?? ajv.compile(converted(schema, extra) as object);
  compiled.set(name, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const more = "additionalProperty" in params ? ` (${params.additionalProperty})` : "";
    return `${name}: ${instancePath || "/"} ${message}${more}`;
  });
}

/**
 * From OpenAPI 3.0 to JSON Schema: `nullable` becomes an alternative, and `oneOf` an `anyOf`, since GitHub writes it
 * for shapes that overlap. `refused`: fields that are not described are faults.
 */
function converted(node: unknown, extra: "allowed" | "refused"): unknown {
  if (Array.isArray(node)) return node.map((item) => converted(item, extra));
  if (typeof node !== "object" || node === null) return node;
  const { nullable, oneOf, $ref, ...rest } = node as Json;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) result[key] = converted(value, extra);
  // Either may also be the name of a property, whose value is a schema then.
  if (nullable !== undefined && typeof nullable !== "boolean") result.nullable = converted(nullable, extra);
  if (oneOf !== undefined) result[Array.isArray(oneOf) ? "anyOf" : "oneOf"] = converted(oneOf, extra);
  if (typeof $ref === "string") result.$ref = register($ref);
  if (extra === "refused" && result.type === "object" && result.properties && result.additionalProperties === undefined)
    result.additionalProperties = false;
  return nullable === true ? { anyOf: [{ type: "null" }, result] } : result;
}

/** Makes a component known to ajv when it is first referred to. */
function register(ref: string): string {
  const id = `github:${ref.slice(1)}`;
  if (!registered.has(id)) {
    registered.add(id);
    ajv.addSchema(converted(resolved({ $ref: ref }), "allowed") as object, id);
  }
  return id;
}

const registered = new Set<string>();

export function parametersOf(operation: Operation): readonly Parameter[] {
  return (operation.parameters ?? []).map((parameter) => resolved(parameter) as unknown as Parameter);
}
