// src/pipeline/confirm.ts
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { acceptedOf } from "../compare/accept.js";
import { checkBudgets } from "../compare/budgets.js";
import { compareAll } from "../compare/compare.js";
import { ExpectedError } from "../errors.js";
import { registry } from "../measure/registry.js";
import { collectorOf } from "../model/metric.js";
import { SIDES } from "../model/series.js";
import { buildBaseAgain } from "./builds.js";
async function confirmExact(input, opened) {
  const { built, system } = input;
  const exact = opened.filter((one) => one.kind === "exact");
  const failing = failingOf(exact, input);
  if (failing.length === 0 || !isBuiltHere(built)) return { series: (all) => all, notices: [] };
  const worse = `${failing[0]}${failing.length > 1 ? ` and ${failing.length - 1} more` : ""} got worse`;
  const seconds = (built.seconds.install + built.seconds.build).toFixed(1);
  system.log.info(
    `${worse}: base is built a second time, to see whether two builds of it are the same (both sides took ${seconds} s).`
  );
  const collectors = new Set(failing.map((id) => collectorOf({ id })));
  const { values, failed } = await weighAgain(input, collectors);
  const confirm = (one) => failed === null && one.kind === "exact" && one.base !== null && collectors.has(collectorOf(one.metric)) ? { ...one, baseAgain: values.get(one.metric.id) ?? null } : one;
  const differing = exact.filter((one) => isOther(confirm(one))).length;
  const outcome = failed ?? (differing === 0 ? SAME : `${differing} of ${exact.length} values differ.`);
  system.log.info(outcome);
  return {
    series: (all) => all.map(confirm),
    notices: outcome === SAME ? [] : [`${worse}, so base was built a second time. ${outcome}`]
  };
}
var SAME = "Both are the same.";
function isBuiltHere({ builds, configs: { base } }) {
  return builds.base !== null && base.kind !== "url" && base.build !== void 0;
}
var isOther = (one) => one.kind === "exact" && one.baseAgain !== void 0 && one.baseAgain !== one.base;
function failingOf(series, { loaded, overrides, accept }) {
  const { comparisons } = compareAll({ series, overrides, falseAlarms: loaded.config.gate.falseAlarms });
  const accepted = new Set(acceptedOf(comparisons, accept).map(({ metric }) => metric));
  const regressed = comparisons.filter(
    ({ metric, rule, change }) => rule.role === "gate" && change === "regressed" && !accepted.has(metric.id)
  );
  const broken = checkBudgets({ series, comparisons, limits: [] }).filter(
    (check) => check.level === "max" && check.outcome === "broken" && isKeptByBase(check)
  );
  return [.../* @__PURE__ */ new Set([...regressed.map(({ metric }) => metric.id), ...broken.flatMap(({ metric }) => metric ?? [])])];
}
function isKeptByBase({ operator, base, limit }) {
  return base !== null && (operator === "<=" ? base <= limit : base >= limit);
}
async function weighAgain(input, collectors) {
  const { request, sides, built, system } = input;
  const { git, base } = sides.source;
  try {
    const { build } = await buildBaseAgain(request, { git, base }, built.configs.base, system);
    return { values: await weigh(input, build, collectors), failed: null };
  } catch (error) {
    system.signal.throwIfAborted();
    if (!(error instanceof ExpectedError)) throw error;
    const why = error.message.split("\n")[0];
    return { values: /* @__PURE__ */ new Map(), failed: `That failed, so the sizes are taken as exact: ${why}` };
  }
}
async function weigh({ loaded, built, root, system }, base, collectors) {
  const folder = await system.processes.temporaryFolder("weighbridge-again");
  const values = /* @__PURE__ */ new Map();
  for (const entry of registry) {
    const { id } = entry;
    if (entry.kind !== "collector" || !collectors.has(id)) continue;
    const scratch = join(folder, id);
    await mkdir(scratch);
    const builds = { base, head: built.builds.head };
    const collector = await entry.load();
    const context = { system, sides: SIDES, builds, scratch, root, bootTime: async () => 0 };
    const session = await collector.open(loaded.config[id], context);
    for (const one of session.series()) if (one.kind === "exact") values.set(one.metric.id, one.base);
  }
  return values;
}
export {
  confirmExact
};
