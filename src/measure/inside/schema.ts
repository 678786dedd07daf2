/** The `inside` section of the config: the rounds in which watchers look into the target. */
import { z } from "zod";
import type { MetricFamily } from "../collected.ts";
import { duration } from "../fields.ts";

const ITERATIONS = "a whole number from 1 to 1000";

export const schema = z
  .strictObject({
    iterations: z
      .int({ error: ITERATIONS })
      .min(1, { error: ITERATIONS })
      .max(1000, { error: ITERATIONS })
      .default(12)
      .describe("How often each script runs in a round, one request at a time, for counts that belong to an endpoint."),
    warmup: duration({ from: "0s", upTo: "10m", example: "4s" })
      .prefault("4s")
      .describe("Full load before what needs load is looked at."),
    measure: duration({ from: "1s", upTo: "10m", example: "10s" })
      .prefault("10s")
      .describe("Full load under which processor time, memory, runtime and databases are looked at, each round."),
  })
  .describe("The rounds in which resources, databases, caches and the runtime are watched.");

export type InsideConfig = z.output<typeof schema>;

export const metrics: readonly MetricFamily[] = [{ glob: "control", units: ["ms"], scale: "ratio" }];
