/** What settles a verdict that is inconclusive: by what its metrics are open. */
import { type Comparison, UNDIRECTED } from "../../../model/comparison.ts";
import { laneOf, parseMetricId } from "../../../model/metric.ts";
import { MOST_ROUNDS, OTHERWISE_AGAIN, unfitness } from "../../../model/plan.ts";
import type { Reason, Verdict } from "../../../model/verdict.ts";
import { worstEnd } from "./weighed.ts";

/**
 * A re-run adds rounds, which helps only where rounds are what is missing, and those so far count. They do not for sides
 * without a commit, which nobody can know to be the same, nor where those of the attempt before did not either.
 */
export function isGoneOnWith(verdict: Verdict): boolean {
  const { reasons, plan, rung, base, notices } = verdict;
  if (base.commit === null || notices.some((line) => line.includes(OTHERWISE_AGAIN))) return false;
  if (reasons[0]?.kind !== "inconclusive" || rung !== "paired" || plan === null || unfitness(plan) !== null)
    return false;
  return openOf(verdict).some(({ open, lack }) => {
    if (open === undefined) return false;
    return lack === "counts" || (lack === "rounds" && !isBeyondReach(open));
  });
}

/** Whatever else keeps it open: a quieter runner does not repair a password. */
export function toWatch({ reasons }: Verdict): readonly string[] {
  const missed = [...new Set(reasons.flatMap((reason) => (reason.kind === "unwatched" ? [reason.watcher] : [])))];
  const watchers = missed.filter((id) => !id.includes("/")).map((id) => `"${id}/*"`);
  const ofWatchers = `Repair what is named above and run it again. What need not be watched is taken out of the gate by the config: leave out its section, or give its metrics the role \`watch\` (${watchers.join(", ")}) and let none of its rules block.`;
  const ofMetrics =
    "Repair what is named above and run it again: what tells these metrics, or the name of them in the config's `metrics`. What is gone on purpose is taken out there.";
  return [...(watchers.length > 0 ? [ofWatchers] : []), ...(watchers.length < missed.length ? [ofMetrics] : [])];
}

export function toSettle(verdict: Verdict): readonly string[] {
  const { plan, reasons } = verdict;
  if (unfitness(plan) !== null) return toSettleUnfit(verdict);
  const first = reasons[0];
  if (first?.kind === "unwatched") return [];
  if (first?.kind === "missing") return [toFind(first, verdict)];
  if (first?.kind === "not-compared") return [toCompare(first)];
  const open = openOf(verdict);
  const lacks = [...new Set(open.map(({ lack }) => lack))];
  return lacks.map((lack) => TO_SETTLE[lack] ?? toMeasureMore(verdict, open.find((one) => one.lack === lack)!));
}

/** What is counted does not mind a restless runner, and only lacks rounds. */
function toSettleUnfit(verdict: Verdict): readonly string[] {
  const open = openOf(verdict);
  const counted = open.filter(({ lack }) => lack === "counts");
  const more = counted.slice(0, 1).map((one) => toMeasureMore(verdict, one));
  const isCounted = counted.length > 0 && counted.length === open.length;
  return [
    ...(isCounted ? [] : ["More rounds do not help on a runner like this: run it again on a quieter one."]),
    ...more,
  ];
}

interface Open {
  readonly reason: Extract<Reason, { kind: "inconclusive" }>;
  /** undefined: it has no row. */
  readonly open: Comparison | undefined;
  readonly lack: Lack;
}

/** What a metric is open for want of. counts, builds: of what is exact. */
type Lack = "rounds" | "direction" | "value" | "counts" | "builds";

function openOf({ reasons, comparisons, rung }: Verdict): readonly Open[] {
  return reasons.flatMap((reason) => {
    if (reason.kind !== "inconclusive") return [];
    const open = comparisons.find(({ metric }) => metric.id === reason.metric);
    return [{ reason, open, lack: open === undefined ? "rounds" : lackOf(open, rung) }];
  });
}

/** Beside stored jobs a base that is absent, or too little of one, is a matter of these. */
function lackOf({ metric, note, base, head, effect }: Comparison, rung: Verdict["rung"]): Lack {
  const isExact = metric.kind === "exact";
  if (note === UNDIRECTED) return "direction";
  if (head === null || (rung !== "stored" && (base === null || (!isExact && effect === null)))) return "value";
  if (!isExact || base === null) return "rounds";
  return metric.lane === undefined ? "builds" : "counts";
}

const TO_SETTLE: Readonly<Partial<Record<Lack, string>>> = {
  direction:
    "No number of rounds tells which way is better: say `better: lower` or `higher` in the config's `metrics`, or give it the role `watch`.",
  value:
    "More rounds do not settle what could not be counted or compared: see to what is named above and run it again, or give its id the role `watch` in the config.",
  builds:
    "More rounds do not settle how exact a build is: let it give the same bytes each time, raise its `tolerate`, or give it the role `watch`.",
};

function toFind({ metric }: Extract<Reason, { kind: "missing" }>, { comparisons }: Verdict): string {
  const gates = comparisons.some((one) => one.metric.id === metric && one.rule.role === "gate");
  return gates
    ? "If it is gone on purpose, give its id the role `watch` or `off` in the config; else repair what no longer measures it."
    : "A limit without a value is neither kept nor broken: repair what no longer measures it, or remove the limit where it is written.";
}

function toCompare({ why }: Extract<Reason, { kind: "not-compared" }>): string {
  return why.startsWith("base: ")
    ? "What gates needs something to be set against: merge or rebase onto a base without this fault, or name another one. Where this change brings the gate, there is none yet, and nothing to do."
    : "What gates needs something to be set against: see to what is named above.";
}

function toMeasureMore({ notices, measuredBy, rung }: Verdict, { reason, open, lack }: Open): string {
  const cuts = [...notices, ...measuredBy.flatMap(({ notes }) => notes)].filter((line) =>
    line.includes("gate.maxMinutes"),
  );
  if (lack === "counts") {
    const lane = laneOf({ id: reason.metric, ...open?.metric });
    return cuts.some((line) => line.includes(`${lane}: `))
      ? "More rounds settle it: raise `gate.maxMinutes`, which cut their number."
      : "No effort has more rounds for what is counted, and fewer are enough where fewer counts vary: let `target.reset` leave the same data for every round.";
  }
  if (rung === "stored")
    return "Base measured beside head shows smaller changes than stored jobs do: use `mode: auto`, or store more jobs, in `mode: stored` too and on quieter machines.";
  if (open !== undefined && isBeyondReach(open))
    return "No effort has as many rounds as this takes: raise `detect` of that metric, give it the role `watch`, measure longer rounds (`k6.round.measure`), or use a quieter machine.";
  // More effort buys nothing where the time did not even allow this one.
  if (cuts.length > 0)
    return "More rounds settle it: raise `gate.maxMinutes`, which cut their number, or use a quieter machine.";
  return parseMetricId(reason.metric)?.collector === "k6"
    ? "More rounds or longer ones settle it: set `gate.effort: thorough` or a longer `k6.round.measure`, or use a quieter machine."
    : "More rounds settle it: set `gate.effort: thorough`, or use a quieter machine.";
}

function isBeyondReach(open: Comparison): boolean {
  const { rounds, rule, smallestVisible } = open;
  if (smallestVisible === null || !(rule.detect > 0)) return false;
  // What can be seen falls with the square root of the rounds.
  const seeing = rounds * (smallestVisible / rule.detect) ** 2;
  return Math.max(seeing, roundsToExclude(open)) > MOST_ROUNDS;
}

/** To be called unchanged at a look takes some 2.8 standard errors (MISSES of compare/looks.ts), of which the interval has 2. */
const STRICTER = 2;

/**
 * How many rounds it takes until the interval leaves no room for `detect`, whatever the rounds show of how they vary: few
 * events make that of a rate wide. It shrinks with the square root of the rounds; where nothing failed on either side, or
 * everything, with their number (the score interval of compare/statistics/quasi-binomial.ts).
 */
function roundsToExclude({ metric, rounds, rule, base, head, effect }: Comparison): number {
  if (effect === null) return 0;
  const seems = metric.better === "higher" ? -effect.value : effect.value;
  const room = Math.max(0, worstEnd({ metric, effect }) - Math.max(0, seems));
  const isEven = metric.kind === "rate" && base === head && (base === 0 || base === 1);
  return STRICTER * rounds * (room / rule.detect) ** (isEven ? 1 : 2);
}
