import { expect, test } from "vitest";
import { budgetRows, countLine, rowsOf, shownOf } from "../../../../src/report/render/words/rows.ts";
import { budget, bundle, latency, watched } from "../../verdicts.ts";

const effect = (value: number) => ({ value, low: value, high: value });
const ids = (rows: readonly { metric: { id: string } }[]) => rows.map(({ metric }) => metric.id.split("@")[1]);

test("what moved comes worst first: by weight, then by how often it is what the gate promises to find", () => {
  const rows = [
    latency("new", { change: "new" }),
    latency("better", { change: "improved", effect: effect(-0.4) }),
    latency("best", { change: "improved", effect: effect(-0.5) }),
    latency("watched", { change: "regressed", effect: effect(9) }, { role: "watch" }),
    latency("more", { change: "changed", effect: effect(0.1) }, { role: "watch" }),
    latency("less", { change: "changed", effect: effect(-0.2) }, { role: "watch" }),
    latency("unsettled", { change: "inconclusive" }),
    latency("gone", { change: "missing" }),
    latency("bad", { change: "regressed", effect: effect(0.1) }),
    latency("worse", { change: "regressed", effect: effect(0.3) }),
    // Four times what is promised for it, where `worse` is six times and `bad` twice.
    latency("wide", { change: "regressed", effect: effect(0.6) }, { detect: 0.15 }),
    latency("fewer", { change: "regressed", effect: effect(-0.25) }, { better: "higher" }),
  ];
  const { moved, open } = rowsOf(rows);
  expect(ids(open)).toEqual(["unsettled"]);
  expect(ids(moved)).toEqual([
    "worse",
    "fewer",
    "wide",
    "bad",
    "gone",
    "watched",
    "less",
    "more",
    "best",
    "better",
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

test("of many that moved all that gate are seen first, and the worst three that are watched", () => {
  const moves = (from: number, role: "gate" | "watch") =>
    Array.from({ length: 9 }, (_, at) =>
      latency(`${role} ${at}`, { change: "regressed", effect: effect((from - at) / 10) }, { role }),
    );
  const better = latency("better", { change: "improved", effect: effect(-0.5) });
  const { moved } = rowsOf([...moves(9, "watch"), better, ...moves(9, "gate")]);
  const { shown, rest } = shownOf(moved);
  expect(ids(shown)).toEqual([
    ...Array.from({ length: 9 }, (_, at) => `gate ${at}`),
    ...Array.from({ length: 3 }, (_, at) => `watch ${at}`),
    "better",
  ]);
  expect(ids(rest)).toEqual(["watch 3", "watch 4", "watch 5", "watch 6", "watch 7", "watch 8"]);
});

test("what is zero on both sides has not moved; where it is not decided it is open all the same", () => {
  const zero = { base: 0, head: 0 };
  const rows = [latency("a", { ...zero, change: "inconclusive" }), latency("b", { ...zero, change: "regressed" })];
  const { moved, open, settled } = rowsOf(rows);
  expect([moved, ids(open), ids(settled.get("k6")!)]).toEqual([[], ["a"], ["b"]]);
});

test("what is accepted is counted apart", () => {
  const rows = [latency("a", { change: "regressed" }), latency("b", { change: "regressed" })];
  expect(countLine(rows, new Set([rows[0]!.metric.id]))).toBe("Gating: 1 regressed, 1 accepted.");
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
