import { expect, test } from "vitest";
import { compareRuns, readMarker, withMarker } from "../../src/github/marker.ts";

test("a marker is read as it was written", { tags: ["R12"] }, () => {
  const marker = { gate: "api-2", run: { id: 12345678901, attempt: 3 } };
  const text = withMarker(marker, "# Passed");
  expect(text).toBe("<!-- weighbridge gate=api-2 run=12345678901.3 -->\n# Passed");
  expect(readMarker(text)).toEqual(marker);
  expect(readMarker(text.replaceAll("\n", "\r\n"))).toEqual(marker);
});

test.each([
  "",
  "# Passed",
  "\n<!-- weighbridge gate=api run=1.1 -->\nnot first",
  " <!-- weighbridge gate=api run=1.1 -->",
  "> <!-- weighbridge gate=api run=1.1 -->\nquoted",
  "<!-- weighbridge gate=api run=1.1 --> and more on the line",
  "<!-- weighbridge gate= run=1.1 -->",
  "<!-- weighbridge gate=a b run=1.1 -->",
  "<!-- weighbridge gate=api run=1 -->",
  "<!-- weighbridge gate=api run=-1.1 -->",
  "<!-- weighbridge gate=api run=1234567890123456.1 -->",
])("%j has no marker", { tags: ["T11"] }, (body) => {
  expect(readMarker(body)).toBeNull();
});

test("runs are ordered by their number, then by attempt", { tags: ["R13"] }, () => {
  const runs = [
    { id: 9, attempt: 1 },
    { id: 10, attempt: 1 },
    { id: 10, attempt: 2 },
    { id: 10, attempt: 10 },
    { id: 100, attempt: 1 },
  ];
  expect(runs.toReversed().toSorted(compareRuns)).toEqual(runs);
  expect(compareRuns(runs[0]!, { ...runs[0]! })).toBe(0);
});
