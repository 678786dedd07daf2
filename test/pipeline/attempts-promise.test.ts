/** The promise over all attempts at a commit, by simulation of whole jobs: seeded, as in ../compare/promise.test.ts. */
import { beforeAll, describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { looksWithin } from "../../src/compare/looks.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import type { SampledSeries } from "../../src/model/series.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";
import { createRandom, measurePullRequest, type Random } from "../compare/noise.ts";
import { metric } from "./rounds-of.ts";
import { cut, runJob } from "./run-job.ts";

/** More than a gate would allow, so that fewer commits tell as much. */
const FALSE_ALARMS = 0.05;
const ATTEMPTS = 4;
/** Rounds that an attempt may have at most. */
const MOST = 14;

interface Asked {
  readonly rounds: StoredRounds;
  /** The attempt that it went on from, where the rounds of that count here. */
  readonly from: StoredRounds | null;
  readonly spent: number;
  readonly verdict: Verdict;
}

interface Commit {
  readonly effect: number;
  /** Whether who asked has the answer; absent: once it is pass or fail. */
  readonly isAnswered?: (verdict: Verdict) => boolean;
}

/**
 * One commit, asked about again and again. Of an attempt the clock decides how many looks there are, or ends it; its runner
 * may be unfit; its file may get lost; the tools may be others than before.
 */
async function askAgain(random: Random, { effect, isAnswered = isDecided }: Commit): Promise<readonly Asked[]> {
  const attempts: Asked[] = [];
  let earlier: StoredRounds | null = null;
  let lost = 0;
  let tools = 0;
  const happens = (share: number) => random.uniform() < share;
  const upTo = (most: number) => 1 + Math.floor(most * random.uniform());
  while (attempts.length < ATTEMPTS) {
    if (happens(0.15)) tools++;
    const isUnfit = happens(0.1);
    const { rounds, spent } = await runJob({
      earlier,
      lost,
      conditions: String(tools),
      looks: looksWithin("quick", upTo(MOST)),
      ...(happens(0.3) ? { clock: upTo(MOST) } : {}),
      isUnfit,
      falseAlarms: FALSE_ALARMS,
      values: measure(random, effect, happens(0.3)),
    });
    const verdict = judgeRounds(rounds);
    const counts = rounds.plan!.collectors.some(({ from }) => from > 0);
    attempts.push({ rounds, spent, from: counts ? earlier : null, verdict });
    if (isAnswered(verdict)) break;
    if (happens(0.2)) lost++;
    else [earlier, lost] = [rounds, 0];
  }
  return attempts;
}

const isDecided = ({ verdict }: Verdict) => verdict !== "inconclusive";
const isRed = ({ verdict }: Asked) => verdict.verdict === "fail";

/** Two collectors; `more`: with a metric that other attempts may not have. Whatever is worse for certain counts. */
function measure(random: Random, effect: number, more: boolean): readonly SampledSeries[] {
  const of = (ids: readonly string[], cv: number) => {
    const { base, head } = measurePullRequest(random, { rounds: MOST, cvs: ids.map(() => cv), effect });
    return ids.map((id, i): SampledSeries => {
      const own = metric(id, { tolerate: { relative: 0, absolute: 0 }, detect: 0.05 });
      return { kind: "sampled", metric: own, base: base[i]!, head: head[i]! };
    });
  };
  return [...of(["k6/latency@a", ...(more ? ["k6/latency@more"] : [])], 0.04), ...of(["lighthouse/lcp@/"], 0.03)];
}

async function simulate(commits: number, seed: number, commit: (random: Random) => Commit) {
  const random = createRandom(seed);
  const all: (readonly Asked[])[] = [];
  while (all.length < commits) all.push(await askAgain(random, commit(random)));
  return all;
}

describe("identical builds, asked about until there is an answer", () => {
  const commits = 3_000;
  let all: readonly (readonly Asked[])[];
  beforeAll(async () => {
    all = await simulate(commits, 21, () => ({ effect: 1 }));
  });

  test("over all attempts no more are red than one attempt may make", () => {
    const red = all.filter((attempts) => attempts.some(isRed)).length / commits;
    console.log(
      "red",
      red,
      [0, 1, 2, 3].map((n) => [all.filter((a) => a.length > n).length, all.filter((a) => a[n] && isRed(a[n])).length]),
      all.reduce((s, a) => s + a.reduce((x, y) => x + y.spent, 0), 0) / commits,
    );
    expect(red).toBeLessThanOrEqual(FALSE_ALARMS + 4 * Math.sqrt((FALSE_ALARMS * (1 - FALSE_ALARMS)) / commits));
    // Else there was nothing to be wrong about.
    expect(red).toBeGreaterThan(FALSE_ALARMS / 4);
  });

  test("and all attempts, lost or not, spend no more than there is", () => {
    for (const attempts of all) {
      expect(attempts.reduce((sum, { spent }) => sum + spent, 0)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });
});

describe("what looks said that were taken", () => {
  /** Of all metrics that were there, by the rounds there were. */
  const said = (comparisons: readonly Comparison[], ids: ReadonlySet<string>) =>
    comparisons
      .filter(({ metric }) => ids.has(metric.id))
      .map(({ metric, change, p, pAdjusted, rounds }) => [metric.id, change, p, pAdjusted, rounds]);

  test("a later attempt says again, and what is regressed or improved stays so", async () => {
    const commits = await simulate(250, 22, (random) => ({
      effect: [0.9, 1, 1.1][Math.floor(3 * random.uniform())]!,
      isAnswered: () => false,
    }));
    const seen = { regressed: 0, improved: 0, unchanged: 0, inconclusive: 0, new: 0, missing: 0 };
    for (const { rounds, from } of commits.flat()) {
      if (from === null) continue;
      const ids = new Set(from.series.map(({ metric }) => metric.id));
      const keptBefore = (id: string) => from.rounds.filter(({ collector }) => collector === id).length;
      const first = rounds.series.map((one) => cut(one as SampledSeries, keptBefore));
      const again = compareAll({ series: first, overrides: [], falseAlarms: FALSE_ALARMS, plan: rounds.plan });
      const before = judgeRounds(from).comparisons;
      expect(new Map(said(again.comparisons, ids).map((one) => [one[0], one]))).toEqual(
        new Map(said(before, ids).map((one) => [one[0], one])),
      );
      const now = new Map(judgeRounds(rounds).comparisons.map(({ metric, change }) => [metric.id, change]));
      for (const { metric, change } of before) {
        seen[change]++;
        if (change === "regressed" || change === "improved") expect(now.get(metric.id)).toBe(change);
      }
    }
    console.log(seen);
    for (const change of ["regressed", "improved", "inconclusive"] as const) expect(seen[change]).toBeGreaterThan(50);
  });
});
