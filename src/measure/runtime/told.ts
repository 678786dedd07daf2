/** What the module in the target's processes answers. */
import { z } from "zod";
import { profileSchema } from "./turns.ts";

const bytes = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const milliseconds = z.number().min(0).max(1e9);

/** A moment: microseconds of the machine's steady clock, and bytes allocated up to then. */
export const mark = z.object({ at: z.number(), allocated: z.number() });
export type Mark = z.output<typeof mark>;

/** Where the main thread was since `trace`; null: not a main thread, or a Node without an inspector. */
export const traced = z.object({ profile: profileSchema.nullable() });

/** Bytes that are left after a full collection. */
export const collected = z.object({ heap: bytes });

export const begun = z.object({});

/** Since `begin`. */
export const ended = z.object({
  allocated: bytes,
  gcTime: milliseconds,
  gcCount: z.int().min(0),
  /** Milliseconds that events waited, and at the longest without the time that others had the processor; null: not a main thread. */
  loop: z.object({ p99: milliseconds, longest: milliseconds }).nullable(),
});
export type Ended = z.output<typeof ended>;
