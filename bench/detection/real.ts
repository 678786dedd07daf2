/** The rules on public measurements of identical code. */
import { median, quantile } from "simple-statistics";
import { bidiCommits, type Commit, splRuns } from "./data.ts";
import { uniforms } from "./draw.ts";
import { judge } from "./ours.ts";
import { upperLimitOfPercentage, upperLimitOfT } from "./rules/bencher.ts";
import { ratio } from "./rules/github-action-benchmark.ts";
import { asymptoticMannWhitneyP } from "./rules/mann-whitney.ts";

export interface Share {
  readonly alarms: number;
  readonly judged: number;
}

export interface SplResult {
  /** Pairs of runs of identical code that are called slower. */
  readonly identical: Readonly<Record<"median" | "p95" | "pooled calls", Share>>;
  /** 12 pairs whose head is 5 % slower that are called slower. */
  readonly slower: Readonly<Record<"median" | "p95", Share>>;
}

const PAIRINGS = 2000;
/** Every so many calls go into the pooled test, about 300 a run. */
const STRIDE = 16;

/** Random pairings of 12 to 29 pairs of runs. Null where the data are absent. */
export async function judgeSpl(data: string, seed: number): Promise<SplResult | null> {
  const runs = await splRuns(data);
  if (runs === null) return null;
  const random = uniforms(seed, 1, 0);
  const summaries = {
    median: runs.map((calls) => median([...calls])),
    p95: runs.map((calls) => quantile([...calls], 0.95)),
  };
  const calls = runs.map((run) => run.filter((_, i) => i % STRIDE === 0));
  const pairings = Array.from({ length: PAIRINGS }, () => {
    const order = shuffled(runs.length, random);
    const pairs = 12 + Math.floor(random() * (Math.floor(runs.length / 2) - 11));
    return { base: order.slice(0, pairs), head: order.slice(pairs, 2 * pairs) };
  });
  const isRed = (values: readonly number[], { base, head }: Pairing, factor: number, most: number) =>
    judge(
      [
        {
          base: base.slice(0, most).map((run) => values[run]!),
          head: head.slice(0, most).map((run) => values[run]! * factor),
        },
      ],
      "standard",
    ).verdict === "fail";
  const pooledDiffers = ({ base, head }: Pairing) => {
    const pool = (of: readonly number[]) => of.flatMap((run) => calls[run]!);
    return asymptoticMannWhitneyP(pool(head), pool(base), "two-sided") < 0.05;
  };
  const count = (isAlarm: (pairing: Pairing) => boolean): Share => ({
    alarms: pairings.filter(isAlarm).length,
    judged: pairings.length,
  });
  return {
    identical: {
      median: count((one) => isRed(summaries.median, one, 1, 30)),
      p95: count((one) => isRed(summaries.p95, one, 1, 30)),
      "pooled calls": count(pooledDiffers),
    },
    slower: {
      median: count((one) => isRed(summaries.median, one, 1.05, 12)),
      p95: count((one) => isRed(summaries.p95, one, 1.05, 12)),
    },
  };
}

interface Pairing {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/** 0 … length-1 in random order (Fisher and Yates). */
function shuffled(length: number, random: () => number): readonly number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Commits with any alarm, by rule, each against the commits before it. Null where the data are absent. */
export async function judgeBidi(data: string): Promise<Readonly<Record<string, Share>> | null> {
  const commits = await bidiCommits(data);
  if (commits === null) return null;
  const anyAlarm = (isAlarm: (value: number, earlier: readonly number[]) => boolean): Share => {
    const judged = commits.slice(1);
    const alarms = judged.filter((commit, i) =>
      [...commit].some(([name, value]) => {
        const earlier = valuesOf(commits.slice(0, i + 1), name);
        return earlier.length > 0 && isAlarm(value, earlier);
      }),
    );
    return { alarms: alarms.length, judged: judged.length };
  };
  const above = (threshold: number) => anyAlarm((value, earlier) => ratio(earlier.at(-1)!, value) > threshold);
  return {
    "github-action-benchmark 110 %": above(1.1),
    "github-action-benchmark 120 %": above(1.2),
    "github-action-benchmark 200 %": above(2),
    "Bencher t-test 0.99, 64": anyAlarm((value, earlier) => {
      const limit = upperLimitOfT(earlier.slice(-64), 0.99);
      return limit !== null && value > limit;
    }),
    "Bencher percentage 0.25": anyAlarm((value, earlier) => value > upperLimitOfPercentage([earlier.at(-1)!], 0.25)),
  };
}

const valuesOf = (commits: readonly Commit[], name: string): readonly number[] =>
  commits.map((commit) => commit.get(name)).filter((value) => value !== undefined);
