import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { findingsOf, type Inside, priorityOf, scoreOf } from "../../src/findings/judge.ts";
import { CATALOGUE } from "../../src/findings/rules.ts";
import { k6Metric, LATENCIES } from "../../src/measure/k6/metrics.ts";
import { rangeOf } from "../../src/measure/ranges.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import { type Fact, RULES } from "../../src/model/finding.ts";
import { comparison, latency } from "../compare/make.ts";
import { createRandom, type Random } from "../compare/noise.ts";

const ROUNDS = 8;

/** The same in each of the rounds of a side; nothing where it is not there. */
function fact(over: Partial<Fact> = {}): Fact {
  const told: Fact = {
    rule: "n-plus-one",
    collector: "postgres",
    subject: "shop: GET /cart",
    name: "SELECT 1",
    base: 1,
    head: 21,
    unit: "count",
    note: null,
    at: null,
    ...over,
  };
  const range = (value: number | null) => rangeOf(Array.from({ length: ROUNDS }, () => value ?? 0));
  return { rounds: { base: range(told.base), head: range(told.head) }, ...told };
}

function shown(one: Fact): Omit<Fact, "rounds"> {
  const { rounds: _, ...rest } = one;
  return rest;
}

const judged = (over: Partial<Inside>) =>
  findingsOf({ facts: [], comparisons: [], base: "measured", settings: { limits: {}, block: [] }, ...over });
const sinceOf = (over: Partial<Fact>) => judged({ facts: [fact(over)] }).map(({ since }) => since);

describe("a fact", () => {
  test("beyond its limit is a finding, with the words and the worth of its rule", () => {
    expect(judged({ facts: [fact()] })).toEqual([
      {
        ...shown(fact()),
        metric: null,
        area: "database",
        title: CATALOGUE["n-plus-one"].title,
        of: "times a request",
        limit: 5,
        bound: "most",
        since: "new",
        score: 25,
        priority: "critical",
        blocks: false,
        why: CATALOGUE["n-plus-one"].why,
        todo: CATALOGUE["n-plus-one"].todo,
      },
    ]);
  });

  test.each([
    ["at the limit", { head: 5 }],
    ["that head does not have", { head: null }],
    ["in another unit", { unit: "ms" as const }],
  ])("%s is none", (_, over) => expect(judged({ facts: [fact(over)] })).toEqual([]));

  test.each([
    ["new where base keeps the limit", { base: 5, head: 6 }, "new"],
    ["new where base does not have it", { base: null, head: 6 }, "new"],
    ["worse where both are beyond it, head by more than a tenth", { base: 20, head: 23 }, "worse"],
    ["as before where head is a tenth worse or less", { base: 20, head: 22 }, "standing"],
    ["as before where head is better", { base: 21, head: 7 }, "standing"],
    ["as before where it goes over the limit by little", { base: 4.9, head: 5.3 }, "standing"],
    [
      "perhaps chance where base did not look",
      { base: null, rounds: { base: null, head: rangeOf([9, 9]) } },
      "unclear",
    ],
    [
      "perhaps chance where the rounds overlap",
      { rounds: { base: rangeOf([1, 9]), head: rangeOf([9, 21]) } },
      "unclear",
    ],
    ["new where few runs say the same of what only a build changes", { rounds: "same" as const }, "new"],
  ])("is %s", (_, over, since) => expect(sinceOf(over)).toEqual([since]));

  test("is nobody's on an unfit runner, but for what only a build changes", () => {
    const sinceThere = (over: Partial<Fact>) =>
      judged({ facts: [fact(over)], isUnfit: true }).map(({ since }) => since);
    expect(sinceThere({})).toEqual(["unclear"]);
    expect(sinceThere({ base: 20, head: 23 })).toEqual(["standing"]);
    expect(sinceThere({ rounds: "same" })).toEqual(["new"]);
  });

  test("of a rule with a least is beyond it below", () => {
    const hits = { rule: "low-cache-hit", unit: "fraction" } as const;
    expect(sinceOf({ ...hits, base: 0.95, head: 0.8 })).toEqual([]);
    expect(sinceOf({ ...hits, base: 0.95, head: 0.5 })).toEqual(["new"]);
    expect(sinceOf({ ...hits, base: 0.7, head: 0.5 })).toEqual(["worse"]);
    expect(sinceOf({ ...hits, base: 0.7, head: 0.69 })).toEqual(["standing"]);
  });

  test.each(["stored", "none"] as const)("is nobody's where base was not measured: %s", (base) => {
    const facts = [fact({ base: null })];
    expect(judged({ facts, base }).map(({ since }) => since)).toEqual(["alone"]);
  });
});

describe("what the config says", () => {
  test("its limits take the place of the catalogue's, null takes a rule away, and named ones may block", () => {
    const facts = [fact({ head: 6 }), fact({ rule: "redirect", base: 0, head: 2 })];
    const by = (limits: Inside["settings"]["limits"]) =>
      judged({ facts, settings: { limits, block: ["redirect"] } }).map(({ rule, limit, blocks }) => ({
        rule,
        limit,
        blocks,
      }));
    const redirect = { rule: "redirect", limit: 0, blocks: true };
    expect(by({})).toEqual([{ rule: "n-plus-one", limit: 5, blocks: false }, redirect]);
    expect(by({ "n-plus-one": 6 })).toEqual([redirect]);
    expect(by({ "n-plus-one": 2, redirect: null })).toEqual([{ rule: "n-plus-one", limit: 2, blocks: false }]);
  });
});

describe("a metric", () => {
  const p95 = (over: Partial<Comparison> = {}) =>
    comparison({
      metric: latency({ id: "k6/latency-p95@GET /a" }),
      base: 150,
      head: 230,
      change: "regressed",
      ...over,
    });

  test("that a rule is read from gives its finding", () => {
    expect(judged({ comparisons: [p95()] })).toMatchObject([
      {
        rule: "slow-endpoint",
        metric: "k6/latency-p95@GET /a",
        subject: "GET /a",
        name: null,
        since: "new",
        head: 230,
      },
    ]);
    expect(judged({ comparisons: [comparison({ metric: latency({ id: "k6/latency-p50@a" }), head: 230 })] })).toEqual(
      [],
    );
  });

  test.each([
    ["new where it regressed over the limit", {}, "new"],
    ["new where base does not have it", { change: "new", base: null }, "new"],
    ["worse where it regressed beyond it", { base: 205 }, "worse"],
    ["perhaps chance where nothing was shown", { change: "inconclusive" }, "unclear"],
    ["as before where it is unchanged", { change: "unchanged", base: 199, head: 201 }, "standing"],
  ] as const)("is %s", (_, over, since) => {
    expect(judged({ comparisons: [p95(over)] }).map((one) => one.since)).toEqual([since]);
  });

  test("is nobody's where head was measured alone, and dated by stored values where those stand for base", () => {
    const alone = [p95({ change: "new", base: null })];
    expect(judged({ comparisons: alone, base: "none" }).map(({ since }) => since)).toEqual(["alone"]);
    expect(judged({ comparisons: [p95()], base: "stored" }).map(({ since }) => since)).toEqual(["new"]);
  });

  test("of what only head has is perhaps the runner's on one that is unfit, unless it is exact", () => {
    const sinceThere = (comparisons: readonly Comparison[]) =>
      judged({ comparisons, isUnfit: true }).map(({ since }) => since);
    expect(sinceThere([p95({ change: "new", base: null })])).toEqual(["unclear"]);
    const metric = latency({ id: "bundle/raw@main.js", unit: "bytes", kind: "exact" });
    expect(sinceThere([comparison({ metric, base: null, head: 600_000, change: "new" })])).toEqual(["new"]);
  });

  test("of a bundle is one file's or an entry's, said once where they are the same", () => {
    const raw = (subject: string, head = 600_000) =>
      comparison({
        metric: latency({ id: `bundle/raw@${subject}`, unit: "bytes", kind: "exact" }),
        base: 400_000,
        head,
        change: "regressed",
      });
    const comparisons = [raw("total"), raw("lazy"), raw("entry main"), raw("main.js"), raw("chart.js", 700_000)];
    expect(judged({ comparisons }).map(({ subject }) => subject)).toEqual(["chart.js", "entry main"]);
  });
});

describe("thirty endpoints around the limit of slow-endpoint, each watched and tested alone", () => {
  /** Twelve rounds of a p95 that varies by 6 %; of the first endpoint head takes `by` times as long. */
  function jobOf(random: Random, by = 1): readonly Comparison[] {
    const series = Array.from({ length: 30 }, (_, at) => {
      const typical = 200 * (1 + 0.05 * (2 * random.uniform() - 1));
      const draw = (times: number) =>
        Array.from({ length: 12 }, () => typical * times * Math.exp(0.06 * random.normal()));
      const metric = k6Metric("latency-p95", `s: GET /${at}`, LATENCIES["latency-p95"].definition);
      return { kind: "sampled" as const, metric, base: draw(1), head: draw(at === 0 ? by : 1) };
    });
    return compareAll({ series, overrides: [], falseAlarms: 0.01 }).comparisons;
  }
  const broughtBy = (comparisons: readonly Comparison[]) =>
    judged({ comparisons }).filter(({ since }) => since === "new" || since === "worse");

  test("of identical builds something is called head's in at most one job of a hundred", () => {
    const random = createRandom(17);
    const jobs = 500;
    const wrong = Array.from({ length: jobs }, () => broughtBy(jobOf(random))).filter((found) => found.length > 0);
    // Three standard deviations of the count at exactly 1 %.
    expect(wrong.length).toBeLessThanOrEqual(jobs * 0.01 + 3 * Math.sqrt(jobs * 0.01));
  });

  test("the one that takes a third longer is found", () => {
    const random = createRandom(18);
    const found = Array.from({ length: 20 }, () => broughtBy(jobOf(random, 4 / 3)).map(({ subject }) => subject));
    expect(found).toEqual(Array.from({ length: 20 }, () => ["s: GET /0"]));
  });
});

test("new comes before worse before what was so; then the score, then how far it is beyond its limit", () => {
  const facts = [
    fact({ subject: "standing", base: 21 }),
    fact({ subject: "worse", base: 6 }),
    fact({ subject: "less", rule: "redirect", base: 0, head: 90 }),
    fact({ subject: "near", head: 7 }),
    fact({ subject: "far", head: 70 }),
  ];
  expect(judged({ facts }).map(({ subject }) => subject)).toEqual(["far", "near", "less", "worse", "standing"]);
});

test("the advice for a cache fits who looked: a database has buffers, a Redis has keys", () => {
  const missed = {
    rule: "low-cache-hit",
    unit: "fraction",
    subject: "target",
    name: null,
    base: 0.9,
    head: 0.5,
  } as const;
  const todoBy = (collector: string) => judged({ facts: [fact({ ...missed, collector })] })[0]!.todo;
  expect(todoBy("redis")).toContain("Compare the keys");
  expect(todoBy("redis")).not.toContain("database");
  for (const collector of ["postgres", "mysql"])
    expect(todoBy(collector)).toContain("give the database's buffers more memory");
});

test("a hundred are kept, those worth most", { tags: ["L17"] }, () => {
  const facts = Array.from({ length: 150 }, (_, i) => fact({ rule: i < 75 ? "redirect" : "n-plus-one", head: 50 + i }));
  const kept = judged({ facts });
  expect(kept).toHaveLength(100);
  expect(kept.filter(({ rule }) => rule === "n-plus-one")).toHaveLength(75);
});

describe("the catalogue", () => {
  test("a score is impact × 10 / (effort × risk), and the priority follows from it", () => {
    expect(scoreOf({ impact: 4, effort: 2, risk: 2 })).toBe(10);
    expect([10.1, 10, 5.1, 5, 2.1, 2, 0.4].map(priorityOf)).toEqual([
      "critical",
      "high",
      "high",
      "medium",
      "medium",
      "low",
      "low",
    ]);
  });

  test("has every rule, in sentences that end", () => {
    expect(Object.keys(CATALOGUE).sort()).toEqual([...RULES].sort());
    for (const { why, todo, limit } of Object.values(CATALOGUE)) {
      for (const sentence of [why, todo]) expect(sentence).toMatch(/^[A-Z].*[^.]\.$/u);
      expect(limit).toBeGreaterThanOrEqual(0);
    }
  });
});

test("a finding that blocks gives way to no number of others", { tags: ["L17"] }, () => {
  const others = Array.from({ length: 300 }, (_, at) => fact({ subject: `shop: GET /${at}` }));
  const standing = fact({ rule: "duplicate-index", unit: "bytes", base: 1e9, head: 1e9 });
  const kept = judged({ facts: [...others, standing], settings: { limits: {}, block: ["duplicate-index"] } });
  expect(kept).toHaveLength(100);
  expect(kept.filter(({ blocks }) => blocks)).toMatchObject([{ rule: "duplicate-index", since: "standing" }]);
});
