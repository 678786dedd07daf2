// src/measure/runtime/told.ts
import { z } from "../../vendor/zod.js";
import { profileSchema } from "./turns.js";
var bytes = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
var milliseconds = z.number().min(0).max(1e9);
var mark = z.object({ at: z.number(), allocated: z.number() });
var traced = z.object({ profile: profileSchema.nullable() });
var collected = z.object({ heap: bytes });
var begun = z.object({});
var ended = z.object({
  allocated: bytes,
  gcTime: milliseconds,
  gcCount: z.int().min(0),
  /** Milliseconds that events waited, and at the longest without the time that others had the processor; null: not a main thread. */
  loop: z.object({ p99: milliseconds, longest: milliseconds }).nullable()
});
export {
  begun,
  collected,
  ended,
  mark,
  traced
};
