import { expect, test } from "vitest";
import type { Attempt, Verdict } from "../../../../src/model/verdict.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { renderMarkdown } from "../../../../src/report/render/markdown/markdown.ts";
import { renderText } from "../../../../src/report/render/terminal/text.ts";
import { attemptsText, reusedSentence } from "../../../../src/report/render/words/attempts.ts";
import { CASES, verdictOf } from "../../verdicts.ts";

const open: Attempt = {
  job: { run: "123", attempt: 1, event: "pull_request" },
  verdict: "inconclusive",
  seed: 7,
  finished: "2026-01-31T12:00:59.000Z",
};
const failed: Attempt = { ...open, job: { ...open.job, attempt: 2 }, verdict: "fail" };

/** As the plan tells it: rounds of attempts before that were gone on from. */
function later(from: number, over: Partial<Verdict> = {}): Verdict {
  const verdict = verdictOf({ attempts: [open], ...over });
  const collectors = verdict.plan!.collectors.map((one) => ({ ...one, from }));
  return { ...verdict, plan: { ...verdict.plan!, collectors } };
}

test("a verdict that was reached before is said to be, right under the headline, in both reports", () => {
  const verdict: Verdict = { ...CASES.fail!, attempts: [open, failed], reused: true };
  const said =
    "Not measured again: run 123, attempt 2, weighed the same trees with the same config and tools on 2026-01-31 12:00 UTC; one attempt had gone before it.";
  expect(reusedSentence(verdict, escapeText)).toBe(said);
  expect(renderMarkdown(verdict).split("\n").slice(1, 3)).toEqual(["", said]);
  expect(renderText(verdict, { width: 1000, colour: false }).split("\n")[1]).toBe(said);
  expect(renderText(verdict, { width: 1000, colour: false })).not.toContain("Attempts:");
});

test("an attempt that goes on says where from, and that nothing is forgotten", () => {
  const said =
    "attempt 2: goes on where attempt 1 (run 123, inconclusive) ended; its rounds count, and the promise on false alarms holds for all attempts together";
  expect(attemptsText(later(30), escapeText)).toBe(said);
  expect(renderMarkdown(later(30))).toContain(`- **Attempts:** ${said}`);
  expect(renderText(later(30), { width: 1000, colour: false })).toContain(`- Attempts: ${said}`);
  expect(renderMarkdown(later(30))).not.toContain("Not measured again");
  expect(attemptsText(later(30, { attempts: [open, open] }), escapeText)).toMatch(/^attempt 3: .* attempt 2 \(/);
});

test.each([
  ["rounds that do not count, or all settled", later(0)],
  ["no plan", { ...later(0), plan: null }],
])("nothing is said to be gone on with that was not: %s", (_, verdict) => {
  expect(attemptsText(verdict, escapeText)).toBe("attempt 2, after attempt 1 (run 123, inconclusive)");
});

test("a first attempt says nothing of attempts", () => {
  const verdict = verdictOf();
  expect([reusedSentence(verdict, escapeText), attemptsText(verdict, escapeText)]).toEqual([null, null]);
});
