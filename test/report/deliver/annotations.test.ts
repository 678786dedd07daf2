import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Annotation } from "../../../src/github/check-runs.ts";
import type { Verdict } from "../../../src/model/verdict.ts";
import { annotate } from "../../../src/report/deliver/annotations.ts";
import { budget, CASES, latency, verdictOf } from "../verdicts.ts";

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    lines.push(
      ...String(text)
        .split("\n")
        .filter((line) => line !== ""),
    );
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const told = (verdict: Verdict, placed: readonly Annotation[] = []) => {
  annotate(verdict, placed);
  return lines;
};
const note = (over: Partial<Annotation> = {}): Annotation => ({
  path: "src/chart.ts",
  line: 3,
  level: "failure",
  title: "Weighbridge: Blocked",
  message: "it grew.",
  ...over,
});

test.each([
  ["fail", "error"],
  ["not-enforced", "warning"],
  ["inconclusive", "warning"],
  ["error", "error"],
])("%s: what keeps it from passing, as %s", (name, kind) => {
  const all = told(CASES[name]!);
  expect(all.length).toBeGreaterThan(0);
  for (const line of all) expect(line).toMatch(new RegExp(`^::${kind} title=Weighbridge%3A `));
});

test("a pass says nothing of its own", () => {
  expect(told(CASES.pass!)).toEqual([]);
});

test("what has a place is put there, at its level; a file as a whole has no line", () => {
  const placed = [
    note(),
    note({ line: null, level: "warning", path: "a,b:c.js" }),
    note({ level: "notice", message: "two\nlines" }),
  ];
  expect(told(CASES.pass!, placed)).toEqual([
    "::error title=Weighbridge%3A Blocked,file=src/chart.ts,line=3::it grew.",
    "::warning title=Weighbridge%3A Blocked,file=a%2Cb%3Ac.js::it grew.",
    "::notice title=Weighbridge%3A Blocked,file=src/chart.ts,line=3::two%0Alines",
  ]);
});

test("what is said at its place is not said a second time", () => {
  const check = budget({ outcome: "broken", head: 231.4 });
  const verdict = verdictOf({ verdict: "fail", blocks: true, reasons: [{ kind: "budget", check }], budgets: [check] });
  const message =
    "http_req_duration{name:cart} p(95)<200 is 231 ms in head and must be < 200 ms (broken for certain; base 180 ms).";
  expect(told(verdict)).toHaveLength(1);
  lines.length = 0;
  expect(told(verdict, [note({ message: `else.\n${message}` })])).toEqual([expect.stringContaining("line=3")]);
});

test("ten of a kind: GitHub would drop the rest without a word", () => {
  const comparisons = Array.from({ length: 15 }, (_, index) => latency(`GET /${index}`, { change: "regressed" }));
  const reasons = comparisons.map(({ metric }) => ({ kind: "regressed", metric: metric.id }) as const);
  const verdict = verdictOf({ verdict: "fail", blocks: true, comparisons, reasons });
  const all = told(verdict, [
    ...Array.from({ length: 12 }, (_, line) => note({ line: line + 1 })),
    ...Array.from({ length: 12 }, (_, line) => note({ line: line + 1, level: "notice" })),
  ]);
  expect(all.filter((line) => line.startsWith("::error"))).toHaveLength(10);
  expect(all.filter((line) => line.startsWith("::notice"))).toHaveLength(10);
});

test.each([9, 10, 11])("of %i of a kind ten are shown at most, the worst first", { tags: ["L5"] }, (count) => {
  const placed = Array.from({ length: count }, (_, line) => note({ line: line + 1 }));
  const shown = told(CASES.pass!, placed).map((one) => /line=(\d+)/.exec(one)?.[1]);
  expect(shown).toEqual(placed.slice(0, 10).map(({ line }) => String(line)));
});

test("no word from outside begins a command", { tags: ["T9"] }, () => {
  const why = "x\n::add-mask::y\r::error::z ##[error]w";
  const all = told(verdictOf({ verdict: "error", reasons: [{ kind: "could-not-measure", why }] }));
  expect(all).toHaveLength(1);
  expect(all[0]).toMatch(/^::error title=/);
  expect(all[0]).not.toMatch(/(?:^|%0A|%0D|\r)::(?!error title)|##\[/);
});
