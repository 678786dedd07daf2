import { createHash } from "node:crypto";

/** A digest of what values depend on: anything that JSON can hold, keys in a fixed order. 64 hex digits. */
export function digestOf(conditions: unknown): string {
  return createHash("sha256").update(JSON.stringify(conditions, sorted)).digest("hex");
}

/** The order in which a config names its keys means nothing. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
