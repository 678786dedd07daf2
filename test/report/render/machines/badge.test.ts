import { expect, test } from "vitest";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { renderBadge, UNMEASURED_BADGE } from "../../../../src/report/render/machines/badge.ts";
import { STATES } from "../../states.ts";
import { budget, CASES, heavier, slower, verdictOf } from "../../verdicts.ts";

const regressed = (...comparisons: Verdict["comparisons"]): Verdict =>
  verdictOf({
    verdict: "fail",
    comparisons,
    reasons: comparisons.map(({ metric }) => ({ kind: "regressed", metric: metric.id })),
  });
const broken = { kind: "budget", check: budget({ outcome: "broken" }) } as const;

test.each<[message: string, color: string, verdict: Verdict]>([
  ["pass", "brightgreen", CASES.pass!],
  ["pass", "brightgreen", CASES["same-bytes"]!],
  ["inconclusive", "yellow", CASES.inconclusive!],
  ["could not measure", "lightgrey", CASES.error!],
  ["checkout: GET /cart +17.2 %", "red", regressed(slower)],
  ["app.js +14.9 %, and 1 more", "red", regressed(heavier, slower)],
  ["over budget", "red", verdictOf({ verdict: "fail", reasons: [broken] })],
  ["statement repeated in a request (N+1)", "red", STATES["finding-blocks"]!],
  ["over budget, and 1 more", "red", verdictOf({ verdict: "fail", reasons: [broken, broken] })],
])("%s, %s", (message, color, verdict) => {
  const badge = { schemaVersion: 1, label: "performance", message, color };
  expect(renderBadge(verdict)).toEqual(color === "lightgrey" ? { ...badge, isError: true } : badge);
});

test("a warning beside a regression is not counted", () => {
  const verdict = regressed(slower);
  const warning = { kind: "budget", check: budget({ outcome: "broken-by-estimate" }) } as const;
  expect(renderBadge({ ...verdict, reasons: [...verdict.reasons, warning] }).message).toBe(
    "checkout: GET /cart +17.2 %",
  );
});

test("a name is one short line", () => {
  const id = `k6/latency-tm95@\n::error::${"x".repeat(500)}`;
  const { message } = renderBadge(regressed({ ...slower, metric: { ...slower.metric, id } }));
  expect(message).toMatch(/^: :error::x{30,}… \+17\.2 %$/);
  expect(message.length).toBeLessThan(60);
});

test("a job without a verdict has one too", () => {
  expect(UNMEASURED_BADGE).toMatchObject({ schemaVersion: 1, message: "could not measure", isError: true });
});
