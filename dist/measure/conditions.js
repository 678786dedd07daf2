// src/measure/conditions.ts
import { createHash } from "node:crypto";
function digestOf(conditions) {
  return createHash("sha256").update(JSON.stringify(conditions, sorted)).digest("hex");
}
function sorted(_, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
export {
  digestOf
};
