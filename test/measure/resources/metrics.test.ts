import { expect, test } from "vitest";
import { readingsOf, type Used } from "../../../src/measure/resources/metrics.ts";

const USED: Used = {
  requests: 10,
  counts: {
    cpu: 1_000,
    minorFaults: 2_000,
    majorFaults: 3_000,
    voluntarySwitches: 4_000,
    involuntarySwitches: 5_000,
    read: 6_000,
    written: 7_000,
  },
  ...{ network: 8_000, peak: 900, end: 800, growth: 70, collectsLate: false, threads: 6, files: 5, storage: true },
  ...{ busy: 0.4, busiest: 0.3, full: 0.2 },
};

const values = (over: Partial<Used> = {}) =>
  Object.fromEntries(readingsOf({ ...USED, ...over }).map(({ metric, value }) => [metric.id, value]));

test("each metric has its own count: what adds up a request, what has a maximum as it is", () => {
  expect(values()).toEqual({
    "resources/cpu@target": 100,
    "resources/memory-peak@target": 900,
    "resources/memory-end@target": 800,
    "resources/growth@target": 70,
    "resources/minor-faults@target": 200,
    "resources/major-faults@target": 300,
    "resources/voluntary-switches@target": 400,
    "resources/involuntary-switches@target": 500,
    "resources/disk-read@target": 600,
    "resources/disk-written@target": 700,
    "resources/network@target": 800,
    "resources/threads@target": 6,
    "resources/files@target": 5,
  });
});

test("what cannot be seen has no value, and is not 0", () => {
  const seen = Object.keys(values());
  const missing = (over: Partial<Used>) => seen.filter((id) => !(id in values(over)));
  expect(missing({ files: null })).toEqual(["resources/files@target"]);
  expect(missing({ network: null })).toEqual(["resources/network@target"]);
  expect(missing({ storage: false })).toEqual(["resources/disk-read@target", "resources/disk-written@target"]);
  expect(missing({ growth: null })).toEqual(["resources/growth@target"]);
});
