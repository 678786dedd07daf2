import { expect, test } from "vitest";
import type { Reason, VerdictKind } from "../../../../src/model/verdict.ts";
import { furtherReasons } from "../../../../src/report/render/words/reasons.ts";
import { budget } from "../../verdicts.ts";

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
