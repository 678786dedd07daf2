// src/measure/resources/schema.ts
import { z } from "../../vendor/zod.js";
import { perSlot } from "../fields.js";
var schema = z.strictObject({
  cgroup: perSlot("the absolute folder of a version 2 control group, /sys/fs/cgroup/…").refine(({ a, b }) => a.startsWith("/") && b.startsWith("/"), {
    error: "absolute folders of version 2 control groups, for example /sys/fs/cgroup/shop-${slot}.slice"
  }).exactOptional().describe(
    "Where the target runs in a container: its control group, one a slot. Without it its processes are watched."
  )
}).describe("Processor time, memory, files and network of the target's processes.");
var metrics = [
  { glob: "cpu", units: ["ms"], scale: "ratio" },
  { glob: "memory-*", units: ["bytes"], scale: "ratio" },
  { glob: "growth", units: ["bytes"], scale: "difference" },
  { glob: "*-faults", units: ["count"], scale: "difference" },
  { glob: "*-switches", units: ["count"], scale: "difference" },
  { glob: "disk-*", units: ["bytes"], scale: "difference" },
  { glob: "network", units: ["bytes"], scale: "difference" },
  { glob: "threads", units: ["count"], scale: "difference" },
  { glob: "files", units: ["count"], scale: "difference" }
];
export {
  metrics,
  schema
};
