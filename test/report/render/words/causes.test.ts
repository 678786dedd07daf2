import { expect, test } from "vitest";
import type { Cause } from "../../../../src/model/cause.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { causeLines } from "../../../../src/report/render/words/causes.ts";
import { STATES } from "../../states.ts";
import { heavier, slower, verdictOf, watched } from "../../verdicts.ts";

const lines = (...causes: readonly Partial<Cause>[]) => {
  const full = causes.map((over): Cause => ({ ...STATES.causes!.causes[0]!, ...over }));
  return causeLines(verdictOf({ causes: full }), { moved: [slower, heavier, watched], open: [] }, escapeText);
};

test("what is new, gone or grown, and its part of the change", () => {
  expect(lines({})).toEqual(["bundle/gzip of app.js: src/chart.js is new, +1.48 kB (81 % of +1.83 kB)."]);
  expect(lines({ base: 500, head: null })).toEqual(["bundle/gzip of app.js: src/chart.js is gone, -500 B."]);
  expect(lines({ kind: "package", name: "dayjs", base: 1000, head: 1183 })).toEqual([
    "bundle/gzip of app.js: package dayjs grew by 183 B to 1.18 kB (10 % of +1.83 kB).",
  ]);
});

test("no share is claimed where there is none: of no sum, more than all of it, without numbers", () => {
  for (const over of [
    { whole: null },
    { whole: 0 },
    { head: 9_000 },
    { base: null, head: null },
    { base: 900, head: 100 },
  ])
    expect(lines(over)[0]).not.toContain("%");
});

test("what numbers do not say, and where it stands", () => {
  const element = { kind: "element", base: null, head: null, note: "was h1" } as const;
  expect(lines({ ...element, name: "img.hero", at: { file: "src/page.tsx", line: 7 } })).toEqual([
    "bundle/gzip of app.js: largest paint img.hero, was h1 in src/page.tsx, line 7.",
  ]);
});

test("what a database, a cache or a function does is said a request, and a function's part as a difference", () => {
  const each = { unit: "count", whole: null, base: 1, head: 21 } as const;
  expect(lines({ ...each, kind: "statement", name: "SELECT 1" })).toEqual([
    "bundle/gzip of app.js: SELECT 1 grew by 20 to 21 a request.",
  ]);
  expect(lines({ ...each, kind: "command", name: "GET", base: null })).toEqual([
    "bundle/gzip of app.js: command GET is new, +21 a request.",
  ]);
});

test("a function's place stands beside its name, and what it costs is told apart from the metric", () => {
  const spent = { kind: "function", name: "renderCart", unit: "ms", base: 0.4, head: 3.5, whole: 3.69 } as const;
  const at = { file: "lib/cart.js", line: 12 };
  expect(lines({ ...spent, at, note: "called from an anonymous function in server.js" })).toEqual([
    "bundle/gzip of app.js: renderCart (lib/cart.js, line 12): +3.10 ms of processor time a request over the whole load, 84 % of what it grew by, called from an anonymous function in server.js.",
  ]);
  for (const head of [3.95, 4.83]) expect(lines({ ...spent, head })[0]).toMatch(/, all of what it grew by\.$/u);
  expect(lines({ ...spent, head: null })).toEqual([
    "bundle/gzip of app.js: renderCart: -0.400 ms of processor time a request over the whole load.",
  ]);
  expect(lines({ ...spent, unit: "bytes", base: 0, head: 2_000, whole: null })).toEqual([
    "bundle/gzip of app.js: renderCart: +2 kB of allocated memory a request over the whole load.",
  ]);
});

test("what blocks a thread is told of the endpoint that was asked", () => {
  const metric = { ...slower.metric, id: "runtime/blocked@shop: GET /login" };
  const sign: Cause = {
    ...{ ...STATES.causes!.causes[0]!, metric: metric.id, kind: "function", name: "sign", unit: "ms" },
    ...{ base: 0.1, head: 6.5, whole: 6.4, at: null, note: null },
  };
  expect(causeLines(verdictOf({ causes: [sign] }), { moved: [{ ...slower, metric }], open: [] }, escapeText)).toEqual([
    "runtime/blocked of shop: GET /login: sign: +6.40 ms of blocked time a request, all of what it grew by.",
  ]);
});

test("what is behind several metrics alike is said once", () => {
  const twin = { ...heavier, metric: { ...heavier.metric, id: "bundle/gzip@total" } };
  const one = STATES.causes!.causes[0]!;
  const both = verdictOf({ causes: [one, { ...one, metric: twin.metric.id }] });
  expect(causeLines(both, { moved: [heavier, twin], open: [] }, escapeText)).toEqual([
    "bundle/gzip of app.js, bundle/gzip of total: src/chart.js is new, +1.48 kB (81 % of +1.83 kB).",
  ]);
});

test("three a metric, the rest counted; only of what gates and moved, in the order of its rows", () => {
  const own = { metric: slower.metric.id };
  expect(lines({}, {}, {}, {}, {}, own, { metric: watched.metric.id }, { metric: "k6/other@x" })).toEqual([
    expect.stringMatching(/^k6\/latency-tm95 of checkout: GET \/cart: src\/chart\.js/),
    expect.stringMatching(/; 2 more in the report\.$/),
  ]);
});

test("what is behind a count that is undecided is said after what moved; behind a time that is, it would be chance", () => {
  const queries = { ...heavier.metric, id: "postgres/queries@shop: GET /orders", unit: "count" } as const;
  const open = [slower, { ...heavier, metric: queries }].map((one) => ({ ...one, change: "inconclusive" as const }));
  const each = { ...STATES.causes!.causes[0]!, unit: "count", whole: null, base: 1, head: 16 } as const;
  const causes = [
    { ...each, metric: slower.metric.id, kind: "function" },
    { ...each, metric: queries.id, kind: "statement", name: "SELECT 1" },
    { ...each, metric: heavier.metric.id },
  ] as const;
  expect(causeLines(verdictOf({ causes }), { moved: [heavier], open }, escapeText)).toEqual([
    expect.stringMatching(/^bundle\/gzip of app\.js: /),
    "postgres/queries of shop: GET /orders: SELECT 1 grew by 15 to 16 a request.",
  ]);
});
