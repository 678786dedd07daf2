/** The schema of the config as JSON Schema, for editors, for the reference table and for the keys known at a place. */
import { z } from "zod";
import type { Path } from "./document.ts";

/** The parts of JSON Schema that z.toJSONSchema writes and we read. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly items?: JsonSchema;
}

/** JSON Schema (draft 2020-12) of what may be written (`input`) or of what is stored (`output`). */
export function toJsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const json = z.toJSONSchema(schema, {
    io,
    override({ jsonSchema }) {
      // readOnly says something else in JSON Schema (set by a server only) than readonly does in TypeScript.
      delete jsonSchema.readOnly;
      // z.int() is bounded by what a double holds exactly; in an editor's help those bounds only confuse.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return json as JsonSchema;
}

/** What may be written at a place: where a map is one of several kinds, `known` are the keys of the kind it is. */
export interface KeysAt {
  readonly known: readonly string[];
  /** The keys that made it that kind. */
  readonly because: readonly string[];
  /** Keys of the other kinds. */
  readonly elsewhere: readonly string[];
}

export function keysAt(schema: JsonSchema, path: Path, value: unknown): KeysAt {
  const [step, ...rest] = path;
  // What is found at a number was found in a list.
  if (typeof step === "number" && schema.items)
    return keysAt(schema.items, rest, (value as unknown[] | undefined)?.[step]);
  const kinds = (schema.anyOf ?? schema.oneOf ?? [schema]).filter((kind) => kind.type === "object");
  // Told by the keys that it requires and by those with one value only; the first where several fit.
  const meant = kinds.find((kind) => kind.required?.every((key) => isIn(key, value) && mayBe(kind, key, value)));
  const candidates = meant ? [meant] : kinds;
  if (step === undefined) {
    const known = [...new Set(candidates.flatMap(keysOf))];
    const elsewhere = kinds.flatMap(keysOf).filter((key) => !known.includes(key));
    return { known, because: meant?.required ?? [], elsewhere };
  }
  for (const kind of candidates) {
    const open = typeof kind.additionalProperties === "object" ? kind.additionalProperties : undefined;
    const next = kind.properties?.[String(step)] ?? open;
    if (next) return keysAt(next, rest, isIn(step, value) ? (value as Record<PropertyKey, unknown>)[step] : undefined);
  }
  return { known: [], because: [], elsewhere: [] };
}

/** Whether the kind allows the value that stands at a key of a map. */
function mayBe(kind: JsonSchema, key: string, value: unknown): boolean {
  const only = kind.properties?.[key]?.const;
  return only === undefined || (value as Readonly<Record<string, unknown>>)[key] === only;
}

const keysOf = (schema: JsonSchema) => Object.keys(schema.properties ?? {});

function isIn(key: PropertyKey, value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key);
}
