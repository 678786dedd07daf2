import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dimensionOf, parseQuantity, quantityPattern, unitsOf } from "../../src/model/quantity.ts";

describe("parseQuantity", () => {
  it.each([
    ["5s", 5000, "ms"],
    ["300ms", 300, "ms"],
    ["2m", 120_000, "ms"],
    ["1.5m", 90_000, "ms"],
    [".1ms", 0.1, "ms"],
    ["0.1ms", 0.1, "ms"],
    ["250B", 250, "bytes"],
    ["1kB", 1000, "bytes"],
    ["1KiB", 1024, "bytes"],
    ["1.5MB", 1_500_000, "bytes"],
    ["2MiB", 2 * 1024 * 1024, "bytes"],
    ["2%", 0.02, "fraction"],
    ["2 %", 0.02, "fraction"],
    // 0.7 / 100 would be 0.006999999999999999.
    ["0.7%", 0.007, "fraction"],
    ["0%", 0, "fraction"],
  ])("reads %s as %d %s", (text, value, dimension) => {
    expect(parseQuantity(text)).toEqual({ value, dimension, text });
  });

  it.each([
    "",
    "5",
    "5 5s",
    "-5s",
    "+5s",
    "5S",
    "5h",
    "1e3ms",
    "5.s",
    "1m30s",
    "1KB",
    "Infinitys",
    "5s\n",
    "9".repeat(13) + "s",
  ])("does not read %j", (text) => expect(parseQuantity(text)).toBeUndefined());

  it("reads exactly what the pattern of all its units takes, to a finite number that is not negative", () => {
    const pattern = new RegExp(quantityPattern(["ms", "bytes", "fraction"]));
    const near = fc.stringMatching(/^[0-9.]{0,4} ?(ms|s|m|B|kB|KiB|MB|MiB|%|h)?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        const quantity = parseQuantity(text);
        expect(quantity !== undefined).toBe(pattern.test(text));
        if (quantity) expect(Number.isFinite(quantity.value) && quantity.value >= 0).toBe(true);
      }),
    );
  });
});

it("names the units of a dimension, and the dimension of a metric's unit", () => {
  expect(unitsOf("bytes")).toEqual(["B", "kB", "KiB", "MB", "MiB"]);
  expect(unitsOf("plain")).toEqual([]);
  expect((["ms", "bytes", "fraction", "count", "number"] as const).map(dimensionOf)).toEqual([
    "ms",
    "bytes",
    "fraction",
    "plain",
    "plain",
  ]);
});
