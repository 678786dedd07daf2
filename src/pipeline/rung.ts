/** One rung of the evidence ladder: its sides measured under the config's rules, explained, and set beside stored jobs. */
import { watchGivenUp } from "../compare/given-up.ts";
import { redefineMetric, resolveRule } from "../compare/rules.ts";
import { checkAccept } from "../config/accept.ts";
import type { LoadedConfig } from "../config/load.ts";
import { overridesFor } from "../config/metrics.ts";
import { overridesOf } from "../config/overrides.ts";
import type { Baseline } from "../model/baseline.ts";
import type { Acceptance } from "../model/exception.ts";
import type { MetricId } from "../model/metric.ts";
import { type Series, SIDES, type Side } from "../model/series.ts";
import type { Environment } from "../model/verdict.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { readEnvironment } from "../system/environment.ts";
import type { System } from "../system/system.ts";
import { besideMeasured, givenUpBefore, type PlacedBaseline } from "./baseline.ts";
import type { BuiltSides } from "./builds.ts";
import { confirmExact } from "./confirm.ts";
import { explainMeasured } from "./explain.ts";
import { tryMeasured } from "./fix.ts";
import { type MeasureInput, measureSides } from "./measure.ts";
import type { Known, Measured } from "./measured.ts";
import type { WeighRequest } from "./request.ts";
import type { Sides } from "./sides.ts";

export interface Question {
  readonly request: WeighRequest;
  readonly loaded: LoadedConfig;
  readonly accept: readonly Acceptance[];
  readonly sides: Sides;
  readonly placed: PlacedBaseline | null;
  /** An attempt before at the same question, which left it open. */
  readonly earlier: StoredRounds | null;
  readonly system: System;
}

export interface MeasuredEvidence {
  readonly kind: "measured";
  readonly built: BuiltSides;
  readonly measured: Measured;
  readonly environment: Environment;
  readonly baseline: Baseline | null;
  readonly weighed: StoredRounds["weighed"];
}

/** `sides`: both, or head alone. `weighed`: what that is weighed as. @throws as measureSides */
export async function measureRung(
  question: Question,
  built: BuiltSides,
  sides: readonly Side[],
  weighed: StoredRounds["weighed"],
): Promise<MeasuredEvidence> {
  const { request, loaded, accept, placed, earlier, system } = question;
  const { config } = loaded;
  // Head's own scripts and what lies beside them drive both sides.
  const root = config.target.kind === "url" ? request.cwd : (built.builds.head?.dir ?? request.cwd);
  const overrides = overridesOf(loaded);
  const familyOf = (series: readonly Series[]) => {
    for (const { metric } of series) {
      overridesFor(loaded, metric);
      checkAccept(loaded, redefineMetric(metric, overrides));
    }
    const rules = series.flatMap((one) => (one.kind === "exact" ? [] : [resolveRule(one.metric, overrides)]));
    return rules.filter((rule) => rule !== "off" && rule.role === "gate").length;
  };
  const environmentOf = ({ tools }: Known) => readEnvironment(system.env, Object.assign({}, ...Object.values(tools)));
  const { keep, all, mode } = request;
  const isPaired = sides.length === SIDES.length;
  const asked = {
    rounds: request.rounds,
    all: all || config.gate.all,
    earlier: isPaired ? earlier : null,
    lost: request.lost ?? 0,
  };
  const beside: MeasureInput["beside"] = async (known) =>
    mode === "auto" ? besideMeasured(placed, known, await environmentOf(known)) : null;
  const refine: MeasureInput["refine"] = async (known) => {
    const givenUp = isPaired ? givenUpBefore(placed, known, await environmentOf(known)) : new Set<MetricId>();
    const { series, notices } = await confirmExact({ ...question, built, overrides, root }, known.series);
    return { series: (all) => watchGivenUp(series(all), givenUp), notices };
  };
  const by = { overrides, accept, familyOf, keep, beside, refine, ...asked };
  const rounds = await measureSides({ config, built, sides, root, system, ...by });
  const phase = { ...question, built, overrides, root };
  const measured = isPaired ? await tryMeasured(phase, await explainMeasured(phase, rounds)) : rounds;
  // Where head is measured alone, nothing asks between the rounds.
  familyOf(measured.series);
  const environment = await environmentOf(measured);
  return {
    kind: "measured",
    built,
    measured,
    environment,
    baseline: besideMeasured(placed, measured, environment),
    weighed,
  };
}
