/** The `runtime` section of the config: what goes on inside the Node processes of the target. */
import { z } from "zod";
import type { MetricFamily } from "../collected.ts";

export const schema = z
  .strictObject({})
  .describe(
    "Event loop, garbage collection and allocations of a target that is run by Node, by a module loaded before its own.",
  );

export type RuntimeConfig = z.output<typeof schema>;

export const metrics: readonly MetricFamily[] = [
  { glob: "loop-delay-p99", units: ["ms"], scale: "difference" },
  { glob: "blocked", units: ["ms"], scale: "difference" },
  { glob: "gc-time", units: ["ms"], scale: "difference" },
  { glob: "gc-count", units: ["count"], scale: "difference" },
  { glob: "heap", units: ["bytes"], scale: "ratio" },
  { glob: "allocated", units: ["bytes"], scale: "ratio" },
  { glob: "retained", units: ["bytes"], scale: "difference" },
];
