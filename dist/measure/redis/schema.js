// src/measure/redis/schema.ts
import { z } from "../../vendor/zod.js";
import { addressPerSlot } from "../fields.js";
import { faultOf } from "./address.js";
var schema = z.strictObject({
  url: addressPerSlot('the address of a Redis, for example "redis://cache-${slot}:6379"', faultOf).describe(
    "Address of each slot's own Redis, with `${slot}` in it, or a map with `a` and `b`. What the server counts, it counts for all its databases together, so two databases of one server are not enough. A user who may run INFO, ECHO, MONITOR and SLOWLOG suffices. A password may come from REDISCLI_AUTH."
  )
}).describe("Commands a request, hits and misses, evictions, memory of each side's Redis.");
var metrics = [
  { glob: "hit-ratio", units: ["fraction"], scale: "difference", kind: "rate" },
  { glob: "memory", units: ["bytes"], scale: "ratio", kind: "sampled" },
  { glob: "commands", units: ["count"], scale: "difference", gates: true },
  { glob: "*", units: ["count"], scale: "difference" }
];
export {
  metrics,
  schema
};
