/** The gate: config → sides → build → measure → judge, each stage in a file of its own under pipeline/. */

import { resolveRule } from "./compare/rules.ts";
import type { LoadedConfig } from "./config/load.ts";
import { overridesFor, toOverride } from "./config/metrics.ts";
import { ExpectedError, TargetError } from "./errors.ts";
import type { MetricOverride } from "./model/override.ts";
import { type Series, SIDES, type Side } from "./model/series.ts";
import type { Verdict } from "./model/verdict.ts";
import { type Measured, measureSides } from "./pipeline/measure.ts";
import type { WeighRequest } from "./pipeline/request.ts";
import { type BuiltSides, buildSides, chooseSides, sameAfterBuild, sameBeforeBuild } from "./pipeline/sides.ts";
import { judgeRounds, judgeUnmeasured } from "./pipeline/verdict.ts";
import type { StoredRounds } from "./stored/rounds.ts";
import { readEnvironment } from "./system/environment.ts";
import { InterruptedError } from "./system/interrupt.ts";
import type { System } from "./system/system.ts";
import { VERSION } from "./version.ts";

export interface Weighing {
  readonly verdict: Verdict;
  /** null when nothing was measured. */
  readonly rounds: StoredRounds | null;
}

/**
 * @throws ConfigError, at the latest when the first round has shown which metrics there are; InterruptedError. What keeps head from being measured is a verdict:
 *   `error`, with its reason
 */
export async function weigh(request: WeighRequest, loaded: LoadedConfig, system: System): Promise<Weighing> {
  const started = performance.now();
  const { gate, target } = loaded.config;
  const sides = await chooseSides(request, target, system);
  const enforce = gate.enforce ?? target.kind !== "url";
  const about = async (notices: readonly string[], tools: Readonly<Record<string, string>>) => ({
    ...sides.info,
    enforce,
    onInconclusive: gate.onInconclusive,
    falseAlarms: gate.falseAlarms,
    environment: await readEnvironment(system.env, tools),
    notices: [...sides.notices, ...notices],
    finished: new Date().toISOString(),
    version: VERSION,
  });
  const spent = (seconds: Partial<Verdict["seconds"]>) => ({
    install: 0,
    build: 0,
    measure: 0,
    ...seconds,
    total: (performance.now() - started) / 1000,
  });
  const unmeasured = async (kind: "same-bytes" | "could-not-measure", why: string): Promise<Weighing> => ({
    verdict: judgeUnmeasured({ weighed: { kind, why }, seconds: spent({}), ...(await about([], {})) }),
    rounds: null,
  });
  try {
    const same = request.force ? null : await sameBeforeBuild(sides, gate.ignore);
    if (same !== null) return await unmeasured("same-bytes", same);
    const built = await buildSides(request, loaded, sides, system);
    const equal = request.force ? null : await sameAfterBuild(sides, built, gate.ignore);
    if (equal !== null) return await unmeasured("same-bytes", equal);
    const { measured, weighed } = await measureByLadder(request, loaded, built, system);
    const { tools, seconds, notices, ...gathered } = measured;
    const rounds: StoredRounds = {
      schema: 1,
      kind: "rounds",
      gate: gate.id,
      job: request.job,
      weighed,
      ...(await about([...built.notices, ...notices], tools)),
      ...gathered,
      overrides: overridesOf(loaded),
      seconds: spent({ ...built.seconds, measure: seconds }),
    };
    return { rounds, verdict: judgeRounds(rounds) };
  } catch (error) {
    // Whatever failed first: tools die of the same interrupt.
    system.signal.throwIfAborted();
    const isVerdict = error instanceof ExpectedError && !(error instanceof InterruptedError);
    if (!isVerdict || error.name === "ConfigError") throw error;
    return await unmeasured("could-not-measure", error.message);
  }
}

function overridesOf({ config }: LoadedConfig): readonly MetricOverride[] {
  return config.metrics.map(toOverride);
}

/** Paired where there are two sides; head against its limits alone where there is no base, or where only that was asked. */
async function measureByLadder(
  request: WeighRequest,
  loaded: LoadedConfig,
  built: BuiltSides,
  system: System,
): Promise<{ measured: Measured; weighed: StoredRounds["weighed"] }> {
  const { config } = loaded;
  // Head's own scripts and what lies beside them drive both sides.
  const root = config.target.kind === "url" ? request.cwd : (built.builds.head?.dir ?? request.cwd);
  const overrides = overridesOf(loaded);
  const onSeries = (series: readonly Series[]) => {
    for (const { metric } of series) overridesFor(loaded, metric);
    const rules = series.flatMap((one) => (one.kind === "exact" ? [] : [resolveRule(one.metric, overrides)]));
    return rules.filter((rule) => rule !== "off" && rule.role === "gate").length;
  };
  const measure = (sides: readonly Side[]) =>
    measureSides({ config, built, sides, root, system, keep: request.keep, onSeries });
  const headAlone = async (weighed: StoredRounds["weighed"]) => ({ measured: await measure(["head"]), weighed });
  if (request.mode === "budgets")
    return headAlone({ kind: "budgets-only", why: "Only absolute limits were asked for." });
  if (!request.compare) return headAlone({ kind: "budgets-only", why: "Head was measured alone, as asked." });
  const { noBase } = built;
  try {
    if (noBase === null) return { measured: await measure(SIDES), weighed: { kind: "compared" } };
    if (request.mode === "paired") throw new TargetError("base", noBase);
    system.log.warn(`No base to compare with, so head is held to its limits alone: ${noBase}`);
    return await headAlone({ kind: "no-base", why: noBase });
  } catch (error) {
    if (!(error instanceof TargetError) || error.side !== "base" || request.mode === "paired") throw error;
    system.log.warn(`Base could not be measured, so head is held to its limits alone: ${error.message}`);
    return headAlone({ kind: "no-base", why: error.message });
  }
}
