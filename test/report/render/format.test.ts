import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testRounds } from "../../../src/compare/rounds.ts";
import { effectOf } from "../../../src/compare/tested.ts";
import type { Comparison } from "../../../src/model/comparison.ts";
import type { Unit } from "../../../src/model/metric.ts";
import {
  formatAge,
  formatChange,
  formatDuration,
  formatInterval,
  formatLimit,
  formatMove,
  formatP,
  formatValue,
  formatWithin,
} from "../../../src/report/render/format.ts";
import { around, failures, sampled } from "../../compare/make.ts";
import { bundle, errors, latency, nearly, same } from "../verdicts.ts";

describe("a value", () => {
  test.each<[number | null, Unit, string]>([
    [1.234, "ms", "1.23 ms"],
    [0.05, "ms", "0.0500 ms"],
    [999.4, "ms", "999 ms"],
    [999.9, "ms", "1.00 s"],
    [1234, "ms", "1.23 s"],
    [0, "ms", "0 ms"],
    [-0, "ms", "0 ms"],
    [999, "bytes", "999 B"],
    [999.7, "bytes", "1.00 kB"],
    [12_345, "bytes", "12.3 kB"],
    [1_234_567, "bytes", "1.23 MB"],
    [16_773_000_000, "bytes", "16.8 GB"],
    [0.01234, "fraction", "1.23 %"],
    [0.07, "fraction", "7.00 %"],
    [1, "fraction", "100 %"],
    [12_345, "count", "12,345"],
    [0.0123, "number", "0.0123"],
    [1e-9, "number", "1.00e-9"],
    [-4.5, "number", "-4.50"],
    [null, "ms", "–"],
    [Number.NaN, "ms", "–"],
    [Number.POSITIVE_INFINITY, "bytes", "–"],
  ])("%s in %s is %s", (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  test("never shows NaN, a negative zero or infinity, and keeps three digits of what it was", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e300, max: 1e300 }),
        fc.constantFrom<Unit>("ms", "bytes", "fraction", "count", "number"),
        (value, unit) => {
          const text = formatValue(value, unit);
          expect(text).not.toMatch(/NaN|Infinity|^-0(?![.\d])|undefined/);
          if (!Number.isFinite(value)) return;
          const [, number, suffix] = /^(\S+)(?: (\S+))?$/.exec(text)!;
          const factor = { ms: 1, s: 1e3, B: 1, kB: 1e3, MB: 1e6, GB: 1e9, "%": 0.01 }[suffix ?? ""] ?? 1;
          const shown = Number(number!.replaceAll(",", "")) * factor;
          expect(Math.abs(shown - value)).toBeLessThanOrEqual(Math.abs(value) * 0.00501);
        },
      ),
    );
  });
});

test.each<[number, Unit, string]>([
  [200, "ms", "200 ms"],
  [1234, "ms", "1.234 s"],
  [0.1, "ms", "0.1 ms"],
  [250, "bytes", "250 B"],
  [0.07, "fraction", "7 %"],
  [0.995, "fraction", "99.5 %"],
  [10, "number", "10"],
])("a limit of %s in %s is written as it was meant: %s", (value, unit, text) => {
  expect(formatLimit(value, unit)).toBe(text);
});

describe("a change", () => {
  const moved = (value: number, low: number, high: number, over: Partial<Comparison> = {}) =>
    latency("x", { effect: { value, low, high }, ...over });

  test("has a sign, and as many decimals as its interval", () => {
    const change = moved(0.1718, 0.159, 0.1841);
    expect([formatChange(change), formatInterval(change)]).toEqual(["+17.2 %", "+15.9 to +18.4 %"]);
    const small = moved(-0.0042, -0.0113, 0.0199);
    expect([formatChange(small), formatInterval(small)]).toEqual(["-0.42 %", "-1.13 to +1.99 %"]);
  });

  test("that rounds to nothing has no sign", () => {
    expect(formatChange(moved(-0.00001, -0.02, 0.02))).toBe("0 %");
    expect(formatChange(moved(-0, 0, 0))).toBe("0 %");
    expect(formatMove(moved(-0.00001, -0.02, 0.02))).toBe("did not move");
  });

  test("of thousands is grouped as values are", () => {
    const leap = bundle("a.js", 43, 122_976, "regressed");
    expect([formatChange(leap), formatMove(leap)]).toEqual(["+285,891 % (+123 kB)", "rose by 285,891 % or 123 kB"]);
    expect(formatInterval(moved(115.61, 9.9949, 1234.5678))).toBe("+999 to +123,457 %");
    const calls = { unit: "number", scale: "difference" } as const;
    expect(formatChange(latency("x", { effect: { value: -1234.6, low: -0.02, high: 0.5 } }, calls))).toBe("-1,235");
  });

  test("whose interval is open says so", () => {
    expect(formatInterval(moved(0.1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY))).toBe("-∞ to +∞ %");
    expect(formatChange(moved(Number.NaN, 0, 0))).toBe("? %");
  });

  test("of a fraction counts in percentage points, not in percent", () => {
    expect(formatChange({ ...errors, effect: { value: 0.012, low: 0.004, high: 0.02 } })).toBe("+1.20 pp");
  });

  test("of an exact metric names the difference; where base is zero only that", () => {
    expect(formatChange(bundle("a.js", 12_310, 14_140, "regressed"))).toBe("+14.9 % (+1.83 kB)");
    expect(formatMove(bundle("a.js", 14_140, 12_310, "improved"))).toBe("fell by 12.9 % or 1.83 kB");
    expect(formatChange(bundle("a.js", 0, 300, "regressed"))).toBe("+300 B");
    expect(formatInterval(bundle("a.js", 1, 2, "regressed"))).toBe("exact");
    // Of nothing there is no percentage; of a side that is absent there is nothing exact.
    for (const head of [0, 300]) expect(formatInterval(bundle("a.js", 0, head, "unchanged"))).toBe("exact");
    expect(formatInterval(bundle("a.js", null, 2, "new"))).toBe("–");
    expect(formatInterval(bundle("a.js", 2, null, "missing"))).toBe("–");
    expect(formatChange(same)).toBe("0 %");
  });

  test("has an interval of 95 % from six rounds on; of shares in fewer too, as docs/reading.md says", () => {
    const rounds = (count: number) => {
      const timed = sampled(around(10, 0.02, count), around(11, 0.02, count));
      const failed = Array.from({ length: count }, (_, i) => ({ events: i, total: 250 }));
      return [timed, failures(failed, failed)].map((series) => {
        const { metric } = series;
        const { estimate } = testRounds(series, metric, { ...metric, role: "gate" }, count);
        return formatInterval(latency("x", { metric, effect: effectOf(estimate!, metric) }));
      });
    };
    expect(rounds(6)).toEqual([expect.stringMatching(/ to .* %$/), expect.stringMatching(/ to .* pp$/)]);
    expect(rounds(5)).toEqual(["–", expect.stringMatching(/ to .* pp$/)]);
    expect(rounds(2)).toEqual(["–", expect.stringMatching(/ to .* pp$/)]);
  });

  test("that is none is shown with the margin that was shown", () => {
    expect([latency("x"), errors, same, nearly].map(formatWithin)).toEqual([
      "within ±5 %",
      "within ±1 pp",
      "same",
      "tolerated",
    ]);
  });

  test("of next to nothing says so, in the unit and not in percentages of it", () => {
    const tiny = (base: number, detect: number, absolute = 0.1) => {
      const one = latency("x", { base });
      return formatWithin({ ...one, rule: { ...one.rule, tolerate: { relative: 0.02, absolute }, detect } });
    };
    expect(tiny(0.0158, 15.83)).toBe("too small to weigh (within ±0.25 ms)");
    expect(tiny(0.4, 0.625)).toBe("too small to weigh (within ±0.25 ms)");
    expect(tiny(0.5, 0.5)).toBe("within ±50 %");
    // Asked for, not brought about by a value that is small.
    expect(tiny(0.4, 0.9, 0.01)).toBe("within ±90 %");
  });

  test("that is none in any round is the same, whatever was to be found", () => {
    const one = latency("x");
    expect(formatWithin({ ...one, rule: { ...one.rule, detect: 0 } })).toBe("same");
  });

  test("that is not known is a dash", () => {
    expect(formatChange(latency("x", { effect: null }))).toBe("–");
    expect(formatMove(latency("x", { effect: null }))).toBe("changed");
  });
});

test("p", () => {
  expect([0, 0.00009, 0.00073, 0.031, 1].map(formatP)).toEqual([
    "p < 0.0001",
    "p < 0.0001",
    "p = 0.0007",
    "p = 0.031",
    "p = 1",
  ]);
});

test("durations", () => {
  expect([0, 0.42, 9.96, 59.6, 60, 146.1].map(formatDuration)).toEqual([
    "0 s",
    "0.4 s",
    "10 s",
    "1 min",
    "1 min",
    "2 min 26 s",
  ]);
});

test("an age is as exact as anybody needs it", () => {
  const hour = 3600;
  expect([0, 0.9, 1, 47.9, 48, 24 * 90].map((hours) => formatAge(hours * hour))).toEqual([
    "less than an hour",
    "less than an hour",
    "1 hour",
    "47 hours",
    "2 days",
    "90 days",
  ]);
  // Of another machine, whose clock is ahead.
  expect(formatAge(-5)).toBe("less than an hour");
  expect(formatAge(Number.NaN)).toBe("less than an hour");
});
