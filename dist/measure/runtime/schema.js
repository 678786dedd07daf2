// src/measure/runtime/schema.ts
import { z } from "../../vendor/zod.js";
var schema = z.strictObject({}).describe(
  "Event loop, garbage collection and allocations of a target that is run by Node, by a module loaded before its own."
);
var metrics = [
  { glob: "loop-delay-p99", units: ["ms"], scale: "difference" },
  { glob: "blocked", units: ["ms"], scale: "difference" },
  { glob: "gc-time", units: ["ms"], scale: "difference" },
  { glob: "gc-count", units: ["count"], scale: "difference" },
  { glob: "heap", units: ["bytes"], scale: "ratio" },
  { glob: "allocated", units: ["bytes"], scale: "ratio" },
  { glob: "retained", units: ["bytes"], scale: "difference" }
];
export {
  metrics,
  schema
};
