// src/config/json-schema.ts
import { z } from "../vendor/zod.js";
function toJsonSchema(schema, io) {
  const json = z.toJSONSchema(schema, {
    io,
    override({ jsonSchema }) {
      delete jsonSchema.readOnly;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    }
  });
  return json;
}
function keysAt(schema, path, value) {
  const [step, ...rest] = path;
  if (typeof step === "number" && schema.items)
    return keysAt(schema.items, rest, value?.[step]);
  const kinds = (schema.anyOf ?? schema.oneOf ?? [schema]).filter((kind) => kind.type === "object");
  const meant = kinds.find((kind) => kind.required?.every((key) => isIn(key, value) && mayBe(kind, key, value)));
  const candidates = meant ? [meant] : kinds;
  if (step === void 0) {
    const known = [...new Set(candidates.flatMap(keysOf))];
    const elsewhere = kinds.flatMap(keysOf).filter((key) => !known.includes(key));
    return { known, because: meant?.required ?? [], elsewhere };
  }
  for (const kind of candidates) {
    const open = typeof kind.additionalProperties === "object" ? kind.additionalProperties : void 0;
    const next = kind.properties?.[String(step)] ?? open;
    if (next) return keysAt(next, rest, isIn(step, value) ? value[step] : void 0);
  }
  return { known: [], because: [], elsewhere: [] };
}
function mayBe(kind, key, value) {
  const only = kind.properties?.[key]?.const;
  return only === void 0 || value[key] === only;
}
var keysOf = (schema) => Object.keys(schema.properties ?? {});
function isIn(key, value) {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key);
}
export {
  keysAt,
  toJsonSchema
};
