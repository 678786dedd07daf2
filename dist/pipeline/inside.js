// src/pipeline/inside.ts
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { mayBothMatch } from "../config/globs.js";
import { ConfigError } from "../errors.js";
import { digestOf } from "../measure/conditions.js";
import { registry } from "../measure/registry.js";
import { matchesId } from "../model/metric.js";
var INSIDE = "inside";
function hasWatchers(config) {
  return registry.some(({ kind, id }) => kind === "watcher" && config[id] !== void 0);
}
function gatesInside(config) {
  const families = registry.flatMap(
    ({ kind, id, metrics }) => kind === "watcher" && config[id] !== void 0 ? metrics.flatMap(
      (family) => family.kind === "exact" ? [] : [`${id}/${family.glob}@*`]
    ) : []
  );
  const gating = config.metrics.filter(({ role }) => role === "gate");
  return gating.some(({ glob }) => families.some((family) => mayBothMatch(glob, family)));
}
async function openInside(config, shared, folder) {
  const opened = await openWatchers(config, shared, folder);
  const { watchers } = opened;
  const entry = registry.find(({ id }) => id === INSIDE);
  const collector = await entry.load();
  const context = { ...shared, scratch: await scratchIn(folder, INSIDE), inside: opened };
  const session = await collector.open(config[INSIDE] ?? entry.schema.parse({}), context);
  const also = watchers.map(({ id, watching }) => ({
    id,
    tools: { ...session.plan.tools, ...watching.tools },
    conditions: digestOf({ own: watching.conditions, load: session.plan.conditions })
  }));
  const fixes = () => watchers.flatMap(({ watching }) => watching.fixes?.() ?? []);
  return { id: INSIDE, session, also, fixes };
}
async function openWatchers(config, shared, folder) {
  const watchers = [];
  const blocking = config.metrics.filter(({ role, max }) => role === "gate" || max !== void 0);
  const mayBlock = (id) => blocking.some(({ glob }) => matchesId(glob, id));
  for (const entry of registry) {
    if (entry.kind !== "watcher" || config[entry.id] === void 0) continue;
    const watcher = await entry.load();
    const context = { ...shared, scratch: await scratchIn(folder, entry.id), mayBlock };
    watchers.push({ id: entry.id, watching: await watcher.open(config[entry.id], context) });
  }
  const load = await openLoad(
    config,
    { ...shared, scratch: await scratchIn(folder, "load") },
    watchers[0]?.id ?? INSIDE
  );
  return { watchers, load };
}
async function scratchIn(folder, name) {
  const scratch = join(folder, name);
  await mkdir(scratch);
  return scratch;
}
async function openLoad(config, context, asker) {
  for (const entry of registry) {
    if (entry.kind !== "collector" || config[entry.id] === void 0) continue;
    const collector = await entry.load();
    if (collector.load) return collector.load(config[entry.id], context);
  }
  throw new ConfigError(
    `${asker}: what happens inside the target is watched under the load of k6 scripts, and the config has none: add a section k6 with its scripts.`
  );
}
export {
  INSIDE,
  gatesInside,
  hasWatchers,
  openInside,
  openLoad,
  openWatchers
};
