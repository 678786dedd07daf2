/** speedscope's file format (speedscope.app/file-format-schema.json), which many profilers write. Pure. */
import { z } from "zod";
import { boundedStacks, DEEPEST, type Frame, type Profile, type Sample } from "../profile.ts";

const unit = z.enum(["none", "nanoseconds", "microseconds", "milliseconds", "seconds", "bytes"]);
const frame = z.object({ name: z.string(), file: z.string().nullish(), line: z.number().nullish() });

/** Looked at where it lies: a copy of a file of short stacks would take some times what the file does. */
const stacks = z.custom<readonly (readonly number[])[]>(
  (value) =>
    Array.isArray(value) && value.every((stack) => Array.isArray(stack) && stack.every((at) => typeof at === "number")),
  { error: "no stacks" },
);

const sampled = z.object({
  type: z.literal("sampled"),
  unit,
  samples: stacks,
  weights: z.array(z.number()),
});

/** O: a function was called at that time. C: it returned. */
const evented = z.object({
  type: z.literal("evented"),
  unit,
  events: z.array(z.object({ type: z.enum(["O", "C"]), frame: z.number(), at: z.number() })),
});

const file = z.object({
  shared: z.object({ frames: z.array(frame) }),
  profiles: z.array(z.discriminatedUnion("type", [sampled, evented])).min(1),
});

const FACTORS: Readonly<Record<z.output<typeof unit>, number>> = {
  none: 1,
  nanoseconds: 1e-6,
  microseconds: 1e-3,
  milliseconds: 1,
  seconds: 1e3,
  bytes: 1,
};

/** All threads together. @throws ZodError when it is none, Error when it holds more than a profile does */
export function parseSpeedscope(json: unknown): Profile {
  const { shared, profiles } = file.parse(json);
  const frames = shared.frames.map(
    ({ name, file, line }): Frame => ({ name, file: file || null, line: line || null, internal: false }),
  );
  const kind = profiles[0]!.unit;
  const bounded = boundedStacks();
  const samples: Sample[] = [];
  for (const one of profiles.filter(({ unit }) => unit === kind)) {
    for (const { stack, value } of one.type === "sampled" ? weighed(one) : stacksOf(one)) {
      const called = stack.slice(-DEEPEST).flatMap((at) => frames[at] ?? []);
      samples.push({ stack: bounded(called), value: value * FACTORS[kind] });
    }
  }
  return { unit: kind === "none" ? "samples" : kind === "bytes" ? "bytes" : "ms", samples };
}

interface Weighed {
  readonly stack: readonly number[];
  readonly value: number;
}

function* weighed({ samples, weights }: z.output<typeof sampled>): Iterable<Weighed> {
  for (const [index, stack] of samples.entries()) yield { stack, value: weights[index] ?? 0 };
}

/** What was open between each two events, one at a time: each stack is a copy. */
function* stacksOf({ events }: z.output<typeof evented>): Iterable<Weighed> {
  const open: number[] = [];
  for (const [index, { type, frame, at }] of events.entries()) {
    if (type === "C") open.pop();
    else if (open.length < DEEPEST) open.push(frame);
    const value = (events[index + 1]?.at ?? at) - at;
    if (value > 0 && open.length > 0) yield { stack: [...open], value };
  }
}
