import { expect, test } from "vitest";
import type { Comparison } from "../../../../src/model/comparison.ts";
import type { Metric } from "../../../../src/model/metric.ts";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { trustSentence, weighedLine } from "../../../../src/report/render/words/weighed.ts";
import { STATES } from "../../states.ts";
import { CASES, heavier, latency, verdictOf } from "../../verdicts.ts";

const trust = (verdict: Verdict) => trustSentence(verdict, escapeText);

test.each([
  [
    "pass",
    /^Weighed against base origin\/main 5f3c1e0a9b: k6 12 rounds \(1 redone\), bundle no rounds needed; AMD .*; noise up to 2\.4 % a round\.$/,
  ],
  [
    "with-history",
    /^Weighed against base origin\/main 5f3c1e0a9b \(nearest stored job 3 commits before it, 2 days old\): k6/,
  ],
  [
    "stored",
    /^Weighed against 23 stored jobs in place of base origin\/main 5f3c1e0a9b \(the nearest of the same commit, 3 hours old\)/,
  ],
  ["first-run", /^Weighed against limits alone: /],
  ["stored-none", /^Weighed against nothing: k6/],
  [
    "stored-exact",
    /^Weighed against base origin\/main 5f3c1e0a9b \(nearest stored job of the same commit, 3 hours old\): bundle/,
  ],
  ["error", /^Was to be weighed against base origin\/main 5f3c1e0a9b\.$/],
  ["same-bytes", /^Weighed against base origin\/main 5f3c1e0a9b\.$/],
])("%s: what it was weighed against, in one line", (name, line) => {
  expect(weighedLine(CASES[name]!, escapeText)).toMatch(line);
});

test("what a verdict is good for depends on what it is", () => {
  expect(trust(CASES.fail!)).toBe("By chance at most 1 % of unchanged commits are called regressed.");
  expect(trust(verdictOf({ comparisons: [latency("a")] }))).toBe("A worsening by 5 % is found 95 times in 100.");
  expect(trust(CASES.pass!)).toBe("A worsening by 5 % or 1 pp, as set for each metric, is found 95 times in 100.");
  expect(trust(CASES.inconclusive!)).toBe(
    "A worsening of less than 9.2 % may hide in k6/latency-tm95 of checkout: GET /cart.",
  );
  expect(trust(STATES["inconclusive-several"]!)).toMatch(/less than 11\.2 % may hide in .*POST \/order\.$/);
  expect(trust(STATES.unfit!)).toMatch(/^Do not rely on what was timed: the runner was unfit \(its speed leapt/);
});

test("what may hide is no less than what the interval of that metric reaches, in its bad direction", () => {
  const hidden = (effect: Comparison["effect"], metric: Partial<Metric> = {}) =>
    trust(
      verdictOf({
        verdict: "inconclusive",
        comparisons: [latency("a", { change: "inconclusive", smallestVisible: 0.162, effect }, metric)],
      }),
    );
  const wide = { value: 0.1, low: -0.2, high: 0.297 };
  expect(hidden(wide)).toMatch(/less than 29\.7 %/);
  expect(hidden(wide, { better: "higher" })).toMatch(/less than 20 %/);
  expect(hidden({ value: 0.01, low: -0.02, high: 0.04 })).toMatch(/less than 16\.2 %/);
  expect(hidden({ value: 0.1, low: -Infinity, high: Infinity })).toMatch(/less than 16\.2 %/);
  expect(hidden(null)).toMatch(/less than 16\.2 %/);
});

test("nothing is promised of what was not tested", () => {
  expect(trust(verdictOf({ verdict: "fail", comparisons: [heavier] }))).toBeNull();
  expect(trust(CASES["first-run"]!)).toBeNull();
  expect(trust(CASES.error!)).toBeNull();
});

test("where no round differed from another, no noise is told of", () => {
  const still = latency("a", { noise: 0 });
  expect(weighedLine(verdictOf({ ...CASES.pass!, comparisons: [still] }), escapeText)).not.toContain("noise");
});
