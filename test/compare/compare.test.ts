import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { FIRST_ATTEMPT, firstLooks, SCHEDULES, weighLooks } from "../../src/compare/looks.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import type { MetricOverride } from "../../src/model/override.ts";
import type { ExactSeries, Series, Side } from "../../src/model/series.ts";
import { around, bytes, failures, latency, repeat, sampled } from "./make.ts";
import { createRandom } from "./noise.ts";

function compareOne(series: Series, overrides: readonly MetricOverride[] = []): Comparison {
  return compareAll({ series: [series], overrides, falseAlarms: 0.01 }).comparisons[0]!;
}

/** Where nothing may be called a change yet. */
function atFirstLook(series: Series): Comparison {
  const looks = weighLooks({ looks: SCHEDULES.standard, family: 1, falseAlarms: 0.01, share: FIRST_ATTEMPT });
  const plan = { family: 1, collectors: [firstLooks("k6", 1, looks)] };
  return compareAll({ series: [series], overrides: [], falseAlarms: 0.01, plan }).comparisons[0]!;
}

/** head = base * (1 + effect), with noise of its own. */
function pair(effect: number, rounds = 12, spread = 0.01) {
  const base = around(100, spread, rounds);
  const head = around(100, spread, rounds + 5)
    .slice(5)
    .map((value) => value * (1 + effect));
  return [base, head] as const;
}

describe("a metric of which nobody has said which way is better", () => {
  const [base, head] = pair(0.1);
  const watched = { better: null, role: "watch" } as const;

  test.each([
    { of: "more", series: sampled(base, head, watched), sign: 1 },
    { of: "less", series: sampled(head, base, watched), sign: -1 },
    { of: "a larger size", series: bytes(1000, 2000, watched), sign: 1 },
    { of: "a smaller one", series: bytes(2000, 1000, watched), sign: -1 },
  ])("has changed, watched, by $of", ({ series, sign }) => {
    const { change, p, effect } = compareOne(series);
    expect(change).toBe("changed");
    expect(p).toBeNull();
    expect(Math.sign(effect!.value)).toBe(sign);
  });

  test("is unchanged like any other", () => {
    expect(compareOne(sampled(base, base, watched)).change).toBe("unchanged");
  });

  test.each([
    { of: "more", series: sampled(base, head, { better: null }) },
    { of: "less", series: sampled(head, base, { better: null }) },
    { of: "a smaller size", series: bytes(2000, 1000, { better: null }) },
  ])("that is to gate is not decided by $of", ({ series }) => {
    const { change, note } = compareOne(series);
    expect(change).toBe("inconclusive");
    expect(note).toMatch(/nobody has said which way is better: say `better: lower` or `higher`/);
  });

  test("is called unchanged no sooner where it fell than where it rose", () => {
    const random = createRandom(6);
    const changeOf = (base: number[], head: number[], better: "lower" | null) =>
      atFirstLook(sampled(base, head, { better })).change;
    const seen = { rose: 0, fell: 0, improved: 0 };
    for (let job = 0; job < 100; job++) {
      const [few, many] = [1, 1.04].map((by) =>
        Array.from({ length: 8 }, () => 100 * by * Math.exp(0.005 * random.normal())),
      ) as [number[], number[]];
      if (changeOf(few, many, null) === "unchanged") seen.rose++;
      if (changeOf(many, few, null) === "unchanged") seen.fell++;
      if (changeOf(many, few, "lower") === "unchanged") seen.improved++;
    }
    expect(seen).toMatchObject({ rose: 0, fell: 0 });
    // The rounds would show it within ±5 %, and do where less is known to be better.
    expect(seen.improved).toBeGreaterThan(20);
  });

  test("says what it seems to do as more or less, not as worse", () => {
    const few = repeat(100, 12);
    const many = around(103, 0.055, 12);
    const notes = [sampled(few, many, { better: null }), sampled(many, few, { better: null })].map(
      (series) => compareOne(series).note,
    );
    expect(notes).toEqual([expect.stringMatching(/^likely more by 3/), expect.stringMatching(/^likely less by 3/)]);
  });

  test("is judged once the config says it", () => {
    const said = (better: "lower" | "higher") => [{ glob: "k6/*", role: "gate", better }] as const;
    expect(compareOne(sampled(base, head, watched), said("lower")).change).toBe("regressed");
    expect(compareOne(sampled(base, head, watched), said("higher")).change).toBe("improved");
  });
});

describe("a sampled metric on the ratio scale", () => {
  test("regressed: worse for certain and by more than tolerate", () => {
    const { change, effect, p, pAdjusted, base, rounds, note } = compareOne(sampled(...pair(0.1)));
    expect(change).toBe("regressed");
    expect(effect!.value).toBeCloseTo(0.1, 1);
    expect(effect!.low).toBeLessThan(effect!.value);
    expect(effect!.high).toBeGreaterThan(effect!.value);
    expect(effect!.low).toBeGreaterThan(0.05);
    expect(p).toBe(2 ** -12);
    expect(pAdjusted).toBe(p);
    expect(base).toBeCloseTo(100, 0);
    expect(rounds).toBe(12);
    expect(note).toBeUndefined();
  });

  test("improved is its mirror", () => {
    const [base, head] = pair(0.1);
    const { change, effect, p } = compareOne(sampled(head, base));
    expect(change).toBe("improved");
    expect(effect!.value).toBeCloseTo(1 / 1.1 - 1, 1);
    expect(p).toBeGreaterThan(0.99);
  });

  test("where higher is better, less is worse, and the effect keeps the metric's own direction", () => {
    const [base, head] = pair(0.1);
    const fewer = compareOne(sampled(head, base, { better: "higher" }));
    expect(fewer.change).toBe("regressed");
    expect(fewer.effect!.value).toBeLessThan(0);
    expect(compareOne(sampled(base, head), [{ glob: "*", better: "higher" }]).change).toBe("improved");
  });

  test("unchanged: shown inside ±detect", () => {
    const { change, smallestVisible } = compareOne(sampled(...pair(0.002)));
    expect(change).toBe("unchanged");
    expect(smallestVisible).toBeGreaterThan(0);
    expect(smallestVisible).toBeLessThan(0.05);
  });

  test("not regressed when the estimate is below the relative part of tolerate, however certain", () => {
    const { change, p } = compareOne(sampled(...pair(0.015, 12, 0.001)));
    expect(p).toBe(2 ** -12);
    expect(change).toBe("unchanged");
  });

  test("not regressed when the estimate is below the absolute part, in the metric's unit", () => {
    const [base, head] = pair(0.03, 12, 0.001);
    const inMs = (factor: number) =>
      sampled(
        base.map((v) => v * factor),
        head.map((v) => v * factor),
      );
    expect(compareOne(inMs(0.1)).change).toBe("regressed"); // 10 ms + 0.3 ms
    expect(compareOne(inMs(0.01)).change).not.toBe("regressed"); // 1 ms + 0.03 ms
    expect(compareOne(inMs(0.01), [{ glob: "*", tolerate: { absolute: 0 } }]).change).toBe("regressed");
  });

  test("a quiet regression beyond tolerate is not waved through as unchanged for lying inside ±detect", () => {
    // Eight rounds are enough for equivalence, and too few for a p of 1 % over six metrics.
    const others = Array.from({ length: 5 }, (_, i) =>
      sampled(repeat(100, 8), around(100, 0.001, 8 + i).slice(i), { id: `k6/latency-tm95@${i}` }),
    );
    const series = [sampled(repeat(100, 8), around(103, 0.001, 8)), ...others];
    const [quiet, other] = compareAll({ series, overrides: [], falseAlarms: 0.01 }).comparisons as [
      Comparison,
      Comparison,
    ];
    expect(other.change).toBe("unchanged");
    expect(quiet.effect!.low).toBeGreaterThan(0.02);
    expect(quiet.change).toBe("inconclusive");
    expect(quiet.note).toBe("8 rounds are too few to settle it: needs at least 10 rounds");
  });

  test("too few rounds: inconclusive, with the rounds it takes", () => {
    const { change, note, smallestVisible } = compareOne(sampled(repeat(100, 3), repeat(100, 3)));
    expect(change).toBe("inconclusive");
    expect(smallestVisible).toBeNull();
    expect(note).toBe("3 rounds are too few to settle it: needs at least 7 rounds");
    expect(compareOne(sampled([100], [150])).note).toMatch(/^1 round is too few/u);
    const generous = compareAll({ series: [sampled(repeat(100, 5), repeat(100, 5))], overrides: [], falseAlarms: 0.1 });
    // Five would do for a regression at 10 %, and not for showing that there is none.
    expect(generous.comparisons[0]!.note).toMatch(/needs at least 6 rounds$/u);
  });

  test("what fewer than six rounds give is no 95 % interval, and says what it covers", () => {
    const effectAfter = (rounds: number) => compareOne(sampled(repeat(100, rounds), around(110, 0.01, rounds))).effect;
    expect(effectAfter(1)).toMatchObject({ coverage: 0 });
    expect(effectAfter(5)!.coverage).toBeCloseTo(1 - 2 / 2 ** 5, 12);
    expect(effectAfter(6)).not.toHaveProperty("coverage");
  });

  test("too noisy and next to nothing: what could have been seen is said in the unit, as what is to be found", () => {
    const wild = Array.from({ length: 12 }, (_, i) => 0.02 * Math.exp(4 * Math.sin(2.4 * i + 0.5)));
    const { note, smallestVisible } = compareOne(sampled(repeat(0.02, 12), wild));
    expect(note).toMatch(
      /^12 rounds could have shown a worsening of [\d.]+ ms or more, and 0\.25 ms takes about \d+ rounds$/u,
    );
    expect(Number(/of ([\d.]+) ms/u.exec(note!)![1])).toBeCloseTo(smallestVisible! * 0.02, 2);
  });

  test("too noisy: inconclusive, with what could have been seen and the rounds that detect takes", () => {
    const { change, note, smallestVisible } = compareOne(sampled(...pair(0.01, 12, 0.3)));
    expect(change).toBe("inconclusive");
    expect(smallestVisible).toBeGreaterThan(0.05);
    expect(note).toMatch(
      /^12 rounds could have shown a worsening of [\d.]+ % or more, and 5 % takes about \d+ rounds$/u,
    );
    const needed = Number(/about (\d+)/u.exec(note!)![1]);
    expect(needed).toBeGreaterThan(12);
  });

  test("likely worse, not for certain: says so", () => {
    const head = [...around(104, 0.01, 10), 97, 96];
    const series = Array.from({ length: 6 }, (_, i) => sampled(repeat(100, 12), head, { id: `k6/latency-tm95@${i}` }));
    const { change, note } = compareAll({ series, overrides: [], falseAlarms: 0.002 }).comparisons[0]!;
    expect(change).toBe("inconclusive");
    expect(note).toMatch(/^likely worse by 3\.\d+ %, but not for certain; 12 rounds could/u);
  });

  test("pairs only the rounds with a value on both sides", () => {
    const [base, head] = pair(0.1, 14);
    const { rounds, change } = compareOne(sampled([null, ...base.slice(1)], [...head.slice(0, 13), null]));
    expect(rounds).toBe(12);
    expect(change).toBe("regressed");
    expect(compareOne(sampled([1, 1, 5, 5, 5], [null, null, 5, 5, 5])).base).toBe(5);
  });

  test("a value of 0 has no ratio", () => {
    const { change, note, effect, p } = compareOne(sampled([0, ...repeat(1, 11)], repeat(1, 12)));
    expect(change).toBe("inconclusive");
    expect(note).toContain("set `scale: difference` for this metric");
    expect([effect, p]).toEqual([null, null]);
  });
});

describe("a sampled metric on the difference scale", () => {
  const shift = {
    unit: "number",
    scale: "difference",
    tolerate: { relative: 0, absolute: 0.01 },
    detect: 0.05,
  } as const;
  const still = repeat(0, 12);

  test("is judged in its own unit, zeros and all", () => {
    const worse = compareOne(sampled(still, around(0.1, 0.1, 12), shift));
    expect(worse.change).toBe("regressed");
    expect(worse.effect!.value).toBeCloseTo(0.1, 2);
    expect(compareOne(sampled(still, still, shift)).change).toBe("unchanged");
    expect(compareOne(sampled(still, repeat(0.009, 12), shift)).change).toBe("unchanged");
  });

  test("holds to a relative part of tolerate too, where one is set", () => {
    const series = sampled(repeat(10, 12), around(10.3, 0.001, 12), { ...shift, detect: 1 });
    expect(compareOne(series).change).toBe("regressed");
    expect(compareOne(series, [{ glob: "*", tolerate: { relative: 0.05 } }]).change).toBe("unchanged");
  });

  test("what the absolute part of tolerate lets pass is within its limits, though above detect", () => {
    const finer = { ...shift, tolerate: { relative: 0, absolute: 0.1 } };
    const { change, rule } = compareOne(sampled(still, around(0.07, 0.01, 12), finer));
    expect([change, rule.detect]).toEqual(["unchanged", 0.25]);
    // A fast endpoint on the ratio scale: 0.5 ms and a tolerance of 0.1 ms, surely 0.05 ms slower.
    const fast = sampled(around(0.5, 0.001, 12), around(0.55, 0.001, 12), {
      tolerate: { relative: 0.02, absolute: 0.1 },
    });
    const slower = compareOne(fast);
    expect(slower.change).toBe("unchanged");
    expect(slower.rule.detect).toBeCloseTo(0.5, 2);
  });

  test("what is the same in each round is unchanged, also without a detect; in fewer rounds than show that it is open", () => {
    const asked = { ...shift, detect: 0 };
    expect(compareOne(sampled(repeat(7, 12), repeat(7, 12), asked)).change).toBe("unchanged");
    expect(compareOne(sampled(repeat(7, 5), repeat(7, 5), asked)).change).toBe("inconclusive");
    expect(compareOne(sampled(repeat(7, 12), [...repeat(7, 11), 7.1], asked)).change).toBe("inconclusive");
  });

  test("asks for a detect where there is none", () => {
    const { change, note } = compareOne(
      sampled(around(5, 0.1, 12), around(5, 0.1, 12).reverse(), { ...shift, detect: 0 }),
    );
    expect(change).toBe("inconclusive");
    expect(note).toContain("set `detect`");
  });
});

describe("a rate", () => {
  const of = (events: number) => ({ events, total: 1_000 });

  test("is judged by its pooled shares", () => {
    const worse = compareOne(failures(repeat(of(1), 12), around(30, 0.2, 12).map(Math.round).map(of)));
    expect(worse.change).toBe("regressed");
    expect(worse.effect!.value).toBeCloseTo(0.029, 2);
    expect(worse.base).toBe(0.001);
    expect(compareOne(failures(repeat(of(0), 12), repeat(of(0), 12))).change).toBe("unchanged");
  });

  test("of which nothing failed in too few requests, what may still be is said, not that rounds could have shown nothing", () => {
    const few = repeat({ events: 0, total: 40 }, 8);
    const { change, note, effect } = compareOne(failures(few, few));
    expect(change).toBe("inconclusive");
    const possible = Number((effect!.high * 100).toPrecision(3));
    expect(possible).toBeGreaterThan(1.25);
    expect(note).toBe(
      `after 8 rounds a worsening of up to ${possible} percentage points is still possible, and 1.25 percentage points is to be found`,
    );
  });

  test("shows pooled shares, and takes no round without a total", () => {
    const { base, head, rounds } = compareOne(
      failures(
        [{ events: 0, total: 0 }, { events: 1, total: 10 }, of(0)],
        [of(500), of(0), { events: 20, total: 200 }],
      ),
    );
    expect(base).toBeCloseTo(1 / 1_010, 12);
    expect(head).toBeCloseTo(20 / 1_200, 12);
    expect(rounds).toBe(2);
  });

  test("one bad run among twelve is no regression, whatever a pooled test would say", () => {
    expect(compareOne(failures(repeat(of(1), 12), [of(300), ...repeat(of(1), 11)])).change).not.toBe("regressed");
  });

  test("is on the difference scale whatever its collector says", () => {
    const zero = failures(repeat(of(0), 12), repeat(of(0), 12), { scale: "ratio" });
    const { metric, effect } = compareOne(zero);
    expect([metric.scale, effect!.value]).toEqual(["difference", 0]);
    // Nothing was seen in 24,000 requests, which leaves room for a little.
    expect(effect!.low).toBe(-effect!.high);
    expect(effect!.high).toBeLessThan(0.001);
  });
});

describe("an exact metric", () => {
  test.each([
    [100_000, 102_001, "regressed"],
    [100_000, 102_000, "unchanged"],
    [100_000, 97_999, "improved"],
    [1_000, 1_250, "unchanged"],
    [1_000, 1_251, "regressed"],
    [0, 251, "regressed"],
    [0, 250, "unchanged"],
    [0, 0, "unchanged"],
  ] as const)("%i to %i bytes: %s", (base, head, change) => {
    expect(compareOne(bytes(base, head)).change).toBe(change);
  });

  test("its effect is certain, without p; there is no percentage of nothing", () => {
    const { effect, p, pAdjusted, smallestVisible } = compareOne(bytes(1_000, 1_500));
    expect(effect).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    expect([p, pAdjusted, smallestVisible]).toEqual([null, null, null]);
    expect(compareOne(bytes(0, 1_500)).effect).toBeNull();
  });

  test("where higher is better, less is worse", () => {
    expect(compareOne(bytes(100_000, 90_000, { better: "higher" })).change).toBe("regressed");
  });
});

describe("a subject on one side only", () => {
  test("is new or missing", () => {
    expect(compareOne(bytes(null, 5)).change).toBe("new");
    expect(compareOne(bytes(5, null)).change).toBe("missing");
    expect(compareOne(sampled([null, null], [1, 2]))).toMatchObject({ change: "new", head: 1.5, effect: null });
    expect(compareOne(failures([{ events: 1, total: 4 }], [null]))).toMatchObject({ change: "missing", base: 0.25 });
  });

  test("on neither side it is inconclusive: not measured is no pass", () => {
    expect(compareOne(sampled([null], [null])).change).toBe("inconclusive");
    expect(compareOne(bytes(null, null)).change).toBe("inconclusive");
  });

  test("of which the other side's counts were lost is neither new nor missing", { tags: ["T26"] }, () => {
    const why = "in each round that asked for it, what counts them was reset, started anew or full";
    const lost = (series: ExactSeries, ...sides: readonly Side[]) => compareOne({ ...series, lost: sides });
    expect(lost(bytes(null, 11), "base")).toMatchObject({
      change: "inconclusive",
      head: 11,
      note: `its counts were lost on base: ${why}`,
    });
    expect(lost(bytes(11, null), "head").note).toBe(`its counts were lost on head: ${why}`);
    expect(lost(bytes(null, null), "base", "head").note).toBe(`its counts were lost on both sides: ${why}`);
  });

  test("with no round in common it is inconclusive", () => {
    expect(compareOne(sampled([1, null], [null, 1])).note).toBe("no round gave a value on both sides");
  });
});

describe("the family", () => {
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `k6/latency-tm95@${i}`);

  test("is the gating statistical metrics that both sides have", () => {
    const { family, comparisons } = compareAll({
      series: [
        sampled(repeat(1, 12), repeat(1, 12), { id: "k6/a@x" }),
        failures(repeat({ events: 0, total: 9 }, 12), repeat({ events: 0, total: 9 }, 12)),
        sampled(repeat(1, 12), repeat(1, 12), { id: "k6/watched@x", role: "watch" }),
        sampled(repeat(1, 12), repeat(1, 12), { id: "k6/off@x", role: "off" }),
        sampled(repeat(null, 12), repeat(1, 12), { id: "k6/new@x" }),
        bytes(1, 1),
      ],
      overrides: [],
      falseAlarms: 0.01,
    });
    expect(family).toBe(2);
    expect(comparisons.map(({ metric }) => metric.id)).not.toContain("k6/off@x");
    expect(comparisons).toHaveLength(5);
  });

  test("shares the error out: what one metric shows alone, forty with it may not", () => {
    const [base, head] = pair(0.1, 8);
    const alone = compareAll({ series: [sampled(base, head)], overrides: [], falseAlarms: 0.01 });
    expect(alone.comparisons[0]!.change).toBe("regressed");
    const random = createRandom(1);
    const noise = () => base.map((value) => value * (1 + 0.01 * random.normal()));
    const others = ids(40).map((id) => sampled(base, noise(), { id }));
    const among = compareAll({ series: [sampled(base, head), ...others], overrides: [], falseAlarms: 0.01 });
    expect(among.family).toBe(41);
    expect(among.comparisons[0]).toMatchObject({ change: "inconclusive", p: 2 ** -8 });
    // Near Holm's, as their noise has nothing in common; never above it.
    expect(among.comparisons[0]!.pAdjusted).toBeGreaterThan(30 / 256);
    expect(among.comparisons[0]!.pAdjusted).toBeLessThanOrEqual(41 / 256);
  });

  test("metrics that say the same thing cost each other nothing: the signs of a round are flipped for all at once", () => {
    const [base, head] = pair(0.1, 8);
    const same = ids(40).map((id) => sampled(base, head, { id }));
    const { comparisons } = compareAll({ series: same, overrides: [], falseAlarms: 0.01 });
    for (const one of comparisons) expect(one).toMatchObject({ change: "regressed", pAdjusted: 2 ** -8 });
  });

  test("a watched metric is tested by itself and has no adjusted p", () => {
    const [base, head] = pair(0.1, 8);
    const gating = ids(40).map((id) => sampled(base, base, { id }));
    const watched = sampled(base, head, {
      id: "k6/latency-p50@x",
      role: "watch",
      roleReason: "150 samples, 200 needed",
    });
    const { comparisons } = compareAll({ series: [...gating, watched], overrides: [], falseAlarms: 0.01 });
    expect(comparisons.at(-1)).toMatchObject({
      change: "regressed",
      pAdjusted: null,
      note: "watched only: 150 samples, 200 needed",
    });
  });

  test("reports globs that match nothing, off metrics included in what can be matched", () => {
    const { unmatchedGlobs } = compareAll({
      series: [sampled([1], [1], { role: "off" })],
      overrides: [{ glob: "k6/*" }, { glob: "k7/*" }],
      falseAlarms: 0.01,
    });
    expect(unmatchedGlobs).toEqual(["k7/*"]);
  });

  test("no series, no comparisons", () => {
    expect(compareAll({ series: [], overrides: [], falseAlarms: 0.01 })).toEqual({
      comparisons: [],
      series: [],
      family: 0,
      ended: new Map(),
      cleared: [],
      unmatchedGlobs: [],
    });
  });
});

test("a series' own metric is not changed by comparing", () => {
  const metric = Object.freeze(latency());
  compareOne({ kind: "sampled", metric, base: Object.freeze([1, 2]), head: Object.freeze([1, 2]) });
});
