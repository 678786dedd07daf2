// src/stored/judging.ts
import { z } from "../vendor/zod.js";
import * as shape from "./shapes.js";
var cause = z.strictObject({
  metric: shape.metricIdSchema,
  kind: z.enum(["module", "package", "copies", "resource", "audit", "element"]),
  name: shape.text,
  base: z.number().nullable(),
  head: z.number().nullable(),
  unit: shape.unit,
  whole: z.number().nullable(),
  note: shape.text.nullable(),
  at: shape.source.nullable()
});
var day = z.iso.date({ error: "a day, for example 2026-01-31" });
var accepted = { upTo: shape.notNegative, until: day, reason: shape.text };
var acceptance = z.strictObject({ glob: shape.text, ...accepted });
var acceptedRegression = z.strictObject({ metric: shape.metricIdSchema, ...accepted });
var gateChange = z.strictObject({
  file: shape.text,
  kind: z.enum(["config", "script", "workflow"]),
  changes: shape.texts
});
var override = z.strictObject({
  by: shape.text,
  permission: shape.text,
  reason: shape.text,
  commit: shape.text,
  url: shape.text,
  at: shape.finished
});
var health = z.strictObject({
  jobs: shape.wholeNumber,
  inconclusive: shape.wholeNumber,
  errors: shape.wholeNumber,
  overrides: shape.wholeNumber,
  minutes: shape.notNegative.nullable(),
  visible: shape.notNegative.nullable()
});
export {
  acceptance,
  acceptedRegression,
  cause,
  gateChange,
  health,
  override
};
