import { expect, test } from "vitest";
import { budgetRows, countLine, rowsOf } from "../../../src/report/render/rows.ts";
import { budget, bundle, latency, watched } from "../verdicts.ts";

const effect = (value: number) => ({ value, low: value, high: value });
const ids = (rows: readonly { metric: { id: string } }[]) => rows.map(({ metric }) => metric.id.split("@")[1]);

test("what moved comes worst first: by weight, then by how often it is what the gate promises to find", () => {
  const rows = [
    latency("new", { change: "new" }),
    latency("improved", { change: "improved", effect: effect(-0.5) }),
    latency("watched", { change: "regressed", effect: effect(9) }, { role: "watch" }),
    latency("unsettled", { change: "inconclusive" }),
    latency("gone", { change: "missing" }),
    latency("bad", { change: "regressed", effect: effect(0.1) }),
    latency("worse", { change: "regressed", effect: effect(0.3) }),
    // Four times what is promised for it, where `worse` is six times and `bad` twice.
    latency("wide", { change: "regressed", effect: effect(0.6) }, { detect: 0.15 }),
    latency("fewer", { change: "regressed", effect: effect(-0.25) }, { better: "higher" }),
  ];
  expect(ids(rowsOf(rows).moved)).toEqual([
    "worse",
    "fewer",
    "wide",
    "bad",
    "gone",
    "unsettled",
    "watched",
    "improved",
    "new",
  ]);
});

test("the rest is grouped by collector; a watched metric that is not settled is no news", () => {
  const { moved, settled } = rowsOf([watched, bundle("b.js", 1, 1, "unchanged"), latency("z"), latency("a")]);
  expect(moved).toEqual([]);
  expect([...settled].map(([collector, rows]) => [collector, ids(rows)])).toEqual([
    ["bundle", ["b.js"]],
    ["k6", ["checkout: GET /search", "a", "z"]],
  ]);
});

test("counts are apart for what gates and what is watched", () => {
  expect(countLine([watched, latency("a"), latency("b", { change: "regressed" }), latency("c")])).toBe(
    "Gating: 1 regressed, 2 unchanged. Watched: 1 inconclusive.",
  );
  expect(countLine([])).toBe("");
});

test("budgets: broken ones first, kept ones apart", () => {
  const checks = [
    budget({ name: "kept" }),
    budget({ name: "silent", outcome: "no-samples" }),
    budget({ name: "estimate", outcome: "broken-by-estimate" }),
    budget({ name: "warned", outcome: "broken", level: "warn" }),
    budget({ name: "broken", outcome: "broken" }),
  ];
  const { open, kept } = budgetRows(checks);
  expect(open.map(({ name }) => name)).toEqual(["broken", "warned", "estimate", "silent"]);
  expect(kept.map(({ name }) => name)).toEqual(["kept"]);
});
