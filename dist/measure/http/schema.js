// src/measure/http/schema.ts
import { z } from "../../vendor/zod.js";
var schema = z.strictObject({}).describe("What endpoints answer: bytes, compression, cache headers, redirects, repeated calls.");
var metrics = [
  { glob: "bytes", units: ["bytes"], scale: "ratio" },
  { glob: "compressed", units: ["bytes"], scale: "ratio" },
  { glob: "*", units: ["count"], scale: "difference" }
];
export {
  metrics,
  schema
};
