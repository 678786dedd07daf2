// src/config/schema.ts
import { z } from "../vendor/zod.js";
import { orList } from "../measure/fields.js";
import { registry } from "../measure/registry.js";
import { acceptSchema, misfitsOfAccept } from "./accept.js";
import { gateSchema } from "./gate.js";
import { metricsSchema } from "./metrics.js";
import { targetSchema } from "./target.js";
var sections = Object.fromEntries(
  registry.map(({ id, schema }) => [id, schema.exactOptional()])
);
var collectors = registry.map(({ id }) => id);
var configSchema = z.strictObject({
  target: targetSchema,
  ...sections,
  gate: gateSchema.prefault({}),
  metrics: metricsSchema.prefault({}),
  accept: acceptSchema.default([])
}).superRefine((config, context) => {
  const whole = (path, message) => context.addIssue({ code: "custom", path, message, params: { whole: true } });
  if (!collectors.some((id) => config[id] !== void 0)) {
    whole([], `nothing is weighed: add a section ${orList(collectors.map((id) => JSON.stringify(id)))}`);
  }
  if (config.target.kind === "url" && config.target.dir === void 0 && config.bundle !== void 0) {
    whole(["bundle"], "files of a running target cannot be read: add target.dir with a folder for base and for head");
  }
  for (const { path, expected } of misfitsOfAccept(config.accept, config.metrics))
    context.addIssue({ code: "custom", path: [...path], message: expected });
}).describe("Weighbridge: what is weighed, how, and when it blocks.");
export {
  configSchema
};
