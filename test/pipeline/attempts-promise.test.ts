/** The promise over all attempts at a commit, by simulation of whole jobs: seeded, as in ../compare/promise.test.ts. */
import { beforeAll, describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { looksWithin } from "../../src/compare/looks.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import { laneOf } from "../../src/model/metric.ts";
import type { SampledSeries } from "../../src/model/series.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";
import { createRandom, measurePullRequest, type Random } from "../compare/noise.ts";
import { metric } from "./rounds-of.ts";
import { cut, runJob } from "./run-job.ts";

/** Far more than a gate would allow, so that fewer commits and rounds tell as much. */
const FALSE_ALARMS = 0.2;
const ATTEMPTS = 4;
/** Rounds that an attempt may have at most. */
const MOST = 10;

interface Asked {
  readonly rounds: StoredRounds;
  /** The attempt that it went on from, where rounds of that count here; what an unfit runner adds says nothing at all. */
  readonly from: StoredRounds | null;
  /** Collectors whose rounds do. */
  readonly goingOn: ReadonlySet<string>;
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
 * may be unfit; its file may get lost; the tools of all collectors or of one may be others than before.
 */
async function askAgain(random: Random, { effect, isAnswered = isDecided }: Commit): Promise<readonly Asked[]> {
  const attempts: Asked[] = [];
  let earlier: StoredRounds | null = null;
  let lost = 0;
  const tools = { k6: 0, lighthouse: 0 };
  const happens = (share: number) => random.uniform() < share;
  const upTo = (most: number) => 1 + Math.floor(most * random.uniform());
  while (attempts.length < ATTEMPTS) {
    const isOther = happens(0.15);
    if (isOther || happens(0.15)) tools.k6++;
    if (isOther || happens(0.1)) tools.lighthouse++;
    const isUnfit = happens(0.1);
    const { rounds, spent } = await runJob({
      earlier,
      lost,
      conditions: { k6: String(tools.k6), lighthouse: String(tools.lighthouse) },
      looks: looksWithin("quick", 5 + upTo(MOST - 5)),
      ...(happens(0.2) ? { clock: upTo(MOST) } : {}),
      isUnfit,
      falseAlarms: FALSE_ALARMS,
      values: measure(random, effect, happens(0.3)),
    });
    const verdict = judgeRounds(rounds);
    const counting = isUnfit ? [] : rounds.plan!.collectors.filter(({ from }) => from > 0);
    const goingOn = new Set(counting.map(({ collector }) => collector));
    attempts.push({ rounds, spent, from: goingOn.size > 0 ? earlier : null, goingOn, verdict });
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
      const own = metric(id, { tolerate: { relative: 0, absolute: 0 }, detect: 0.08 });
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

/** Milliseconds: a simulation is long, and longer beside others; nothing of it waits for anything. */
const SIMULATING = 120_000;

describe("identical builds, asked about until there is an answer", () => {
  const commits = 1_000;
  let all: readonly (readonly Asked[])[];
  beforeAll(async () => {
    all = await simulate(commits, 21, () => ({ effect: 1 }));
  }, SIMULATING);

  test("over all attempts no more are red than one attempt may make", () => {
    const red = all.filter((attempts) => attempts.some(isRed)).length / commits;
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

describe("what was said by looks that were taken", () => {
  /** Of metrics that both attempts have. */
  const said = (comparisons: readonly Comparison[], { series }: StoredRounds) => {
    const ids = new Set(series.map(({ metric }) => metric.id));
    const shared = comparisons.filter(({ metric }) => ids.has(metric.id));
    return Object.fromEntries(
      shared.map(({ metric, change, p, pAdjusted, rounds }) => [metric.id, { change, p, pAdjusted, rounds }]),
    );
  };

  test("a later attempt says again, whatever it measured, and what is regressed or improved stays so", async () => {
    const commits = await simulate(150, 22, (random) => ({
      effect: [0.9, 1, 1.1][Math.floor(3 * random.uniform())]!,
      isAnswered: () => false,
    }));
    let final = 0;
    for (const { rounds, from, goingOn, verdict } of commits.flat()) {
      // On an unfit runner nothing was said.
      if (from === null || from.plan!.collectors.some(({ unfit }) => unfit !== null)) continue;
      const keptBefore = (id: string) => from.rounds.filter(({ collector }) => collector === id).length;
      const series = rounds.series.map((one) => cut(one as SampledSeries, keptBefore));
      const again = compareAll({ series, overrides: [], falseAlarms: FALSE_ALARMS, plan: rounds.plan });
      // Of what measures otherwise, everything is said anew.
      const before = judgeRounds(from).comparisons.filter(({ metric }) => goingOn.has(laneOf(metric)));
      const same = again.comparisons.filter(({ metric }) => goingOn.has(laneOf(metric)));
      expect(said(same, from)).toEqual(said(before, from));
      const found = before.filter(({ change }) => change === "regressed" || change === "improved");
      expect(said(verdict.comparisons, from)).toMatchObject(said(found, from));
      final += found.length;
    }
    expect(final).toBeGreaterThan(100);
  });
});
