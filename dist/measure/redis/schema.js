// src/measure/redis/schema.ts
import { z } from "../../vendor/zod.js";
import { perSlot } from "../fields.js";
var schema = z.strictObject({
  url: perSlot('the address of a Redis, for example "redis://cache-${slot}:6379"').describe(
    "Address of each slot's own Redis, with `${slot}` in it, or a map with `a` and `b`. What the server counts, it counts for all its databases together, so two databases of one server are not enough. A user who may run INFO, ECHO, MONITOR and SLOWLOG suffices."
  )
}).describe("Commands a request, hits and misses, evictions, memory of each side's Redis.");
var metrics = [
  { glob: "hit-ratio", units: ["fraction"], scale: "difference", kind: "rate" },
  { glob: "memory", units: ["bytes"], scale: "ratio", kind: "sampled" },
  { glob: "*", units: ["count"], scale: "difference" }
];
export {
  metrics,
  schema
};
