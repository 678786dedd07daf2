import { expect, test } from "vitest";
import type { Health } from "../../../../src/model/health.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import {
  acceptedLines,
  gateChangeLines,
  healthText,
  isUnhealthy,
  overrideSentence,
} from "../../../../src/report/render/words/decided.ts";
import { STATES } from "../../states.ts";
import { verdictOf } from "../../verdicts.ts";

const health = (over: Partial<Health>) =>
  verdictOf({ health: { jobs: 10, inconclusive: 0, errors: 0, overrides: 0, minutes: null, visible: null, ...over } });

test("how the gate has fared, in one clause", () => {
  expect(healthText(STATES.unhealthy!)).toBe(
    "undecided in 7 of the last 10 jobs; protects from ≥ 9 % only; 1 override, 1 error, median 9.5 minutes",
  );
  expect(healthText(health({ visible: 0.0412, minutes: 12.4 }))).toBe(
    "undecided in none of the last 10 jobs; protects from ≥ 4.1 %; median 12 minutes",
  );
  expect(healthText(health({ jobs: 1, inconclusive: 1, overrides: 2, errors: 3 }))).toBe(
    "undecided in the last job; 2 overrides, 3 errors",
  );
  expect(healthText(health({ jobs: 0 }))).toBeNull();
  expect(healthText(verdictOf())).toBeNull();
});

test("a gate that decides in less than half of its jobs is no protection", () => {
  expect(isUnhealthy(health({ inconclusive: 3, errors: 1 }))).toBe(false);
  expect(isUnhealthy(health({ inconclusive: 3, errors: 2 }))).toBe(true);
  expect(isUnhealthy(health({ jobs: 0 }))).toBe(false);
});

test("a file of the gate a line, and by whose settings it was judged", () => {
  const changes = Array.from({ length: 10 }, (_, at) => `k${at}: 1 → 2`);
  const verdict = verdictOf({ gateChanges: [{ file: "w.yml", kind: "config", changes }] });
  expect(gateChangeLines(verdict, escapeText)).toEqual([
    expect.stringMatching(/^w\.yml \(config\): k0: 1 → 2; .*; 2 more\.$/),
    "Judged by head's settings: what is listed here counts already.",
  ]);
  expect(gateChangeLines({ ...verdict, configFrom: "base" }, escapeText)[1]).toMatch(/^Judged by base's settings/);
  expect(gateChangeLines(verdictOf({ configFrom: "base" }), escapeText)).toEqual([]);
});

test("who let it pass, with which right, when and why", () => {
  expect(overrideSentence(STATES.overridden!, escapeText)).toBe(
    "octo-admin (maintain) let it pass on 2026-03-04 06:00 UTC: Security release; the cart is mended in the next one.",
  );
  expect(overrideSentence(verdictOf(), escapeText)).toBeNull();
});

test("what is accepted says up to what, until when and why, also where its row is not there", () => {
  expect(acceptedLines(STATES.accepted!, escapeText)).toEqual([
    "k6/latency-tm95 of checkout: GET /cart rose by 17.2 %: accepted up to 18 % until 2026-04-30: The cart asks the stock service now.",
  ]);
  expect(acceptedLines({ ...STATES.accepted!, comparisons: [] }, escapeText)[0]).toMatch(/ regressed: accepted until /);
});
