// src/measure/http/schema.ts
import { z } from "../../vendor/zod.js";
var schema = z.strictObject({}).describe("What endpoints answer: bytes, compression, cache headers, redirects, repeated calls.");
var metrics = [
  { glob: "bytes", units: ["bytes"], scale: "ratio", gates: true },
  { glob: "compressed", units: ["bytes"], scale: "ratio" },
  { glob: "*", units: ["count"], scale: "difference", gates: true }
];
export {
  metrics,
  schema
};
