import { expect, test } from "vitest";
import { CONTROL } from "../../../../src/model/metric.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { renderMarkdown } from "../../../../src/report/render/markdown/markdown.ts";
import { watchedOnly } from "../../../../src/report/render/words/watched.ts";
import { latency, lowered, verdictOf, watched } from "../../verdicts.ts";

test("metrics that share a reason share a line; what the user or its kind watches needs none", () => {
  const rows = [
    lowered("a", "150 samples."),
    lowered("b", "12 samples"),
    lowered("c", "150 samples."),
    lowered("d", "150 samples."),
  ];
  expect(watchedOnly([watched, latency("e"), ...rows], escapeText)).toEqual([
    "k6/latency-tm95 of a, k6/latency-tm95 of c and k6/latency-tm95 of d did not gate: 150 samples.",
    "k6/latency-tm95 of b did not gate: 12 samples.",
  ]);
});

test("a control never gates, and is no metric that could", () => {
  const rows = [lowered("a", CONTROL), lowered("b", "12 samples")];
  expect(watchedOnly(rows, escapeText)).toEqual(["k6/latency-tm95 of b did not gate: 12 samples."]);
  const comment = renderMarkdown(verdictOf({ comparisons: rows }));
  expect(comment).toContain("1 metric that could gate did not");
  expect(renderMarkdown(verdictOf({ comparisons: rows.slice(0, 1) }))).not.toContain("Watched only");
});

test("however many there are, it stays short", () => {
  const shared = watchedOnly(
    Array.from({ length: 25 }, (_, at) => lowered(`${at}`, "few")),
    escapeText,
  );
  expect(shared).toHaveLength(1);
  expect(shared[0]).toMatch(/of 9 and 15 more did not gate: few\.$/);
  const apart = watchedOnly(
    Array.from({ length: 13 }, (_, at) => lowered(`${at}`, `${at} samples`)),
    escapeText,
  );
  expect(apart).toHaveLength(11);
  expect(apart.at(-1)).toBe("… and 3 more");
});
