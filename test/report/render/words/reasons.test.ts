import { expect, test } from "vitest";
import type { Metric } from "../../../../src/model/metric.ts";
import type { Series } from "../../../../src/model/series.ts";
import type { Reason, VerdictKind } from "../../../../src/model/verdict.ts";
import { judgeRounds } from "../../../../src/pipeline/verdict.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { furtherReasons, lookupOf, reasonSentence } from "../../../../src/report/render/words/reasons.ts";
import { metric, roundsOf } from "../../../pipeline/rounds-of.ts";
import { budget, verdictOf } from "../../verdicts.ts";

const regressed: Reason = { kind: "regressed", metric: "k6/a@b" };
const missing: Reason = { kind: "missing", metric: "k6/c@d" };
const silent: Reason = { kind: "budget", check: budget({ outcome: "no-samples" }) };
const warned: Reason = { kind: "budget", check: budget({ outcome: "broken-by-estimate" }) };
const alone: Reason = { kind: "not-compared", why: "only limits were asked for" };

test.each<[VerdictKind, readonly Reason[], readonly Reason[]]>([
  ["fail", [regressed], [regressed]],
  ["fail", [silent], []],
  ["error", [silent], []],
  ["error", [silent, missing], [missing]],
  ["inconclusive", [missing, alone], [alone]],
  ["pass", [alone, warned], [warned]],
  ["pass", [warned], [warned]],
  ["pass", [], []],
])("a headline of %s leaves unsaid what it does not say as a whole", (verdict, reasons, rest) => {
  expect(furtherReasons({ verdict, reasons })).toEqual(rest);
});

test("a watcher that was lost says why, and how long it looked", () => {
  const said = (rounds: number) =>
    reasonSentence(
      { kind: "unwatched", watcher: "postgres", why: "the password is wrong.", rounds },
      lookupOf(verdictOf()),
      escapeText,
    );
  expect([0, 1, 3].map(said)).toEqual([
    "postgres was not watched: the password is wrong.",
    "postgres was watched in 1 round only: the password is wrong.",
    "postgres was watched in 3 rounds only: the password is wrong.",
  ]);
});

test("a limit that nothing was measured for is not said to be of what base has", () => {
  const values = (one: number | null) => new Array<number | null>(30).fill(one);
  const of = (id: string, over: Partial<Metric>, base: number | null): Series => {
    return { kind: "sampled", metric: metric(id, over), base: values(base), head: values(null) };
  };
  const counts = { role: "watch", kind: "exact", scale: "difference", unit: "count", lane: "inside" } as const;
  const verdict = judgeRounds(
    roundsOf({
      series: [
        of("k6/latency-p99@neither", { role: "watch" }, null),
        of("k6/latency-p99@base", { role: "watch" }, 10),
        of("k6/latency-tm95@base", {}, 10),
        { kind: "exact", metric: metric("redis/hits@lost", counts), base: 3, head: null, lost: ["head"] },
      ],
      overrides: [{ glob: "*", max: 500 }],
    }),
  );
  expect(verdict.verdict).toBe("inconclusive");
  const said = verdict.reasons.map((reason) => reasonSentence(reason, lookupOf(verdict), escapeText));
  expect(said.toSorted()).toEqual([
    "k6/latency-p99 of base is missing: base has it, head does not.",
    "k6/latency-p99 of neither has a limit, and no round gave a value.",
    "k6/latency-tm95 of base is missing: base has it, head does not.",
    "redis/hits of lost has a limit, and no round gave a value of head.",
  ]);
});
