// src/measure/inside/schema.ts
import { z } from "../../vendor/zod.js";
import { duration } from "../fields.js";
var ITERATIONS = "a whole number from 1 to 1000";
var schema = z.strictObject({
  iterations: z.int({ error: ITERATIONS }).min(1, { error: ITERATIONS }).max(1e3, { error: ITERATIONS }).default(12).describe("How often each script runs in a round, one request at a time, for counts that belong to an endpoint."),
  warmup: duration({ from: "0s", upTo: "10m", example: "4s" }).prefault("4s").describe("Full load before what needs load is looked at."),
  measure: duration({ from: "1s", upTo: "10m", example: "10s" }).prefault("10s").describe("Full load under which processor time, memory, runtime and databases are looked at, each round.")
}).describe("The rounds in which resources, databases, caches and the runtime are watched.");
var metrics = [{ glob: "control", units: ["ms"], scale: "ratio" }];
export {
  metrics,
  schema
};
