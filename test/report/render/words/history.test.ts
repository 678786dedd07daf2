import { expect, test } from "vitest";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { baselineText, historyInShort, historyRows } from "../../../../src/report/render/words/history.ts";
import { history, verdictOf } from "../../verdicts.ts";

const { reference } = history;
const textOf = (over: Partial<typeof history>) =>
  baselineText(verdictOf({ history: { ...history, leftOut: [], ...over } }), escapeText);

test("which job stands for base, how far it is from it, how old", () => {
  expect(baselineText(verdictOf(), escapeText)).toBeNull();
  expect(textOf({})).toBe("30 stored jobs, the nearest is 3 commits before base (c0ffee0a9b), 2 days old");
  expect(textOf({ jobs: 1, reference: { ...reference, distance: 1 } })).toMatch(
    /^1 stored job, the nearest is 1 commit b/,
  );
  expect(textOf({ reference: { ...reference, how: "base", distance: 0, finished: "2026-03-04T05:00:00Z" } })).toBe(
    "30 stored jobs, the nearest is of the base commit itself, less than an hour old",
  );
  expect(textOf({ reference: { ...reference, how: "newest", distance: null } })).toBe(
    "30 stored jobs, the newest (c0ffee0a9b), whose place among the commits before base is not known here, 2 days old",
  );
});

test("jobs that were left out are counted with their reason", () => {
  expect(textOf({ leftOut: history.leftOut })).toMatch(
    /; not set beside this one: 6 ran on another CPU, 1 had another version of k6$/,
  );
});

test("what is out of its usual range comes first, and is named", () => {
  const verdict = verdictOf({ history });
  expect(historyRows(verdict).map(({ head }) => head)).toEqual([0.0012, 8.02, 2.41, 8_002]);
  expect(historyInShort(verdict, escapeText)).toBe(
    "2 of 4 values in their usual range; above it: k6/errors of checkout: GET /cart; below it: k6/latency-p99 of checkout: GET /search",
  );
  const twice = verdictOf({ history: { ...history, rows: [history.rows[1]!, history.rows[1]!] } });
  expect(historyInShort(twice, escapeText)).toBe(
    "0 of 2 values in their usual range; above it: k6/errors of checkout: GET /cart and 1 more",
  );
});
