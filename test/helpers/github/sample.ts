import { type Json, resolved } from "./openapi.ts";

/**
 * The smallest object of a component schema ("issue-comment"): required fields only, null where it may be, otherwise
 * a value of the type. The routes put over it what they know.
 */
export function sample(component: string): Json {
  // What is asked for by name is wanted, also where null would do.
  return smallest({ ...resolved({ $ref: `#/components/schemas/${component}` }), nullable: false }) as Json;
}

function smallest(node: Json): unknown {
  const schema = resolved(node);
  if (schema.nullable === true) return null;
  const { allOf, oneOf, anyOf, type } = schema as Readonly<Record<string, readonly Json[] | undefined>>;
  if (allOf) return Object.assign({}, ...allOf.map(smallest));
  const alternatives = oneOf ?? anyOf;
  if (alternatives && type === undefined) return smallest(alternatives[0]!);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case "object":
      return fieldsOf(schema);
    case "array":
      return [];
    case "boolean":
      return false;
    case "integer":
    case "number":
      return 1;
    case "string":
      return textOf(schema.format);
    default:
      return schema.properties ? fieldsOf(schema) : null;
  }
}

function fieldsOf({ properties = {}, required = [] }: Json): Json {
  const named = properties as Readonly<Record<string, Json>>;
  return Object.fromEntries((required as readonly string[]).map((name) => [name, smallest(named[name] ?? {})]));
}

function textOf(format: unknown): string {
  if (format === "date-time") return "2026-01-02T03:04:05Z";
  return format === "uri" ? "https://github.invalid/" : "";
}
