/** What a job's runs of its user flows gave, gathered into series. Pure. */
import type { SampledSeries, Side } from "../../../model/series.ts";
import { SIDES } from "../../../model/series.ts";
import { type StepName, stepMetric } from "../metrics.ts";
import type { Flow } from "../settings.ts";
import type { Step } from "./steps.ts";
import type { FlowVisit } from "./visit.ts";

/** One kept round. */
export type FlowRound = readonly FlowVisit[];

/** One series a metric that any run of a step gave: a value a round and side, null where that run had none. */
export function flowSeries(flows: readonly Flow[], rounds: readonly FlowRound[]): readonly SampledSeries[] {
  return flows.flatMap(({ name: flow }) => {
    const steps = rounds.flatMap((round) => SIDES.flatMap((side) => stepsOf(round, flow, side)));
    const metrics = new Map<string, readonly [StepName, string]>();
    for (const step of steps) {
      for (const name of step.values.keys()) metrics.set(JSON.stringify([step.name, name]), [name, step.name]);
    }
    return [...metrics.values()].map(([name, step]): SampledSeries => {
      const value = (round: FlowRound, side: Side) =>
        stepsOf(round, flow, side)
          .find((one) => one.name === step)
          ?.values.get(name) ?? null;
      const of = (side: Side) => rounds.map((round) => value(round, side));
      return { kind: "sampled", metric: stepMetric(name, flow, step), base: of("base"), head: of("head") };
    });
  });
}

function stepsOf(round: FlowRound, flow: string, side: Side): readonly Step[] {
  const visit = round.find((one) => one.flow.name === flow && one.side === side);
  return visit?.outcome.kind === "done" ? visit.outcome.steps : [];
}

/** Lighthouse's benchmarkIndex of every step. */
export function speedsOf(round: FlowRound): readonly number[] {
  return round
    .flatMap(({ outcome }) => (outcome.kind === "done" ? outcome.steps : []))
    .map((step) => step.benchmarkIndex);
}

/** A flow that failed on one side: it is not run there again. */
export function hasFailed(rounds: readonly FlowRound[], flow: Flow, side: Side): boolean {
  return rounds.flat().some((one) => one.flow.name === flow.name && one.side === side && one.outcome.kind === "failed");
}

/** A sentence a flow and side that failed. */
export function flowFailures(rounds: readonly FlowRound[]): readonly string[] {
  return rounds.flat().flatMap(({ flow, side, outcome }) => {
    if (outcome.kind === "done") return [];
    return [`${flow.path} failed twice on ${side} and is left out there: ${outcome.why}`];
  });
}
