/** Opens the collectors that the config has on, says the plan and its price, and measures the rounds. */
import { randomInt } from "node:crypto";
import { isGating } from "../compare/rules.ts";
import type { Opened } from "../measure/collector.ts";
import { runnerFitness } from "../measure/fitness.ts";
import { type LaneEnd, type Measuring, measureRounds } from "../measure/rounds.ts";
import type { Baseline } from "../model/baseline.ts";
import type { Acceptance } from "../model/exception.ts";
import { laneOf } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import { SIDES } from "../model/series.ts";
import type { MeasuredBy } from "../model/verdict.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { withRoundServers } from "../target/slots.ts";
import { type Asked, collectAll, openCollectors } from "./collectors.ts";
import { continueFrom } from "./continue.ts";
import { createDecider } from "./decide.ts";
import { gatesInside, INSIDE } from "./inside.ts";
import type { Known, Measured, Refined } from "./measured.ts";
import { planRounds } from "./plan.ts";
import { endLines, progressOf, shortOf } from "./progress.ts";
import { rehearsalOf } from "./rehearsal.ts";

export interface MeasureInput extends Asked {
  /** Absolute: where files that outlive the job go; null: they are dropped. */
  readonly keep: string | null;
  /** Go on with what is open when the verdict is certain. */
  readonly all: boolean;
  readonly overrides: readonly MetricOverride[];
  readonly accept: readonly Acceptance[];
  /** An attempt before at the same question, which left it open; null in a first one, and where its rounds are not asked for. */
  readonly earlier: StoredRounds | null;
  /** Attempts before that could not be read. */
  readonly lost: number;
  /** Stored jobs that may clear a metric; null where none may. */
  readonly beside: (measured: Known) => Promise<Baseline | null>;
  /** Asked once, before the first round, with the series that there are without one. */
  readonly refine: (opened: Known) => Promise<Refined>;
}

/** @throws whatever the collectors and the target throw; the servers are stopped then */
export async function measureSides(input: MeasureInput): Promise<Measured> {
  const { config, system, built, overrides, accept, all, familyOf } = input;
  const started = performance.now();
  const seed = randomInt(2 ** 32);
  const target = { system, builds: built.builds, configs: built.configs };
  const boot = rehearsalOf(target, input.sides);
  const opened = await openCollectors(input, boot, input.earlier?.conditions ?? {});
  const parties = opened.flatMap(({ id, session, also }) => [{ id, ...session.plan }, ...also]);
  const tools = Object.fromEntries(parties.map(({ id, tools }) => [id, tools]));
  const conditions = Object.fromEntries(parties.map(({ id, conditions }) => [id, conditions]));
  const paired = input.sides.length === SIDES.length;
  const before = continueFrom(input, opened);
  const measuring = opened.filter(({ id, session }) => session.plan.secondsPerRound > 0 && !before.left(id).isSettled);
  const mayGate = (id: string) => id !== INSIDE || gatesInside(config);
  const asked = { gate: config.gate, paired, rounds: input.rounds, left: before.left, mayGate, log: system.log };
  const { lanes, spare, notices } = await planRounds(asked, measuring, boot);
  const refined = await input.refine({ series: seriesOf(opened), tools, conditions });
  const decider = createDecider({
    lanes,
    overrides,
    falseAlarms: config.gate.falseAlarms,
    accept,
    all,
    fixed: input.rounds !== null,
    earlier: before.plan,
    familyOf,
    beside: (series) => input.beside({ series, tools, conditions }),
  });
  const measured = await measureRounds({
    lanes: lanes.map(({ collector, looks, limit }) => {
      const rounds = looks.at(-1)! - before.left(collector).kept;
      return { collector, session: sessionOf(opened, collector), rounds, limit };
    }),
    spare,
    seed,
    serve: (slots, body) => withRoundServers(target, slots, body),
    onRound: progressOf({ lanes, spare }, system.log),
    onBroken: (collector, kept) =>
      system.log.info(`${collector}: round ${before.left(collector).kept + kept + 1} broke off.`),
    ask: async (kept) => {
      if (!paired) return new Map();
      const now = refined.series(seriesOf(opened));
      const total = new Map([...kept].map(([id, count]) => [id, before.left(id).kept + count]));
      return decider.ask(
        before.series(now, (id) => kept.get(id) ?? 0),
        total,
      );
    },
    signal: system.signal,
  });
  const ends = withFitness(measured);
  const { notes, notices: noticed, ...collected } = await collectAll(opened, input.keep);
  const series = before.series(refined.series(collected.series), (id) => ends.get(id)?.kept ?? 0);
  const total = new Map([...ends].map(([id, end]) => [id, { ...end, kept: before.left(id).kept + end.kept }] as const));
  const gates = (id: string) => series.some(({ metric }) => laneOf(metric) === id && isGating(metric, overrides));
  for (const line of endLines(total, gates)) system.log.info(line);
  const measuredBy = opened.map(({ id }, index): MeasuredBy => {
    const own = measured.records.filter(({ collector }) => collector === id);
    return {
      collector: id,
      rounds: before.left(id).kept + (ends.get(id)?.kept ?? 0),
      discarded: own.flatMap(({ discarded }) => (discarded === null ? [] : [discarded])),
      notes: notes[index]!,
    };
  });
  return {
    seed,
    plan: paired && measured.records.length > 0 ? decider.planAfter(series, total) : before.plan,
    rounds: [...before.tries, ...measured.records],
    ...collected,
    ...before.told({ ...collected, measuredBy }),
    series,
    limits: before.limits(collected.limits),
    tools,
    conditions,
    notices: [
      ...before.notices,
      ...notices,
      ...refined.notices,
      ...decider.notices(),
      ...noticed,
      ...shortOf(lanes, ends, config.gate.maxMinutes),
    ],
    fixes: opened.flatMap((one) => one.fixes?.() ?? []),
    seconds: (performance.now() - started) / 1000,
  };
}

const seriesOf = (opened: readonly Opened[]) => opened.flatMap(({ session }) => session.series());

const sessionOf = (opened: readonly Opened[], id: string) => opened.find((one) => one.id === id)!.session;

/** A runner that is unfit spoils what all collectors measured on it; where it was the clock that ended one, more time still helps what is counted. */
function withFitness({ records, lanes }: Measuring): ReadonlyMap<string, LaneEnd> {
  const fitness = runnerFitness(records.map(({ readings }) => readings));
  if (fitness.kind === "fit") return lanes;
  const spoilt = (end: LaneEnd): LaneEnd => {
    return { ...end, ended: end.ended === "time" ? "time" : "unfit", unfit: end.unfit ?? fitness.why };
  };
  return new Map([...lanes].map(([id, end]) => [id, spoilt(end)]));
}
