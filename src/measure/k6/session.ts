/** One job's use of k6: the scripts made ready, driven a round at a time, their values gathered. */
import type { Metric, MetricId } from "../../model/metric.ts";
import { type Series, type Side, SLOTS, type Slot } from "../../model/series.ts";
import type { Collected } from "../collected.ts";
import type { CollectorContext, CollectorPlan, Round, RoundOutcome, Session } from "../collector.ts";
import type { Served } from "../served.ts";
import { asName } from "../subject.ts";
import { adviceOf, type Health } from "./advice.ts";
import { drawDetails } from "./details.ts";
import { type Driven, driveScript } from "./drive.ts";
import { whyUnfit } from "./drops.ts";
import type { LabelOf } from "./endpoint.ts";
import type { Aggregate } from "./fold/aggregate.ts";
import type { Cell } from "./fold/cells.ts";
import type { Subject } from "./fold/subject.ts";
import { type Limits, limitsOf, unjudged } from "./limits.ts";
import { placeOfThreshold } from "./place.ts";
import { type RoundValues, seriesOf } from "./rounds.ts";
import type { K6Config } from "./schema.ts";
import { labelsOf, type PreparedScript, windowOf } from "./script.ts";
import type { Selector } from "./threshold.ts";
import { type Told, tellApart } from "./told.ts";
import { type RunValue, valuesOf } from "./values.ts";

export interface SessionInput {
  readonly k6: string;
  readonly config: K6Config;
  readonly scripts: readonly PreparedScript[];
  readonly plan: CollectorPlan;
  readonly context: CollectorContext;
}

/** What one script's run gave one side. */
interface SideRun extends Driven {
  readonly side: Side;
  readonly slot: Slot;
}

/** The parts of a kept round that outlive it; folds themselves would hold every distribution of every round. */
interface KeptRound {
  readonly values: RoundValues;
  /** By script and threshold selector. */
  readonly selected: readonly ReadonlyMap<string, Readonly<Record<Side, Aggregate | null>>>[];
  /** By script. */
  readonly health: readonly Health[];
  /** Names of metrics whose values are times. */
  readonly times: ReadonlySet<string>;
}

export function openSession(input: SessionInput): Session {
  const { scripts, plan } = input;
  const labelOf = labelsOf(scripts);
  const kept: KeptRound[] = [];
  // All scripts have rounds of one length.
  const told = tellApart(labelOf);
  const details = drawDetails(labelOf, windowOf(scripts[0]?.round ?? { warmup: 0, measure: 0 }) / 1000, told.tells);
  const metrics = new Map<MetricId, Metric>();

  async function round(drawn: Round): Promise<RoundOutcome> {
    const runs: SideRun[][] = [];
    for (const script of scripts) {
      const ran = await runScript(input, script, drawn, told);
      const folds = ran.map(({ fold }) => fold);
      const why = whyUnfit(folds, script.label, script.round);
      if (why !== null) return { kind: "unfit", why };
      runs.push(ran);
    }
    const charted = runs.flatMap((ran, index) => ran.map((run) => ({ ...run, script: scripts[index]!.label })));
    told.take(charted);
    const measured = keep(scripts, runs, { labelOf, told, metrics });
    return {
      kind: "measured",
      keep: () => {
        kept.push(measured);
        details.add(charted);
      },
    };
  }

  const series = () => seriesOfKept(scripts, kept);
  return {
    plan,
    round,
    series,
    collected: async () => ({ ...collect(scripts, kept, told), details: details.result() }),
  };
}

/** Both sides at once, or one after the other in the order drawn. */
async function runScript(
  { k6, config, context }: SessionInput,
  script: PreparedScript,
  drawn: Round,
  told: Told,
): Promise<SideRun[]> {
  const { seed } = drawn;
  const tells = (subject: Subject) => told.tells(script.label, subject);
  const drive = (served: readonly Served[]) =>
    driveScript({ k6, config, script, served, seed, tellApart: tells, system: context.system });
  if (script.plan.driver === "twin") {
    const both = await drawn.servers.both();
    const driven = await drive(SLOTS.map((slot) => both[slot]));
    return SLOTS.map((slot) => ({ side: drawn.sides[slot], slot, ...driven }));
  }
  const ran: SideRun[] = [];
  for (const side of drawn.order.filter((one) => context.sides.includes(one))) {
    const served = await drawn.servers.alone(side);
    ran.push({ side, slot: served.slot, ...(await drive([served])) });
  }
  return ran;
}

/** What all rounds share. */
interface Shared {
  readonly labelOf: LabelOf;
  readonly told: Told;
  /** One object for each metric of all rounds, which are many. */
  readonly metrics: Map<MetricId, Metric>;
}

function keep(
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

function seriesOfKept(scripts: readonly PreparedScript[], kept: readonly KeptRound[]): readonly Series[] {
  const seconds = (scripts[0]?.round.measure ?? 0) / 1000;
  return seriesOf(
    kept.map(({ values }) => values),
    seconds,
  );
}

function collect(
  scripts: readonly PreparedScript[],
  kept: readonly KeptRound[],
  told: Told,
): Omit<Collected, "details"> {
  const judged = scripts.flatMap((script, index) => limitsOfScript(script, index, kept, scripts.length > 1));
  const advice = scripts.flatMap(({ label, round, plan }, index) =>
    adviceOf({ label, round, twin: plan.driver === "twin", rounds: kept.map(({ health }) => health[index]!) }),
  );
  return {
    series: seriesOfKept(scripts, kept),
    limits: judged.flatMap(({ limits }) => limits),
    notWeighed: [...judged.flatMap(({ notWeighed }) => notWeighed), ...told.warnings()],
    notes: advice,
    files: [],
    causes: [],
    facts: [],
  };
}

function limitsOfScript(
  { selectors, inspected, plan, label, text, round }: PreparedScript,
  index: number,
  kept: readonly KeptRound[],
  several: boolean,
): readonly Limits[] {
  const prefix = several ? `${label}: ` : "";
  return [...selectors].map(([selector, parsed]) => {
    const why = unjudged(parsed, Object.keys(plan.scenarios));
    if (why !== null) return { limits: [], notWeighed: [`Threshold ${asName(prefix + selector)}: ${why}.`] };
    const of = (side: Side) => kept.map(({ selected }) => selected[index]!.get(selector)?.[side] ?? null);
    return limitsOf({
      selector,
      placeOf: (expression) => placeOfThreshold(text, label, selector, expression),
      prefix,
      expressions: inspected.thresholds[selector] ?? [],
      isTime: kept.some(({ times }) => times.has(parsed.metric)),
      rounds: { base: of("base"), head: of("head") },
      seconds: round.measure / 1000,
    });
  });
}
