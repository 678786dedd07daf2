/** A job by the code that decides, from values that are made up: nothing is measured, and no clock runs. */
import type { Opened } from "../../src/measure/collector.ts";
import type { LaneEnd } from "../../src/measure/rounds.ts";
import { laneOf } from "../../src/model/metric.ts";
import type { Ended, Looks } from "../../src/model/plan.ts";
import type { SampledSeries } from "../../src/model/series.ts";
import { attemptsOf } from "../../src/pipeline/attempts.ts";
import { continueFrom } from "../../src/pipeline/continue.ts";
import { createDecider } from "../../src/pipeline/decide.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";
import { kept, roundsOf } from "./rounds-of.ts";

export interface Job {
  readonly earlier: StoredRounds | null;
  readonly lost?: number;
  /** How its collectors measure: all of them, or each. */
  readonly conditions?: string | Readonly<Record<string, string>>;
  /** Rounds of its own at which it may decide. */
  readonly looks: readonly number[];
  /** Rounds that fit into its time; absent: all. */
  readonly clock?: number;
  readonly isUnfit?: boolean;
  /** As in the decider. */
  readonly fixed?: boolean;
  readonly falseAlarms?: number;
  /** What its rounds will give, to the last look, all gating. */
  readonly values: readonly SampledSeries[];
}

export interface Ran {
  readonly rounds: StoredRounds;
  /** Of the false alarms, at the looks that it took itself. */
  readonly spent: number;
}

export function opened(id: string, conditions = "same", tools: Readonly<Record<string, string>> = {}): Opened {
  const plan = { lines: [], secondsPerRound: 1, usualNoise: 0.01, startsPerRound: 1, tools, conditions };
  return { id, also: [], session: { plan } as unknown as Opened["session"] };
}

/** The first rounds of a metric, as many as its collector has kept. */
export function cut<One extends SampledSeries>(one: One, keptBy: (collector: string) => number): One {
  const rounds = keptBy(laneOf(one.metric));
  return { ...one, base: one.base.slice(0, rounds), head: one.head.slice(0, rounds) };
}

export async function runJob(job: Job): Promise<Ran> {
  const { earlier, lost = 0, conditions = "same", looks, values } = job;
  const { isUnfit = false, fixed = false, falseAlarms = 0.01 } = job;
  const ids = [...new Set(values.map(({ metric }) => laneOf(metric)))];
  const conditionsOf = (id: string) => (typeof conditions === "string" ? conditions : conditions[id]!);
  const before = continueFrom(
    { earlier, lost },
    ids.map((id) => opened(id, conditionsOf(id))),
  );
  const measuring = ids.filter((id) => !before.left(id).isSettled);
  const lanes = measuring.map((collector) => {
    const left = before.left(collector);
    return { collector, looks: looks.map((more) => left.kept + more), left, limit: Number.POSITIVE_INFINITY };
  });
  const decider = createDecider({
    lanes,
    overrides: [],
    falseAlarms,
    accept: [],
    all: false,
    fixed,
    earlier: before.plan,
    familyOf: (series) => series.length,
    beside: async () => null,
  });
  const own = new Map(ids.map((id) => [id, 0]));
  const keptNow = (id: string) => own.get(id)!;
  const total = (id: string) => before.left(id).kept + keptNow(id);
  const series = () =>
    before.series(
      values.map((one) => cut(one, keptNow)),
      keptNow,
    );
  const ends = await takeTurns(job, measuring, own, () =>
    decider.ask(series(), new Map(measuring.map((id) => [id, total(id)]))),
  );
  const endOf = (id: string): LaneEnd =>
    isUnfit
      ? { kept: total(id), ended: "unfit", unfit: "it leapt" }
      : { kept: total(id), ended: ends.get(id)!, unfit: null };
  const plan = decider.planAfter(series(), new Map(measuring.map((id) => [id, endOf(id)])));
  const rounds = roundsOf({
    seed: (earlier?.seed ?? 0) + 1,
    attempts: earlier === null ? [] : attemptsOf(earlier),
    lost: (earlier?.lost ?? 0) + lost,
    conditions: Object.fromEntries(ids.map((id) => [id, conditionsOf(id)])),
    falseAlarms,
    plan,
    rounds: [...before.tries, ...ids.flatMap((id) => kept(id, keptNow(id)))],
    series: series(),
  });
  const measured = plan.collectors.filter(({ collector }) => measuring.includes(collector));
  return { rounds, spent: measured.reduce((sum, one) => sum + spentBy(one, total(one.collector)), 0) };
}

/** A round of each in turn until none needs another: why each ended. `own`: the rounds that each has kept, counted here. */
async function takeTurns(
  { looks, clock }: Job,
  measuring: readonly string[],
  own: Map<string, number>,
  ask: () => Promise<ReadonlyMap<string, Ended>>,
): Promise<ReadonlyMap<string, Ended>> {
  const ends = new Map<string, Ended>();
  const active = () => measuring.filter((id) => !ends.has(id));
  for (let turn = 1; active().length > 0; turn++) {
    for (const id of active()) own.set(id, turn);
    if (turn === looks.at(-1)) for (const id of active()) ends.set(id, "spent");
    // Between looks nothing is compared.
    const told = looks.includes(turn) ? await ask() : [];
    for (const [id, ended] of told) if (!ends.has(id)) ends.set(id, ended);
    if (turn === clock) for (const id of active()) ends.set(id, "time");
  }
  return ends;
}

/** Of the false alarms, at the looks of its own that were reached. */
function spentBy({ part, looks, from }: Looks, keptRounds: number): number {
  const own = looks.filter(({ rounds }) => rounds > from && rounds <= keptRounds);
  return part * own.reduce((sum, { weight }) => sum + weight, 0);
}
