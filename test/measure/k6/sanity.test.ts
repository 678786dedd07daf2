import { describe, expect, test } from "vitest";
import { Histogram } from "../../../src/measure/k6/fold/histogram.ts";
import type { Answers } from "../../../src/measure/k6/fold/shapes.ts";
import { checkAnswering } from "../../../src/measure/k6/sanity.ts";

const LATENCY = new Histogram(1);
const answers = (last: number, longest: number): Answers => ({ last, longest });

/** A round of 5 s whose side in slot b answers all the time, 100 requests a second. */
function check(own: Answers | undefined, other = answers(5_000, 10), requests = 100): void {
  const window = (second: number) => ({ start: second * 1000, requests, failed: 0, latency: LATENCY });
  const subject = { slot: "b", scenario: "shop", method: "GET", name: "cart" } as const;
  const series = [{ ...subject, windows: [0, 1, 2, 3, 4].map(window) }];
  const fold = {
    answers: { ...(own && { a: own }), b: other },
    windows: { windowMs: 1000, series, requestsLeftOut: 0 },
  };
  checkAnswering(fold, { slot: "a", side: "head" }, { measure: 5_000 }, "perf/shop.js");
}

describe("silence at the end of a round", { tags: ["R20"] }, () => {
  test.each([
    ["after answers of 10 ms, for 3 s", answers(2_000, 10), "for the last 3.0 s"],
    ["after answers of 2 s, for 4 s", answers(1_000, 2_000), "for the last 4.0 s"],
  ])("%s is a server that hangs", (_, own, says) => {
    expect(() => check(own)).toThrow(
      `head: ${says} of a round of perf/shop.js it answered no request, and the other side`,
    );
  });

  test.each([
    ["no longer than its longest answer", answers(2_000, 3_000)],
    ["as long as the longest answer of a side that takes 4 s", answers(1_000, 4_000)],
    ["within the last quarter", answers(3_800, 10)],
    ["of which the other side has as much, its last answers being late", answers(7_000, 4_000)],
    ["of one that answered nothing, which is told otherwise", undefined],
  ])("%s is none", (_, own) => {
    expect(() => check(own)).not.toThrow();
  });

  test("in which the other side answered little is none", () => {
    expect(() => check(answers(2_000, 10), answers(5_000, 10), 6)).not.toThrow();
  });
});
