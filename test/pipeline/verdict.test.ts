import { describe, expect, test } from "vitest";
import { firstLooks } from "../../src/compare/looks.ts";
import type { Metric } from "../../src/model/metric.ts";
import { judgeUnmeasured } from "../../src/pipeline/unmeasured.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { nextSteps } from "../../src/report/render/words/advice.ts";
import { headline } from "../../src/report/render/words/sentence.ts";
import { roundsSchema, type StoredRounds } from "../../src/stored/rounds.ts";
import { latency } from "../compare/make.ts";
import { plainRounds, untouched } from "../helpers/untouched.ts";

const about = {
  base: { side: "base", ref: "main", commit: null, subject: null },
  head: { side: "head", ref: "HEAD", commit: null, subject: null },
  environment: { cpu: "x", cores: 2, memoryBytes: 1, os: "Linux", tools: {} },
  falseAlarms: 0.01,
  enforce: true,
  onInconclusive: "warn",
  notices: [],
  seconds: { install: 0, build: 0, measure: 1, total: 1 },
  finished: "2026-01-01T00:00:00.000Z",
  version: "0.0.0",
} as const;

const metric = (id: string, rest: Partial<Metric> = {}): Metric => latency({ id, ...rest });

const rounds = (overrides: Partial<StoredRounds>): StoredRounds => ({
  schema: 1,
  kind: "rounds",
  gate: "default",
  ...plainRounds,
  weighed: { kind: "compared" },
  baseline: null,
  job: { run: "17283", attempt: 1, event: null },
  conditions: {},
  ...about,
  mode: "auto",
  plan: null,
  question: null,
  attempts: [],
  lost: 0,
  seed: 1,
  rounds: [],
  series: [],
  limits: [],
  overrides: [],
  measuredBy: [],
  notWeighed: [],
  ...overrides,
});

/** Twelve rounds around a value, with a little noise that repeats. */
const around = (value: number) => Array.from({ length: 12 }, (_, i) => value * (1 + ((i * 7) % 5) / 1000));
const nothing = Array.from({ length: 12 }, () => null);
const p99 = {
  kind: "sampled",
  metric: metric("k6/latency-p99@x", { role: "watch" }),
  base: nothing,
  head: nothing,
} as const;
const slower = { kind: "sampled", metric: metric("k6/latency-tm95@x"), base: around(10), head: around(12) } as const;

describe("findings", () => {
  const facts: StoredRounds["facts"] = [
    {
      rule: "n-plus-one",
      collector: "postgres",
      subject: "GET /a",
      name: "SELECT 1",
      base: 1,
      head: 21,
      unit: "count",
      note: null,
      at: null,
      rounds: { base: { rounds: 8, least: 1, most: 1 }, head: { rounds: 8, least: 20, most: 22 } },
    },
  ];

  test("are judged of what is stored, by the limits that are stored with it", () => {
    expect(judgeRounds(rounds({ facts })).findings).toMatchObject([{ rule: "n-plus-one", since: "new", limit: 5 }]);
    expect(judgeRounds(rounds({ facts, rules: { limits: { "n-plus-one": 21 }, block: [] } })).findings).toEqual([]);
  });

  test("block where the config says so, and base was measured", () => {
    const rules: StoredRounds["rules"] = { limits: {}, block: ["n-plus-one"] };
    expect(judgeRounds(rounds({ facts }))).toMatchObject({ verdict: "pass", reasons: [] });
    expect(judgeRounds(rounds({ facts, rules }))).toMatchObject({ verdict: "fail", reasons: [{ kind: "finding" }] });
    const alone = rounds({ facts, rules, weighed: { kind: "budgets-only", why: "as asked" } });
    expect(judgeRounds(alone)).toMatchObject({ verdict: "pass", findings: [{ since: "alone" }] });
  });

  test("do not block where the runner was unfit, and are open where they could have", () => {
    const rules: StoredRounds["rules"] = { limits: {}, block: ["n-plus-one"] };
    const looks = { ...firstLooks("inside", 0, []), ended: "unfit", unfit: "it leapt" } as const;
    const unfit = rounds({ facts, rules, plan: { family: 0, collectors: [looks] } });
    const [finding] = judgeRounds(unfit).findings;
    expect(finding).toMatchObject({ since: "unclear", blocks: true });
    expect(judgeRounds(unfit)).toMatchObject({ verdict: "inconclusive", reasons: [{ kind: "finding", finding }] });
    const watched = { ...unfit, rules: { limits: {}, block: [] } };
    expect(judgeRounds(watched)).toMatchObject({ verdict: "pass", reasons: [] });
    const few = { base: { rounds: 2, least: 1, most: 1 }, head: { rounds: 2, least: 20, most: 22 } };
    const fit = judgeRounds(rounds({ facts: [{ ...facts[0]!, rounds: few }], rules }));
    expect(fit).toMatchObject({ verdict: "pass", reasons: [], findings: [{ since: "unclear" }] });
  });

  test("read a metric as it was compared: over the limit without having regressed is nothing new", () => {
    const p95 = (base: number, head: number) =>
      ({
        kind: "sampled",
        metric: metric("k6/latency-p95@GET /a", { role: "watch" }),
        base: around(base),
        head: around(head),
      }) as const;
    const sinceOf = (base: number, head: number) =>
      judgeRounds(rounds({ series: [p95(base, head)] })).findings.map(({ rule, since }) => [rule, since]);
    expect(sinceOf(150, 230)).toEqual([["slow-endpoint", "new"]]);
    expect(sinceOf(199, 201)).toEqual([["slow-endpoint", "standing"]]);
    expect(sinceOf(150, 160)).toEqual([]);
  });

  test("are none where nothing was measured", () => {
    const why = { kind: "could-not-measure", why: "head died" } as const;
    expect(judgeUnmeasured({ gate: "default", ...untouched, weighed: why, ...about }).findings).toEqual([]);
  });
});

describe("judgeRounds", () => {
  test("judges what was measured, by the rules that were in force", () => {
    expect(judgeRounds(rounds({ series: [slower] }))).toMatchObject({
      verdict: "fail",
      blocks: true,
      rung: "paired",
      family: 1,
    });
    const tolerant = [{ glob: "k6/*", tolerate: { relative: 0.3 }, detect: 0.3 }];
    expect(judgeRounds(rounds({ series: [slower], overrides: tolerant })).verdict).toBe("pass");
  });

  test("a watched statistic without samples is not weighed; a gating one is never passed for want of them", {
    tags: ["R25"],
  }, () => {
    const watched = judgeRounds(rounds({ series: [p99] }));
    expect(watched).toMatchObject({ verdict: "pass", comparisons: [] });
    expect(watched.notWeighed).toEqual(["k6/latency-p99@x: too few samples a round."]);
    const gated = judgeRounds(rounds({ series: [p99], overrides: [{ glob: "k6/latency-p99@*", role: "gate" }] }));
    expect(gated).toMatchObject({ verdict: "inconclusive", notWeighed: [] });
    const limited = judgeRounds(rounds({ series: [p99], overrides: [{ glob: "k6/latency-p99@*", max: 200 }] }));
    expect(limited.verdict).toBe("inconclusive");
  });

  test("globs that match nothing are named; the rung says what answered", () => {
    const unmatched = judgeRounds(rounds({ overrides: [{ glob: "k6/latencyy@*", role: "gate" }] }));
    expect(unmatched.notices).toEqual(['metrics: "k6/latencyy@*" matches no metric that was measured.']);
    expect(unmatched.verdict).toBe("pass");
    const bytes = {
      kind: "exact",
      metric: metric("bundle/gzip@a", { kind: "exact", unit: "bytes" }),
      base: 1,
      head: 1,
    } as const;
    expect(judgeRounds(rounds({ series: [bytes] })).rung).toBe("exact");
    expect(judgeRounds(rounds({ weighed: { kind: "no-base", why: "base: build failed" } }))).toMatchObject({
      rung: "budgets",
      verdict: "inconclusive",
    });
  });
});

test("what a watcher was to gate by, and nobody saw, is no pass, and the glob is named", {
  tags: ["R28", "T26"],
}, () => {
  const glob = "prometheus/db_calls_total@target";
  const seen = { kind: "sampled", metric: metric("k6/latency-tm95@x"), base: around(10), head: around(10) } as const;
  const asked = { series: [seen], overrides: [{ glob, role: "gate" as const }], conditions: { prometheus: "p" } };
  const verdict = judgeRounds(rounds({ ...asked, notWeighed: ["prometheus: head: it answered 404."] }));
  expect(verdict).toMatchObject({ verdict: "inconclusive", notices: [] });
  expect(headline(verdict, (text) => text).sentence).toBe(
    "prometheus/db_calls_total@target was not watched: the config lets it block, and nothing that was measured matches it: head: it answered 404.",
  );
  expect(nextSteps(verdict, [], {}).map(({ text }) => text)).toEqual([expect.stringContaining("the name of them")]);
  expect(judgeRounds(rounds({ ...asked, conditions: {} })).notices).toEqual([
    `metrics: "${glob}" matches no metric that was measured.`,
  ]);
});

describe("what people have decided", () => {
  const entry = { glob: "k6/latency-tm95@*", upTo: 0.25, until: "2026-01-31", reason: "Known." };
  const override = {
    by: "ada",
    permission: "admin",
    reason: "Now.",
    commit: "4".repeat(40),
    url: "https://x.example",
    at: "2026-01-31T12:00:00Z",
  };
  const head = { ...about.head, commit: override.commit };

  test("an accepted regression passes, and what is not needed is said where there is a base", () => {
    const accept = [entry, { ...entry, glob: "k6/latency-p95@*" }];
    const verdict = judgeRounds(rounds({ series: [slower], accept }));
    expect(verdict).toMatchObject({ verdict: "pass", blocks: false, accepted: [{ metric: "k6/latency-tm95@x" }] });
    expect(verdict.notices).toEqual([
      'accept: "k6/latency-p95@*" matches no metric that was measured: check its spelling, or remove it.',
    ]);
    const alone = { ...slower, base: nothing } as const;
    const why = "base: build failed";
    expect(judgeRounds(rounds({ series: [alone], accept, weighed: { kind: "no-base", why } })).notices).toEqual([]);
  });

  test("an override of head lets it pass; one of another commit does not, which is said", () => {
    const passed = judgeRounds(rounds({ series: [slower], head, override }));
    expect(passed).toMatchObject({ verdict: "fail", blocks: false, override, notices: [] });
    const other = judgeRounds(rounds({ series: [slower], override }));
    expect(other).toMatchObject({ verdict: "fail", blocks: true, override: null });
    expect(other.notices).toEqual(["The override by ada is for the commit 4444444444 and does not count here."]);
    const needless = judgeRounds(rounds({ series: [{ ...slower, head: around(10) }], override }));
    expect(needless).toMatchObject({ verdict: "pass", override: null, notices: [] });
  });

  test("what could not be measured is not overridden, which is said", () => {
    const asked = { ...about, ...untouched, gate: "default", head, override };
    const broken = judgeUnmeasured({ ...asked, weighed: { kind: "could-not-measure", why: "head: build failed" } });
    expect(broken).toMatchObject({ verdict: "error", blocks: false, override: null });
    expect(broken.notices).toEqual([
      "The override by ada does not count: what could not be measured cannot be overridden.",
    ]);
    const same = judgeUnmeasured({ ...asked, weighed: { kind: "same-bytes", why: "Only docs changed." } });
    expect(same).toMatchObject({ verdict: "pass", override, notices: [] });
  });

  test("what head changes about its gate, whose settings judged, and how it fares is handed on, measured or not", () => {
    const change = { file: "perf/shop.js", kind: "script", changes: [] } as const;
    const health = { jobs: 10, inconclusive: 7, errors: 1, overrides: 2, minutes: 8.5, visible: 0.09 };
    const told = { gateChanges: [change], configFrom: "base", health } as const;
    expect(judgeRounds(rounds({ series: [slower], ...told }))).toMatchObject(told);
    const weighed = { kind: "same-bytes", why: "Only docs changed." } as const;
    expect(judgeUnmeasured({ ...about, ...untouched, gate: "default", ...told, weighed })).toMatchObject(told);
  });

  test("a limit says where it is written", () => {
    const at = { file: "weighbridge.yml", line: 9 };
    const overrides = [
      { glob: "k6/*", max: 11, at: { file: "weighbridge.yml", line: 3 } },
      { glob: "k6/latency-tm95@*", max: 10.5, at },
      { glob: "k6/latency-tm95@x", role: "gate" as const },
    ];
    const { budgets } = judgeRounds(rounds({ series: [slower], overrides }));
    expect(budgets).toMatchObject([{ level: "max", limit: 10.5, outcome: "broken", at }]);
  });
});

describe("judgeRounds beside stored jobs", () => {
  const alone = { ...slower, base: nothing } as const;
  const size = metric("bundle/gzip@total", {
    kind: "exact",
    unit: "bytes",
    tolerate: { relative: 0.02, absolute: 250 },
  });
  const bytes = { kind: "exact", metric: size, base: null, head: 12_000 } as const;
  const baseline = (how: "base" | "ancestor" | "newest"): NonNullable<StoredRounds["baseline"]> => ({
    reference: {
      how,
      commit: "5f3c1e0a9b7d2c4e6f8091a2b3c4d5e6f7a8b9c0",
      distance: how === "newest" ? null : 3,
      finished: "2026-01-01T00:00:00Z",
    },
    jobs: 12,
    leftOut: [],
    exact: [{ metric: size, value: 10_000 }],
    histories: [
      { metric: slower.metric, jobs: 12, values: around(10), early: around(10) },
      { metric: size, jobs: 12, values: around(10_000), early: around(10_000) },
    ],
  });
  const weighed = { kind: "stored", how: "Asked for." } as const;

  test("a slower head fails, on what jobs vary by; exact values beside those of the nearest", () => {
    const verdict = judgeRounds(rounds({ series: [alone, bytes], weighed, baseline: baseline("base") }));
    expect(verdict).toMatchObject({ verdict: "fail", blocks: true, rung: "stored", family: 1 });
    expect(verdict.comparisons.map(({ change }) => change)).toEqual(["regressed", "regressed"]);
    expect(verdict.notices).toEqual([
      "Asked for.",
      "In base's place, exact values are those stored of 5f3c1e0a9b, the base commit itself.",
    ]);
    expect(verdict.history).toMatchObject({ jobs: 12, rows: [{ metric: slower.metric.id }, { metric: size.id }] });
  });

  test("where base failed its exact values are stored, and times stay open", () => {
    const why = "base: build failed";
    const failed = { weighed: { kind: "no-base", why }, baseline: baseline("ancestor") } as const;
    const heavier = judgeRounds(rounds({ series: [alone, bytes], ...failed }));
    expect(heavier).toMatchObject({ verdict: "fail", rung: "budgets" });
    expect(heavier.comparisons.map(({ change }) => change)).toEqual(["new", "regressed"]);
    expect(heavier.notices).toEqual([
      "In base's place, exact values are those stored of 5f3c1e0a9b, 3 commits before base: what those changed counts as head's.",
    ]);
    const same = judgeRounds(rounds({ series: [alone, { ...bytes, head: 10_000 }], ...failed }));
    expect(same).toMatchObject({ verdict: "inconclusive", reasons: [{ kind: "not-compared", why }] });
  });

  test("a base that was measured here is compared with, whatever is stored; the history is shown all the same", () => {
    const series = [
      { ...slower, head: around(10) },
      { ...bytes, base: 12_000 },
    ];
    const verdict = judgeRounds(rounds({ series, baseline: baseline("newest") }));
    expect(verdict).toMatchObject({ verdict: "pass", rung: "paired", notices: [] });
    expect(verdict.history!.rows.map(({ head }) => head)).toEqual([10.02, 12_000]);
  });

  test("a verdict says the same after its rounds were written and read", () => {
    const measured = rounds({ series: [alone, bytes], weighed, baseline: baseline("newest"), rounds: tries });
    const read = roundsSchema.parse(JSON.parse(JSON.stringify(measured)));
    expect(judgeRounds(read)).toEqual(judgeRounds(measured));
  });
});

/** Twelve kept rounds, as the schema wants them beside twelve values. */
const tries: StoredRounds["rounds"] = Array.from({ length: 12 }, (_, index) => ({
  index,
  collector: "k6",
  sides: { a: "base", b: "head" },
  order: ["base", "head"],
  seconds: 1,
  readings: { calibration: 24.5, steal: 0 },
  discarded: null,
}));

test("judgeUnmeasured: the same bytes pass, what could not be measured is an error and never blocks as a regression", () => {
  const asked = { ...about, ...untouched, gate: "default" };
  const same = judgeUnmeasured({ ...asked, weighed: { kind: "same-bytes", why: "Only docs changed." } });
  expect(same).toMatchObject({ verdict: "pass", rung: "same-bytes", blocks: false });
  const broken = judgeUnmeasured({ ...asked, weighed: { kind: "could-not-measure", why: "head: build failed" } });
  expect(broken).toMatchObject({ verdict: "error", blocks: false });
});
