/** Opens the collectors that the config has on, says the plan and its price, and measures the rounds. */
import { randomInt } from "node:crypto";
import { isGating } from "../compare/rules.ts";
import { boundedCauses, boundedFacts } from "../measure/bounded.ts";
import type { Collected } from "../measure/collected.ts";
import type { Opened } from "../measure/collector.ts";
import { runnerFitness } from "../measure/fitness.ts";
import type { Fix } from "../measure/fix.ts";
import { type LaneEnd, type Measuring, measureRounds, type RoundRecord } from "../measure/rounds.ts";
import type { RoundServers } from "../measure/served.ts";
import { asSentence } from "../measure/subject.ts";
import type { Baseline } from "../model/baseline.ts";
import type { Acceptance } from "../model/exception.ts";
import { laneOf } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import type { Plan } from "../model/plan.ts";
import { type Series, SIDES, type SlotOf } from "../model/series.ts";
import type { Unwatched } from "../model/unwatched.ts";
import type { MeasuredBy } from "../model/verdict.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { prepareSlots, withRoundServers } from "../target/slots.ts";
import { type Asked, keepFiles, openCollectors } from "./collectors.ts";
import { continueFrom } from "./continue.ts";
import { createDecider } from "./decide.ts";
import { gatesInside, INSIDE } from "./inside.ts";
import { planRounds } from "./plan.ts";
import { endLines, progressOf, shortOf } from "./progress.ts";

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

/** What decides which stored jobs may be set beside this one. */
export type Known = Pick<Measured, "series" | "tools" | "conditions">;

/** What holds of the series in this job besides what their collectors know. */
export interface Refined {
  /** Of all series, whenever they are asked for: at each look and at the end. */
  readonly series: (all: readonly Series[]) => readonly Series[];
  readonly notices: readonly string[];
}

export interface Measured extends Pick<Collected, "series" | "limits" | "notWeighed" | "causes" | "details" | "facts"> {
  readonly unwatched: readonly Unwatched[];
  readonly seed: number;
  /** null where head was measured alone, or nothing needed rounds. */
  readonly plan: Plan | null;
  readonly rounds: readonly RoundRecord[];
  readonly measuredBy: readonly MeasuredBy[];
  /** A row a collector: the tools that it names, with their versions. */
  readonly tools: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly conditions: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
  /** What may be tried on head against its facts, the largest first. */
  readonly fixes: readonly Fix[];
  readonly seconds: number;
}

/** @throws whatever the collectors and the target throw; the servers are stopped then */
export async function measureSides(input: MeasureInput): Promise<Measured> {
  const { config, system, built, overrides, accept, all, familyOf } = input;
  const started = performance.now();
  const seed = randomInt(2 ** 32);
  const target = { system, builds: built.builds, configs: built.configs };
  const serve: Serve = (slots, body) => withRoundServers(target, slots, body);
  const boot = once(async () => {
    await prepareSlots(target);
    return rehearse(serve, input);
  });
  const opened = await openCollectors(input, boot, input.earlier?.conditions ?? {});
  const parties = opened.flatMap(({ id, session, also }) => [{ id, ...session.plan }, ...also]);
  const tools = Object.fromEntries(parties.map(({ id, tools }) => [id, tools]));
  const conditions = Object.fromEntries(parties.map(({ id, conditions }) => [id, conditions]));
  const paired = input.sides.length === SIDES.length;
  const before = continueFrom(input, opened);
  const measuring = opened.filter(({ id, session }) => session.plan.secondsPerRound > 0 && !before.left(id).isSettled);
  const mayGate = (id: string) => id !== INSIDE || gatesInside(config);
  const asked = { gate: config.gate, paired, rounds: input.rounds, left: before.left, mayGate, log: system.log };
  const { lanes, notices } = await planRounds(asked, measuring, boot);
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
    seed,
    serve,
    onRound: progressOf(lanes, system.log),
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
  const collected = await Promise.all(opened.map(({ session }) => session.collected()));
  const unwatched = collected.flatMap((one) => one.unwatched ?? []);
  if (input.keep !== null) await keepFiles(input.keep, opened, collected);
  const series = before.series(refined.series(collected.flatMap((one) => one.series)), (id) => ends.get(id)?.kept ?? 0);
  const total = new Map([...ends].map(([id, end]) => [id, { ...end, kept: before.left(id).kept + end.kept }] as const));
  const gates = (id: string) => series.some(({ metric }) => laneOf(metric) === id && isGating(metric, overrides));
  for (const line of endLines(total, gates)) system.log.info(line);
  return {
    seed,
    plan: paired && measured.records.length > 0 ? decider.planAfter(series, total) : before.plan,
    rounds: [...before.tries, ...measured.records],
    series,
    limits: before.limits(collected.flatMap(({ limits }) => limits)),
    notWeighed: collected.flatMap(({ notWeighed }) => notWeighed.map(asSentence)),
    unwatched,
    causes: collected.flatMap(({ causes }) => boundedCauses(causes)),
    details: collected.flatMap(({ details }) => details),
    facts: collected.flatMap(({ facts }) => boundedFacts(facts)),
    measuredBy: opened.map(({ id, session }, index) => {
      const own = measured.records.filter(({ collector }) => collector === id);
      return {
        collector: id,
        rounds: before.left(id).kept + (ends.get(id)?.kept ?? 0),
        discarded: own.flatMap(({ discarded }) => (discarded === null ? [] : [discarded])),
        notes: [...doneOf(session.plan.lines, unwatched), ...collected[index]!.notes].map(asSentence),
      };
    }),
    tools,
    conditions,
    notices: [
      ...before.notices,
      ...notices,
      ...refined.notices,
      ...decider.notices(),
      ...collected.flatMap(({ notices }) => (notices ?? []).map(asSentence)),
      ...shortOf(lanes, ends, config.gate.maxMinutes),
    ],
    fixes: opened.flatMap((one) => one.fixes?.() ?? []),
    seconds: (performance.now() - started) / 1000,
  };
}

const seriesOf = (opened: readonly Opened[]) => opened.flatMap(({ session }) => session.series());

const sessionOf = (opened: readonly Opened[], id: string) => opened.find((one) => one.id === id)!.session;

/** Without those of watchers that did nothing of what they were to do. */
function doneOf(lines: readonly string[], unwatched: readonly Unwatched[]): readonly string[] {
  const never = unwatched.filter(({ rounds }) => rounds === 0);
  return lines.filter((line) => !never.some(({ watcher }) => line.startsWith(`${watcher}: `)));
}

/** A runner that is unfit spoils what all collectors measured on it. */
function withFitness({ records, lanes }: Measuring): ReadonlyMap<string, LaneEnd> {
  const fitness = runnerFitness(records.map(({ readings }) => readings));
  if (fitness.kind === "fit") return lanes;
  return new Map([...lanes].map(([id, end]) => [id, { ...end, ended: "unfit", unfit: end.unfit ?? fitness.why }]));
}

type Serve = <T>(slots: SlotOf, body: (servers: RoundServers) => Promise<T>) => Promise<T>;

/** `body`'s answer, worked out when first asked for. */
function once<T>(body: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= body());
}

/** Starts what will be measured once before it counts: a side that cannot start says so now, and the price is known. Milliseconds. */
async function rehearse(serve: Serve, { sides, system }: MeasureInput): Promise<number> {
  const started = performance.now();
  await serve({ a: "base", b: "head" }, async (servers) => {
    if (sides.length === SIDES.length) await servers.both();
    else for (const side of sides) await servers.alone(side);
    system.log.info(`The target is ready after ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  });
  return performance.now() - started;
}
