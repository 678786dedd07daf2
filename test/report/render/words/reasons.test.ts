import { expect, test } from "vitest";
import type { Reason, VerdictKind } from "../../../../src/model/verdict.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { furtherReasons, lookupOf, reasonSentence } from "../../../../src/report/render/words/reasons.ts";
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
