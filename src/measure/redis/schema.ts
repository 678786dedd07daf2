/** The `redis` section of the config. */
import { z } from "zod";
import type { MetricFamily } from "../collected.ts";
import { addressPerSlot } from "../fields.ts";
import { faultOf } from "./address.ts";

export const schema = z
  .strictObject({
    url: addressPerSlot('the address of a Redis, for example "redis://cache-${slot}:6379"', faultOf).describe(
      "Address of each slot's own Redis, with `${slot}` in it, or a map with `a` and `b`. What the server counts, it counts for all its databases together, so two databases of one server are not enough. A user who may run INFO, ECHO, MONITOR and SLOWLOG suffices. A password may come from REDISCLI_AUTH.",
    ),
  })
  .describe("Commands a request, hits and misses, evictions, memory of each side's Redis.");

export type RedisConfig = z.output<typeof schema>;

export const metrics: readonly MetricFamily[] = [
  { glob: "hit-ratio", units: ["fraction"], scale: "difference", kind: "rate" },
  { glob: "memory", units: ["bytes"], scale: "ratio", kind: "sampled" },
  { glob: "commands", units: ["count"], scale: "difference", gates: true },
  { glob: "*", units: ["count"], scale: "difference" },
];
