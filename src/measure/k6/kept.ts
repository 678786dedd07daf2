/** What outlives a round that is kept: values, what thresholds are judged by, its health. */
import type { Metric, MetricId } from "../../model/metric.ts";
import type { Side, Slot } from "../../model/series.ts";
import type { Health } from "./advice.ts";
import type { Driven } from "./drive.ts";
import type { LabelOf } from "./endpoint.ts";
import type { Aggregate } from "./fold/aggregate.ts";
import type { Cell } from "./fold/cells.ts";
import type { RoundValues } from "./rounds.ts";
import type { PreparedScript } from "./script.ts";
import type { Selector } from "./threshold.ts";
import type { Told } from "./told.ts";
import { type RunValue, valuesOf } from "./values.ts";

/** What one script's run gave one side. */
export interface SideRun extends Driven {
  readonly side: Side;
  readonly slot: Slot;
}

/** The parts of a kept round that outlive it; folds themselves would hold every distribution of every round. */
export interface KeptRound {
  readonly values: RoundValues;
  /** By script and threshold selector. */
  readonly selected: readonly ReadonlyMap<string, Readonly<Record<Side, Aggregate | null>>>[];
  /** By script. */
  readonly health: readonly Health[];
  /** Names of metrics whose values are times. */
  readonly times: ReadonlySet<string>;
}

/** What all rounds share. */
interface Shared {
  readonly labelOf: LabelOf;
  readonly told: Told;
  /** One object for each metric of all rounds, which are many. */
  readonly metrics: Map<MetricId, Metric>;
}

/** `runs`: by script, a run a side. */
export function keep(
  scripts: readonly PreparedScript[],
  runs: readonly (readonly SideRun[])[],
  { labelOf, told, metrics }: Shared,
): KeptRound {
  const values = { base: new Map<MetricId, RunValue>(), head: new Map<MetricId, RunValue>() };
  for (const [index, script] of scripts.entries()) {
    const label = (scenario: string) => labelOf(script.label, scenario);
    const seconds = script.round.measure / 1000;
    for (const { side, slot, fold } of runs[index]!) {
      const tells = (cell: Cell) => told.tells(script.label, cell);
      for (const value of valuesOf({ fold, slot, label, seconds, tells }).values()) {
        const metric = metrics.get(value.metric.id) ?? value.metric;
        metrics.set(metric.id, metric);
        values[side].set(metric.id, { ...value, metric });
      }
    }
  }
  const folds = runs.flatMap((ran) => ran.map(({ fold }) => fold));
  const times = folds.flatMap(({ metrics }) => metrics.filter(({ contains }) => contains === "time"));
  return {
    values,
    selected: runs.map((ran, index) => selectedOf(scripts[index]!, ran)),
    health: runs.map(healthOf),
    times: new Set(times.map(({ name }) => name)),
  };
}

function selectedOf({ selectors }: PreparedScript, ran: readonly SideRun[]): KeptRound["selected"][number] {
  const aggregate = (side: Side, selector: Selector): Aggregate | null => {
    const run = ran.find((one) => one.side === side);
    const chosen = run?.fold.selections.find((one) => one.slot === run.slot && one.selector === selector);
    return chosen?.aggregate ?? null;
  };
  return new Map(
    [...selectors].map(([text, selector]) => [
      text,
      { base: aggregate("base", selector), head: aggregate("head", selector) },
    ]),
  );
}

function healthOf(ran: readonly SideRun[]): Health {
  const iterations = ran.flatMap(({ fold }) =>
    fold.cells.flatMap(({ metric, aggregate }) =>
      metric === "iteration_duration" && aggregate.kind === "trend" ? [aggregate.quantile(0.5)] : [],
    ),
  );
  return { iteration: Math.max(...iterations), busy: Math.max(...ran.map(({ busy }) => busy)) };
}
