import { describe, expect, test } from "vitest";
import { auditsApart, outcomesIn } from "../../../../src/measure/lighthouse/differences/audits.ts";
import { changed, withAudits } from "./results.ts";

const outcomes = (...audits: readonly Readonly<Record<string, unknown>>[]) =>
  audits.map((one) => outcomesIn(withAudits({ it: { title: "It", scoreDisplayMode: "binary", ...one } })));
const apart = (base: readonly Record<string, unknown>[], head: readonly Record<string, unknown>[]) =>
  auditsApart(outcomes(...base), outcomes(...head)).map(({ row }) => [row.change, row.base, row.head]);
const bytes = (overallSavingsBytes: number, displayValue = "") => ({
  scoreDisplayMode: "metricSavings",
  score: 0,
  displayValue,
  details: { overallSavingsBytes },
});

test("recorded results differ in what the image and the larger script brought, in Lighthouse's words", () => {
  const found = auditsApart([outcomesIn(changed.base)], [outcomesIn(changed.head)]).map(({ row }) => row);
  const pick = (id: string) => found.find((row) => row.id === id);
  expect(pick("image-alt")).toEqual({
    id: "image-alt",
    title: "Image elements do not have `[alt]` attributes",
    change: "worse",
    base: "not applicable",
    head: "failed",
  });
  expect(pick("unsized-images")).toMatchObject({ base: "passed", head: "needs improvement" });
  expect(pick("unused-javascript")).toMatchObject({ base: "Est savings of 59 KiB", head: "Est savings of 76 KiB" });
  expect(pick("total-byte-weight")).toMatchObject({ base: "Total size was 62 KiB", head: "Total size was 198 KiB" });
  // Both say "2 resources found".
  expect(pick("uses-long-cache-ttl")).toMatchObject({ base: "62517 bytes", head: "202184 bytes" });
  expect(new Set(found.map(({ change }) => change))).toEqual(new Set(["worse"]));
});

test("times, what only informs, and insights that say an audit again are not compared", () => {
  const known = outcomesIn(changed.head);
  expect(known.has("image-alt")).toBe(true);
  for (const id of [
    ...["largest-contentful-paint", "interactive", "bootup-time", "cumulative-layout-shift", "max-potential-fid"],
    ...["network-requests", "screenshot-thumbnails", "logical-tab-order", "image-delivery-insight", "cache-insight"],
  ]) {
    expect(changed.head.audits).toHaveProperty([id]);
    expect(known.has(id), id).toBe(false);
  }
});

test("where no other audit says it, an insight does", () => {
  const insight = { title: "", scoreDisplayMode: "numeric", score: 1, replacesAudits: ["dom-size"] };
  expect([...outcomesIn(withAudits({ "dom-size-insight": insight })).keys()]).toEqual(["dom-size-insight"]);
});

describe("an audit", () => {
  test.each([
    ["that failed and passes is better", { score: 0 }, { score: 1 }, ["better", "failed", "passed"]],
    ["is shown by its words", { score: 1 }, { score: 0.5, displayValue: "2 found" }, ["worse", "passed", "2 found"]],
    ["of more bytes is worse", bytes(10, "10 B"), bytes(20, "20 B"), ["worse", "10 B", "20 B"]],
    ["of fewer bytes is better", bytes(20), bytes(10), ["better", "20 bytes", "10 bytes"]],
    [
      "that has something to look at now had no bytes before",
      { scoreDisplayMode: "notApplicable" },
      bytes(10, "10 B"),
      ["worse", "not applicable", "10 B"],
    ],
    [
      "that could not be measured is neither",
      { score: 1 },
      { scoreDisplayMode: "error", score: null },
      ["other", "passed", "not measured"],
    ],
  ])("%s", (_, base, head, expected) => expect(apart([base], [head])).toEqual([expected]));

  test.each([
    ["of the same band", { score: 0.95 }, { score: 0.9 }],
    ["that has nothing to look at now", { score: 1 }, { scoreDisplayMode: "notApplicable", score: null }],
    ["of another time to be saved", { score: 0, numericValue: 300, numericUnit: "millisecond" }, { score: 0 }],
  ])("%s is the same", (_, base, head) => expect(apart([base], [head])).toEqual([]));

  test("that comes out both ways on one side tells nothing", () => {
    expect(apart([{ score: 1 }, { score: 0 }], [{ score: 0 }, { score: 0 }])).toEqual([]);
    expect(apart([{ score: 1 }, { score: 1 }], [{ score: 0 }, { score: 0 }])).toHaveLength(1);
    expect(apart([bytes(10), bytes(30)], [bytes(20), bytes(40)])).toEqual([]);
  });

  test("that only one side was asked for is not compared", () => {
    const one = outcomesIn(withAudits({ one: { scoreDisplayMode: "binary", score: 1 } }));
    const other = outcomesIn(withAudits({ other: { scoreDisplayMode: "binary", score: 0 } }));
    expect(auditsApart([one], [other])).toEqual([]);
  });
});

test("what got worse comes first, what is better last", () => {
  const of = (scores: Readonly<Record<string, number | null>>) =>
    Object.fromEntries(
      Object.entries(scores).map(([id, score]) => [
        id,
        { title: "", scoreDisplayMode: score === null ? "error" : "binary", score },
      ]),
    );
  const found = auditsApart(
    [outcomesIn(withAudits(of({ a: 0, b: 1, c: 1 })))],
    [outcomesIn(withAudits(of({ a: 1, b: null, c: 0 })))],
  );
  expect(found.map(({ row }) => `${row.id} ${row.change}`)).toEqual(["c worse", "b other", "a better"]);
});
