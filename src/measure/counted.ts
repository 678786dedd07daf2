/** What its rounds make of a count: exact, doubtful, or watched as it varies. Pure. */
import { chanceOfOrder, chanceOfTwo } from "../model/chance.ts";
import { collectorOf, type Metric, type Role } from "../model/metric.ts";
import { FIRST_LOOK } from "../model/plan.ts";
import { type ExactSeries, type SampledSeries, type Series, SIDES, type Side } from "../model/series.ts";
import { differencesOf, distinct, isWorse, list, middle, nearestOf, only, present } from "./given.ts";

type Counted = SampledSeries & Required<Pick<SampledSeries, "counted">>;

const isCounted = (one: Series): one is Counted => one.kind === "sampled" && one.counted !== undefined;

/** Unless it is the same on both sides in each round, whatever the scripts draw for it. */
function isVarying(one: Counted): boolean {
  return SIDES.some((side) => distinct(one[side]).length > 1) && distinct(differencesOf(one)).join() !== "0";
}

/** What else there is to know of a count. */
interface Beside {
  /** Counts that vary. */
  readonly varying: number;
  /** Rounds in which its collector counted anything. */
  readonly looked: number;
}

/** Each count as all rounds show it: exact, doubtful, or watched as it varies; everything else as it is. */
export function judgeCounts(series: readonly Series[]): readonly Series[] {
  const counts = series.filter(isCounted);
  const varying = counts.filter(isVarying).length;
  const looked = new Map<string, Set<number>>();
  for (const { metric, base, head } of counts) {
    const collector = collectorOf(metric);
    const rounds = looked.get(collector) ?? new Set();
    for (const round of base.keys()) if ((base[round] ?? head[round] ?? null) !== null) rounds.add(round);
    looked.set(collector, rounds);
  }
  return series.flatMap((one) =>
    isCounted(one) ? (countSeries(one, { varying, looked: looked.get(collectorOf(one.metric))!.size }) ?? []) : one,
  );
}

/** A count before it was judged; everything else as it is. */
export function unjudged(one: Series): Series {
  if (isCounted(one)) return { ...one, metric: asCounted(one.metric, one.counted) };
  if (one.kind !== "exact" || one.counts === undefined) return one;
  const { metric, counts, lost } = one;
  const counted = { ...counts, kind: "sampled", metric: asCounted(metric, metric.role), counted: metric.role } as const;
  return lost === undefined ? counted : { ...counted, lost };
}

/** Without what judging has said of it. */
function asCounted({ roleReason, ...metric }: Metric, role: Role): Metric {
  const own = { ...metric, kind: "sampled", role } as const;
  return role === "gate" || roleReason === undefined ? own : { ...own, roleReason };
}

/**
 * Exact as long as all rounds of each side agree, or both sides vary alike: scripts draw the same for both, and other things in
 * each round, so that a query more is one more in each. Where they do not, but every value of one side is beyond every value of the
 * other, over as many rounds as a first look takes, the two nearest are set against each other: that a count varies must not
 * hide that it has risen in each round. In fewer one that gates is doubtful where head is the worse side, however often chance does
 * as much: nobody can tell it yet, so that more rounds are asked for. Else it is watched. What differs in fewer rounds than tell it
 * from chance is doubtful too. An endpoint that one side alone was asked for, and not in each round, is watched: what asks for it
 * is drawn. One side alone, each round of which shows it, may be set beside a stored job.
 *
 * null: neither side gave a value.
 */
function countSeries(counted: Counted, { varying, looked }: Beside): Series | null {
  const { lost = [] } = counted;
  const base = distinct(counted.base);
  const head = distinct(counted.head);
  if (base.length === 0 && head.length === 0 && lost.length === 0) return null;
  const each = SIDES.map((side) => present(counted[side]).length);
  const most = Math.max(...each);
  const rounds = Math.min(...each) || most;
  const isAlone = base.length === 0 || head.length === 0;
  const exact = exactOf(counted);
  const row = (one: ExactSeries, isDoubtful: boolean): Series =>
    isDoubtful ? { ...one, doubt: doubtOf(rounds, varying) } : one;
  // However the other side varies: else whoever loses his own counts would have them watched.
  if (SIDES.some((side) => lost.includes(side) && distinct(counted[side]).length === 0))
    return { ...exact, base: only(base), head: only(head) };
  // Of what was lost in a round nobody knows whether it was asked for.
  if (isAlone && most < looked && lost.length === 0)
    return watchedOnly(counted, `asked for in ${most} of ${looked} rounds`);
  const isByChance = (varying + 1) * chanceOfTwo(rounds, rounds) > CHANCE;
  if (base.length <= 1 && head.length <= 1) {
    const one = { ...exact, base: base[0] ?? null, head: head[0] ?? null };
    return row(one, one.base !== one.head && isByChance);
  }
  const differences = differencesOf(counted);
  const [by, ...others] = distinct(differences);
  if (by !== undefined && others.length === 0 && differences.length === rounds && rounds > 1)
    return row({ ...exact, base: middle(base), head: middle(base) + by }, by !== 0 && isByChance);
  const differing = SIDES.filter((side) => distinct(counted[side]).length > 1);
  const seen = differing.map((side) => `${side} ${list(distinct(counted[side]))}`).join("; ");
  const nearest = nearestOf(base, head);
  const chance = varying * chanceOfOrder(rounds, rounds);
  const isFew = rounds < FIRST_LOOK;
  const isJudged = isFew && counted.counted === "gate" ? isWorse(nearest, counted.metric) : chance <= SELDOM;
  if (nearest === null || !isJudged) return watchedOnly(counted, `it is not the same in every round (${seen})`);
  const varies = `not the same in every round (${seen}), but no round of one side is within those of the other, so the two nearest values are set against each other`;
  return row({ ...exact, ...nearest, varies }, isFew || chance > CHANCE);
}

function exactOf({ metric, base, head, lost }: Counted): Omit<ExactSeries, Side> {
  const exact = { kind: "exact", metric: { ...metric, kind: "exact" }, counts: { base, head } } as const;
  return lost === undefined ? exact : { ...exact, lost };
}

function watchedOnly(counted: Counted, roleReason: string): Series {
  if (counted.counted !== "gate") return counted;
  return { ...counted, metric: { ...counted.metric, role: "watch", roleReason } };
}

/**
 * How probable it may be that identical builds get a count that is worse by chance: a part of the false alarms of which the tests,
 * simulated, leave half. Each count that varies has its chance to come apart, and so has what looks constant beside them.
 */
const CHANCE = 0.002;

/** And that after a first look it is inconclusive for no more reason than that it varies. */
const SELDOM = 0.05;

function doubtOf(rounds: number, varying: number): string {
  const beside =
    varying === 0 ? "" : ` beside ${varying} such ${varying === 1 ? "count that varies" : "counts that vary"}`;
  return `it was counted in ${rounds} ${rounds === 1 ? "round" : "rounds"}, too few to tell it from chance${beside}`;
}
