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

test("a metric that head lacks says why, where its collector could not weigh it", () => {
  const why = "postgres: head: the password is wrong. Everything else was weighed.";
  const verdict = verdictOf({ notWeighed: ["postgresql is old.", why] });
  const said = (metric: string) => reasonSentence({ kind: "missing", metric }, lookupOf(verdict), escapeText);
  expect(said("postgres/queries@shop: GET /cart")).toBe(
    "postgres/queries of shop: GET /cart is missing: base has it, head does not (postgres: head: the password is wrong. Everything else was weighed).",
  );
  expect(said("k6/latency-tm95@shop")).toBe("k6/latency-tm95 of shop is missing: base has it, head does not.");
});
