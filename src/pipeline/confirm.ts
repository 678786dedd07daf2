/**
 * Whether exact metrics are exact: only where two builds of one commit agree. Building base twice every time would cost all
 * pull requests what few need, so it is done where an exact metric is about to fail the gate.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { acceptedOf } from "../compare/accept.ts";
import { checkBudgets } from "../compare/budgets.ts";
import { compareAll } from "../compare/compare.ts";
import type { LoadedConfig } from "../config/load.ts";
import { ExpectedError } from "../errors.ts";
import type { Collector } from "../measure/collector.ts";
import { registry } from "../measure/registry.ts";
import type { Build } from "../measure/served.ts";
import type { Acceptance } from "../model/exception.ts";
import { collectorOf, type MetricId } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import { type ExactSeries, type Series, SIDES } from "../model/series.ts";
import type { BudgetCheck } from "../model/verdict.ts";
import type { System } from "../system/system.ts";
import { type BuiltSides, buildBaseAgain } from "./builds.ts";
import type { Refined } from "./measured.ts";
import type { WeighRequest } from "./request.ts";
import type { Sides } from "./sides.ts";

export interface Confirming {
  readonly request: WeighRequest;
  readonly loaded: LoadedConfig;
  readonly sides: Sides;
  readonly built: BuiltSides;
  readonly overrides: readonly MetricOverride[];
  readonly accept: readonly Acceptance[];
  /** Absolute: where the config's paths start. */
  readonly root: string;
  readonly system: System;
}

/**
 * Of the exact series that are known before the first round: where one fails the gate, all of its collector are given base's
 * second value, in `baseAgain`; null where the second build has none. All is left as it is where that build fails, for a
 * build can know that it is the second one, and failing must not get head past the gate; and where base was not built here:
 * a value of a stored job is what another build gave already.
 */
export async function confirmExact(input: Confirming, opened: readonly Series[]): Promise<Refined> {
  const { built, system } = input;
  const exact = opened.filter((one) => one.kind === "exact");
  const failing = failingOf(exact, input);
  if (failing.length === 0 || !isBuiltHere(built)) return { series: (all) => all, notices: [] };
  const worse = `${failing[0]}${failing.length > 1 ? ` and ${failing.length - 1} more` : ""} got worse`;
  const seconds = (built.seconds.install + built.seconds.build).toFixed(1);
  system.log.info(
    `${worse}: base is built a second time, to see whether two builds of it are the same (both sides took ${seconds} s).`,
  );
  const collectors = new Set(failing.map((id) => collectorOf({ id })));
  const { values, failed } = await weighAgain(input, collectors);
  const confirm = (one: Series): Series =>
    failed === null && one.kind === "exact" && one.base !== null && collectors.has(collectorOf(one.metric))
      ? { ...one, baseAgain: values.get(one.metric.id) ?? null }
      : one;
  const differing = exact.filter((one) => isOther(confirm(one))).length;
  const outcome = failed ?? (differing === 0 ? SAME : `${differing} of ${exact.length} values differ.`);
  system.log.info(outcome);
  return {
    series: (all) => all.map(confirm),
    notices: outcome === SAME ? [] : [`${worse}, so base was built a second time. ${outcome}`],
  };
}

const SAME = "Both are the same.";

function isBuiltHere({ builds, configs: { base } }: BuiltSides): boolean {
  return builds.base !== null && base.kind !== "url" && base.build !== undefined;
}

const isOther = (one: Series) => one.kind === "exact" && one.baseAgain !== undefined && one.baseAgain !== one.base;

/** Gating metrics that have regressed by more than is accepted, and those with a `max` that base keeps and head breaks. */
function failingOf(
  series: readonly ExactSeries[],
  { loaded, overrides, accept }: Pick<Confirming, "loaded" | "overrides" | "accept">,
): readonly MetricId[] {
  const { comparisons } = compareAll({ series, overrides, falseAlarms: loaded.config.gate.falseAlarms });
  const accepted = new Set(acceptedOf(comparisons, accept).map(({ metric }) => metric));
  const regressed = comparisons.filter(
    ({ metric, rule, change }) => rule.role === "gate" && change === "regressed" && !accepted.has(metric.id),
  );
  const broken = checkBudgets({ series, comparisons, limits: [] }).filter(
    (check) => check.level === "max" && check.outcome === "broken" && isKeptByBase(check),
  );
  return [...new Set([...regressed.map(({ metric }) => metric.id), ...broken.flatMap(({ metric }) => metric ?? [])])];
}

function isKeptByBase({ operator, base, limit }: BudgetCheck): boolean {
  return base !== null && (operator === "<=" ? base <= limit : base >= limit);
}

interface Again {
  /** By metric; none where that failed. */
  readonly values: ReadonlyMap<MetricId, number | null>;
  readonly failed: string | null;
}

async function weighAgain(input: Confirming, collectors: ReadonlySet<string>): Promise<Again> {
  const { request, sides, built, system } = input;
  const { git, base } = sides.source!;
  try {
    const { build } = await buildBaseAgain(request, { git, base: base! }, built.configs.base, system);
    return { values: await weigh(input, build, collectors), failed: null };
  } catch (error) {
    system.signal.throwIfAborted();
    if (!(error instanceof ExpectedError)) throw error;
    const why = error.message.split("\n")[0];
    return { values: new Map(), failed: `That failed, so the sizes are taken as exact: ${why}` };
  }
}

/** Base's values, by metric. Head stands beside it once more, as its files are what base's are matched with. */
async function weigh({ loaded, built, root, system }: Confirming, base: Build, collectors: ReadonlySet<string>) {
  const folder = await system.processes.temporaryFolder("weighbridge-again");
  const values = new Map<MetricId, number | null>();
  for (const entry of registry) {
    const { id } = entry;
    if (entry.kind !== "collector" || !collectors.has(id)) continue;
    const scratch = join(folder, id);
    await mkdir(scratch);
    const builds = { base, head: built.builds.head };
    const collector: Collector<never> = await entry.load();
    const context = { system, sides: SIDES, builds, scratch, root, bootTime: async () => 0 };
    // The registry pairs each collector with the schema that its section was read by.
    const session = await collector.open(loaded.config[id] as never, context);
    for (const one of session.series()) if (one.kind === "exact") values.set(one.metric.id, one.base);
  }
  return values;
}
