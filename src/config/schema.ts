/** The schema of the whole config file: the target, one section a collector, the gate, the metrics. */
import { z } from "zod";
import { explainSchema } from "../explain/schema.ts";
import { orList } from "../measure/fields.ts";
import { registry } from "../measure/registry.ts";
import { acceptSchema, misfitsOfAccept } from "./accept.ts";
import { findingsSchema } from "./findings.ts";
import { gateSchema } from "./gate.ts";
import { metricsSchema } from "./metrics.ts";
import { targetSchema } from "./target.ts";

export type { TargetConfig } from "./target.ts";

type Sections = {
  readonly [Entry in (typeof registry)[number] as Entry["id"]]: z.ZodExactOptional<Entry["schema"]>;
};

// Object.fromEntries forgets which id has which schema; Sections says it again.
const sections = Object.fromEntries(
  registry.map(({ id, schema }) => [id, schema.exactOptional()]),
) as unknown as Sections;
const WATCHED = "inside";
/** Those that measure by themselves, and those that look inside the target meanwhile. */
const collectors = registry.flatMap(({ kind, id }) => (kind === "collector" && id !== WATCHED ? [id] : []));
const watchers = registry.flatMap(({ kind, id }) => (kind === "watcher" ? [id] : []));

const NO_LOAD =
  "what happens inside the target is watched under the load of k6 scripts, and there are none: add a section k6 with its scripts";

export const configSchema = z
  .strictObject({
    target: targetSchema,
    ...sections,
    explain: explainSchema.prefault({}),
    gate: gateSchema.prefault({}),
    metrics: metricsSchema.prefault({}),
    findings: findingsSchema.prefault({}),
    accept: acceptSchema.default([]),
  })
  .superRefine((config, context) => {
    const whole = (path: string[], message: string) =>
      context.addIssue({ code: "custom", path, message, params: { whole: true } });
    const on = watchers.filter((id) => config[id] !== undefined);
    if (on.length === 0 && !collectors.some((id) => config[id] !== undefined)) {
      whole([], `nothing is weighed: add a section ${orList(collectors.map((id) => JSON.stringify(id)))}`);
    }
    if (on.length === 0 && config[WATCHED] !== undefined) {
      whole(
        [WATCHED],
        `nothing looks inside the target: add a section ${orList(watchers.map((id) => JSON.stringify(id)))}`,
      );
    }
    for (const id of config.k6 === undefined ? on : []) whole([id], NO_LOAD);
    if (config.target.kind === "url" && config.target.dir === undefined && config.bundle !== undefined) {
      whole(["bundle"], "files of a running target cannot be read: add target.dir with a folder for base and for head");
    }
    for (const { path, expected } of misfitsOfAccept(config.accept, config.metrics))
      context.addIssue({ code: "custom", path: [...path], message: expected });
  })
  .describe("Weighbridge: what is weighed, how, and when it blocks.");

/** The config as read: every default filled in, durations in ms, shares as fractions. */
export type Config = z.output<typeof configSchema>;
