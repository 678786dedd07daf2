/** Parts of stored files about what stands beside the numbers: causes, and what people decided. Schema twins of types in `model/`. */
import { z } from "zod";
import * as shape from "./shapes.ts";

export const cause = z.strictObject({
  metric: shape.metricIdSchema,
  kind: z.enum(["module", "package", "copies", "resource", "audit", "element"]),
  name: shape.text,
  base: z.number().nullable(),
  head: z.number().nullable(),
  unit: shape.unit,
  whole: z.number().nullable(),
  note: shape.text.nullable(),
  at: shape.source.nullable(),
});

const day = z.iso.date({ error: "a day, for example 2026-01-31" });
const accepted = { upTo: shape.notNegative, until: day, reason: shape.text };

export const acceptance = z.strictObject({ glob: shape.text, ...accepted });
export const acceptedRegression = z.strictObject({ metric: shape.metricIdSchema, ...accepted });

export const gateChange = z.strictObject({
  file: shape.text,
  kind: z.enum(["config", "script", "workflow"]),
  changes: shape.texts,
});

export const override = z.strictObject({
  by: shape.text,
  permission: shape.text,
  reason: shape.text,
  commit: shape.text,
  url: shape.text,
  at: shape.finished,
});

export const health = z.strictObject({
  jobs: shape.wholeNumber,
  inconclusive: shape.wholeNumber,
  errors: shape.wholeNumber,
  overrides: shape.wholeNumber,
  minutes: shape.notNegative.nullable(),
  visible: shape.notNegative.nullable(),
});
