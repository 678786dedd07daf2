import { expect, test } from "vitest";
import { isWanted } from "../../src/action/comment.ts";
import type { Outcome } from "../../src/action/outcome.ts";
import type { CommentPolicy } from "../../src/config/action-inputs.ts";
import { latency, verdictOf } from "../report/verdicts.ts";

const outcome = (
  verdict: "pass" | "fail" | "inconclusive",
  change: "unchanged" | "improved" = "unchanged",
): Outcome => ({
  kind: "verdict",
  verdict: verdictOf({ verdict, comparisons: [latency("GET /", { change })] }),
});
const outcomes = {
  pass: outcome("pass"),
  improved: outcome("pass", "improved"),
  inconclusive: outcome("inconclusive"),
  fail: outcome("fail"),
  unweighed: { kind: "unweighed", why: null },
} as const satisfies Record<string, Outcome>;

test.each<[CommentPolicy, readonly (keyof typeof outcomes)[]]>([
  ["always", ["pass", "improved", "inconclusive", "fail", "unweighed"]],
  ["on-change", ["improved", "inconclusive", "fail", "unweighed"]],
  ["on-fail", ["inconclusive", "fail", "unweighed"]],
  ["never", []],
])("%s: a comment is begun on %j", (policy, wanted) => {
  const names = Object.keys(outcomes) as (keyof typeof outcomes)[];
  expect(names.filter((name) => isWanted(policy, outcomes[name]))).toEqual(wanted);
});
