// src/explain/formats/speedscope.ts
import { z } from "../../vendor/zod.js";
import { boundedStacks, DEEPEST } from "../profile.js";
var unit = z.enum(["none", "nanoseconds", "microseconds", "milliseconds", "seconds", "bytes"]);
var frame = z.object({ name: z.string(), file: z.string().nullish(), line: z.number().nullish() });
var stacks = z.custom(
  (value) => Array.isArray(value) && value.every((stack) => Array.isArray(stack) && stack.every((at) => typeof at === "number")),
  { error: "no stacks" }
);
var sampled = z.object({
  type: z.literal("sampled"),
  unit,
  samples: stacks,
  weights: z.array(z.number())
});
var evented = z.object({
  type: z.literal("evented"),
  unit,
  events: z.array(z.object({ type: z.enum(["O", "C"]), frame: z.number(), at: z.number() }))
});
var file = z.object({
  shared: z.object({ frames: z.array(frame) }),
  profiles: z.array(z.discriminatedUnion("type", [sampled, evented])).min(1)
});
var FACTORS = {
  none: 1,
  nanoseconds: 1e-6,
  microseconds: 1e-3,
  milliseconds: 1,
  seconds: 1e3,
  bytes: 1
};
function parseSpeedscope(json) {
  const { shared, profiles } = file.parse(json);
  const frames = shared.frames.map(
    ({ name, file: file2, line }) => ({ name, file: file2 || null, line: line || null, internal: false })
  );
  const kind = profiles[0].unit;
  const bounded = boundedStacks();
  const samples = [];
  for (const one of profiles.filter(({ unit: unit2 }) => unit2 === kind)) {
    for (const { stack, value } of one.type === "sampled" ? weighed(one) : stacksOf(one)) {
      const called = stack.slice(-DEEPEST).flatMap((at) => frames[at] ?? []);
      samples.push({ stack: bounded(called), value: value * FACTORS[kind] });
    }
  }
  return { unit: kind === "none" ? "samples" : kind === "bytes" ? "bytes" : "ms", samples };
}
function* weighed({ samples, weights }) {
  for (const [index, stack] of samples.entries()) yield { stack, value: weights[index] ?? 0 };
}
function* stacksOf({ events }) {
  const open = [];
  for (const [index, { type, frame: frame2, at }] of events.entries()) {
    if (type === "C") open.pop();
    else if (open.length < DEEPEST) open.push(frame2);
    const value = (events[index + 1]?.at ?? at) - at;
    if (value > 0 && open.length > 0) yield { stack: [...open], value };
  }
}
export {
  parseSpeedscope
};
