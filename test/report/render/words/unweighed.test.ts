import { expect, test } from "vitest";
import { renderMarkdown } from "../../../../src/report/render/markdown/markdown.ts";
import { renderText } from "../../../../src/report/render/terminal/text.ts";
import { unweighed } from "../../../../src/report/render/words/unweighed.ts";
import { verdictOf } from "../../verdicts.ts";
import { pageOf, textOf } from "../html/read.ts";

const FEW = "too few samples a round.";

test("metrics that share a reason share a line, where the first of them stood; sentences about no metric stay", () => {
  const other = "prometheus: app/requests@ is not read: narrow prometheus.metrics to those that matter.";
  const notWeighed = [
    other,
    `k6/latency-p99@shop: GET /cart: ${FEW}`,
    "k6/latency-p99@shop: GET /order: 12 samples.",
    `k6/latency-p99@shop: GET /search: ${FEW}`,
    "explain: py-spy is not installed: pip install py-spy; the rest of the report stands.",
  ];
  expect(unweighed({ notWeighed })).toEqual([
    other,
    "Too few samples a round: k6/latency-p99 of shop: GET /cart and k6/latency-p99 of shop: GET /search.",
    notWeighed[2],
    notWeighed[4],
  ]);
});

test("of many the first are named, in short, and the rest is counted", () => {
  const notWeighed = Array.from({ length: 14 }, (_, at) => `k6/latency-p99@${at}${"x".repeat(990)}: ${FEW}`);
  const [line, ...more] = unweighed({ notWeighed });
  expect(more).toEqual([]);
  expect(line).toMatch(/^Too few samples a round: k6\/latency-p99 of 0x+…, .* of 2x+… and 11 more\.$/u);
  expect(line!.length).toBeLessThan(600);
});

test("a sentence alone stays as it is", () => {
  const notWeighed = [`k6/latency-p99@shop: ${FEW}`];
  expect(unweighed({ notWeighed })).toEqual(notWeighed);
  expect(unweighed({ notWeighed: [] })).toEqual([]);
});

test("the comment, the terminal and the page say it so; what is counted is what was not weighed", () => {
  const verdict = verdictOf({ notWeighed: ["a", "b", "c", "d"].map((name) => `k6/latency-p99@${name}: ${FEW}`) });
  const comment = renderMarkdown(verdict);
  expect(comment).toContain("Not weighed: 4.");
  const page = textOf(pageOf({ verdict, rounds: null, details: [] }));
  for (const text of [comment, renderText(verdict, { width: 200, colour: false }), page])
    expect(text).toContain(
      "Too few samples a round: k6/latency-p99 of a, k6/latency-p99 of b, k6/latency-p99 of c and 1 more.",
    );
});
