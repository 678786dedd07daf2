import { expect, test } from "vitest";
import { joinedBody, worstOf } from "../../src/action/joined.ts";
import type { GateReport } from "../../src/action/outcome.ts";
import { MARKDOWN_LIMIT } from "../../src/report/render/markdown/markdown.ts";
import { CASES, latency, verdictOf } from "../report/verdicts.ts";

const weighed = (gate: string, verdict = CASES.pass!): GateReport => ({
  gate,
  outcome: { kind: "verdict", verdict: { ...verdict, gate } },
  links: {},
});
const unweighed = (gate: string, why = "no config."): GateReport => ({
  gate,
  outcome: { kind: "unweighed", why },
  links: {},
});

test("a gate that could not measure has its line, and the comment does not call all well", () => {
  const body = joinedBody([weighed("a"), unweighed("b"), weighed("c", CASES.fail)]);
  expect(body).toMatch(/\*\*b\*\* Could not measure: no config\./);
  const order = ["### ❌ Blocked", "**c** Blocked", "**b**", "**a** Pass"].map((words) => body.indexOf(words));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);
  for (const reports of [[unweighed("b")], [weighed("a"), unweighed("b")]])
    expect(joinedBody(reports)).toMatch(/^### 🛑 Could not measure/);
});

test("twenty gates of any size fit in one comment, and each keeps its line", { tags: ["T12", "L1"] }, () => {
  const rows = Array.from({ length: 300 }, (_, at) => latency(`${"é|".repeat(60)} ${at}`, { change: "regressed" }));
  const full = verdictOf({ verdict: "fail", blocks: true, comparisons: rows, reasons: CASES.fail!.reasons });
  const names = Array.from({ length: 19 }, (_, at) => `g${at}`);
  const body = joinedBody([...names.map((name) => weighed(name, full)), unweighed("x", "é".repeat(5000))]);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MARKDOWN_LIMIT);
  for (const name of names) expect(body).toMatch(new RegExp(`\\*\\*${name}\\*\\* Blocked`));
});

test("all gates come to the worst of them", () => {
  const inconclusive = weighed("i", CASES.inconclusive);
  expect(worstOf([])).toBeNull();
  expect(worstOf([weighed("a"), inconclusive])).toBe("inconclusive");
  expect(worstOf([weighed("a"), inconclusive, unweighed("b")])).toBe("error");
  expect(worstOf([unweighed("b"), weighed("c", CASES.fail)])).toBe("fail");
});
