// src/config/schema.ts
import { z } from "../vendor/zod.js";
import { explainSchema } from "../explain/schema.js";
import { orList } from "../measure/fields.js";
import { registry } from "../measure/registry.js";
import { acceptSchema, misfitsOfAccept } from "./accept.js";
import { findingsSchema } from "./findings.js";
import { gateSchema } from "./gate.js";
import { metricsSchema } from "./metrics.js";
import { targetSchema } from "./target.js";
var sections = Object.fromEntries(
  registry.map(({ id, schema }) => [id, schema.exactOptional()])
);
var WATCHED = "inside";
var collectors = registry.flatMap(({ kind, id }) => kind === "collector" && id !== WATCHED ? [id] : []);
var watchers = registry.flatMap(({ kind, id }) => kind === "watcher" ? [id] : []);
var NO_LOAD = "what happens inside the target is watched under the load of k6 scripts, and there are none: add a section k6 with its scripts";
var configSchema = z.strictObject({
  target: targetSchema,
  ...sections,
  explain: explainSchema.prefault({}),
  gate: gateSchema.prefault({}),
  metrics: metricsSchema.prefault({}),
  findings: findingsSchema.prefault({}),
  accept: acceptSchema.default([])
}).superRefine((config, context) => {
  const whole = (path, message) => context.addIssue({ code: "custom", path, message, params: { whole: true } });
  const on = watchers.filter((id) => config[id] !== void 0);
  if (on.length === 0 && !collectors.some((id) => config[id] !== void 0)) {
    whole([], `nothing is weighed: add a section ${orList(collectors.map((id) => JSON.stringify(id)))}`);
  }
  if (on.length === 0 && config[WATCHED] !== void 0) {
    whole(
      [WATCHED],
      `nothing looks inside the target: add a section ${orList(watchers.map((id) => JSON.stringify(id)))}`
    );
  }
  for (const id of config.k6 === void 0 ? on : []) whole([id], NO_LOAD);
  if (config.target.kind === "url" && config.target.dir === void 0 && config.bundle !== void 0) {
    whole(["bundle"], "files of a running target cannot be read: add target.dir with a folder for base and for head");
  }
  for (const { path, expected } of misfitsOfAccept(config.accept, config.metrics))
    context.addIssue({ code: "custom", path: [...path], message: expected });
}).describe("Weighbridge: what is weighed, how, and when it blocks.");
export {
  configSchema
};
