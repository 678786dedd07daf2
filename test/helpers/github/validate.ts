/** Requests and answers against GitHub's description. */
import { faultsOf, type Json, jsonSchema, type Operation, parametersOf, resolved } from "./openapi.ts";

export interface Asked {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** Stricter than GitHub, which passes over what it does not know: here that is a mistake of ours. */
export function requestFaults(operation: Operation, { parameters, query, body }: Asked): readonly string[] {
  const faults: string[] = [];
  const described = parametersOf(operation);
  for (const { name, in: place, required, schema } of described) {
    const text = place === "path" ? parameters[name] : place === "query" ? (query.get(name) ?? undefined) : undefined;
    const id = `${operation.operationId} ${place} ${name}`;
    if (text !== undefined) faults.push(...faultsOf(id, schema, typed(schema, text), "refused"));
    else if (required && place !== "header") faults.push(`${id}: is missing`);
  }
  for (const name of query.keys())
    if (!described.some((parameter) => parameter.in === "query" && parameter.name === name))
      faults.push(`${operation.operationId} query ${name}: is not known`);
  const schema = jsonSchema(operation.requestBody);
  if (schema) faults.push(...faultsOf(`${operation.operationId} body`, schema, body, "refused"));
  else if (body !== undefined) faults.push(`${operation.operationId} body: none is described`);
  return faults;
}

const ERROR: Json = { $ref: "#/components/schemas/basic-error" };

export function answerFaults(operation: Operation, status: number, body: unknown): readonly string[] {
  const response = operation.responses[status];
  const id = `${operation.operationId} ${status}`;
  // GitHub answers 403, 404 and so on also where its description has none of them.
  if (!response && status < 400) return [`${id}: is not described`];
  const schema = response ? jsonSchema(resolved(response)) : ERROR;
  if (schema) return faultsOf(id, schema, body, "allowed");
  return body === undefined || status >= 400 ? [] : [`${id}: has a body, but none is described`];
}

function typed(schema: Json, text: string): unknown {
  if (schema.type === "integer" && /^-?\d+$/u.test(text)) return Number(text);
  if (schema.type === "boolean" && /^(?:true|false)$/u.test(text)) return text === "true";
  return text;
}
