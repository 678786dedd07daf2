/** The `redis` section of the config. */
import { z } from "zod";
import type { MetricFamily } from "../collected.ts";
import { perSlot } from "../fields.ts";

export const schema = z
  .strictObject({
    url: perSlot('the address of a Redis, for example "redis://cache-${slot}:6379"').describe(
      "Address of each slot's own Redis, with `${slot}` in it, or a map with `a` and `b`. What the server counts, it counts for all its databases together, so two databases of one server are not enough. A user who may run INFO, ECHO, MONITOR and SLOWLOG suffices.",
    ),
  })
  .describe("Commands a request, hits and misses, evictions, memory of each side's Redis.");

export type RedisConfig = z.output<typeof schema>;

export const metrics: readonly MetricFamily[] = [
  { glob: "hit-ratio", units: ["fraction"], scale: "difference", kind: "rate" },
  { glob: "memory", units: ["bytes"], scale: "ratio", kind: "sampled" },
  { glob: "*", units: ["count"], scale: "difference" },
];
