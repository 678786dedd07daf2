import { expect, test } from "vitest";
import type { Reason } from "../../../../src/model/verdict.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { renderMarkdown } from "../../../../src/report/render/markdown/markdown.ts";
import { lookupOf } from "../../../../src/report/render/words/reasons.ts";
import { saidReasons } from "../../../../src/report/render/words/said.ts";
import { latency, verdictOf } from "../../verdicts.ts";

const open = (metric: string, why: string): Reason => ({ kind: "inconclusive", metric, why });
const UNFIT = "the runner was unfit to measure";
const gone = latency("x", { change: "missing", head: null }, { id: "k6/g@x" });
const said = (reasons: readonly Reason[]) =>
  saidReasons(reasons, lookupOf(verdictOf({ comparisons: [gone] })), escapeText).map(({ sentence }) => sentence);

test("metrics that are undecided for one reason share a line, where the first of them stood", () => {
  const reasons = [
    open("k6/a@x", UNFIT),
    open("k6/b@x", "too few rounds"),
    ...["c", "d", "e", "f"].map((name) => open(`k6/${name}@x`, UNFIT)),
    { kind: "missing", metric: "k6/g@x" } as const,
  ];
  expect(said(reasons)).toEqual([
    "k6/a of x, k6/c of x, k6/d of x and 2 more are undecided: the runner was unfit to measure.",
    "k6/b of x is undecided: too few rounds.",
    "k6/g of x is missing: base has it, head does not.",
  ]);
});

test("two are named, and none is left out without a number", () => {
  expect(said([open("k6/a@x", UNFIT), open("k6/b@x", UNFIT)])).toEqual([
    "k6/a of x and k6/b of x are undecided: the runner was unfit to measure.",
  ]);
});

test("that a watcher was lost stands in the open, also in a pass", { tags: ["R28"] }, () => {
  const lost = { kind: "unwatched", watcher: "postgres", why: "the server refuses the password of reader." } as const;
  const reasons = [{ ...lost, rounds: 0 }];
  const opened = (verdict: "pass" | "inconclusive") =>
    renderMarkdown(verdictOf({ verdict, reasons, comparisons: [] })).split("<details>")[0]!;
  const line = "postgres was not watched: the server refuses the password of reader.";
  expect(opened("pass")).toContain(`- ${line}`);
  expect(opened("inconclusive")).toContain(`Inconclusive, not blocked: ${line}`);
  expect(opened("inconclusive")).toContain("Repair what is named above and run it again.");
});
