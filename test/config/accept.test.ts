import { describe, expect, it } from "vitest";
import { checkAccept, dayOf, refuseExpired, toAcceptance } from "../../src/config/accept.ts";
import { parseConfig } from "../../src/config/load.ts";
import { ConfigError } from "../../src/errors.ts";
import type { Metric } from "../../src/model/metric.ts";

const load = (entries: string, metrics = "{}") =>
  parseConfig(
    `target: { start: x }\nk6: { scripts: [a.js] }\nmetrics: ${metrics}\naccept:\n${entries}`,
    "weighbridge.yml",
  );

const entry = (parts: Readonly<Record<string, string>> = {}) => {
  const all = {
    metric: '"k6/latency-tm95@GET /"',
    upTo: "8%",
    until: "2026-01-31",
    reason: "New tax rules.",
    ...parts,
  };
  const keys = Object.entries(all).map(([key, value]) => `${key}: ${value}`);
  return `  - { ${keys.join(", ")} }`;
};

const faultOf = (body: () => unknown): string => {
  try {
    body();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "taken";
};

describe("an entry", () => {
  it("is read as numbers in the terms of the metric", () => {
    const { accept } = load(`${entry()}\n${entry({ metric: '"bundle/gzip@*"', upTo: "1.5%" })}`).config;
    expect(accept.map(toAcceptance)).toEqual([
      { glob: "k6/latency-tm95@GET /", upTo: 0.08, until: "2026-01-31", reason: "New tax rules." },
      { glob: "bundle/gzip@*", upTo: 0.015, until: "2026-01-31", reason: "New tax rules." },
    ]);
    expect(load(entry({ until: "2028-02-29" })).config.accept).toHaveLength(1);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["a glob that is none", { metric: "latency" }],
    ["a collector that there is not", { metric: '"webpagetest/lcp@*"' }],
    ["no metric", { metric: "5" }],
    ["a size without unit", { upTo: "8" }],
    ["a size in a unit that no change has", { upTo: "5kB" }],
    ["a time where changes are shares", { upTo: "5ms" }],
    ["nothing", { upTo: "0%" }],
    ["a day that is not in the calendar", { until: "2026-02-30" }],
    ["a year that has no such day", { until: "2027-02-29" }],
    ["a time", { until: "2026-01-31T12:00:00Z" }],
    ["no day", { until: "soon" }],
    ["an empty reason", { reason: '" "' }],
    ["a reason that nobody gave", { reason: '"<why>"' }],
    ["a day that nobody gave", { until: "<date>" }],
    ["a reason of two lines", { reason: '"a\\nb"' }],
    ["a reason that is too long", { reason: "x".repeat(301) }],
    ["a key that is not known", { untill: "2026-01-31" }],
  ])("is refused for %s", (_, parts) => {
    expect(faultOf(() => load(entry(parts)))).toMatchSnapshot();
  });

  it("is refused without a reason, and where it is no list", () => {
    const text = '  - { metric: "k6/*", upTo: 8%, until: 2026-01-31 }';
    expect(faultOf(() => load(text))).toBe(
      "weighbridge.yml:5:5: accept[0].reason is missing; expected a text of 1 to 300 characters on one line that says why.",
    );
    expect(faultOf(() => load("  metric: x"))).toContain("accept is a map; expected a list of metric, upTo, until");
  });

  it("may be in the unit of a scale that `metrics` sets", () => {
    const metrics = '{ "k6/latency-*": { scale: difference, detect: 5ms } }';
    expect(load(entry({ upTo: "5ms" }), metrics).config.accept).toHaveLength(1);
  });
});

describe("once the metrics are known", () => {
  const of = (id: string, unit: Metric["unit"], scale: Metric["scale"]) => ({ id, unit, scale });

  it("a unit that cannot be that of a change is named with file, line and key", () => {
    const loaded = load(entry({ metric: '"k6/*"', upTo: "5ms" }));
    checkAccept(loaded, of("k6/latency-tm95@x", "ms", "difference"));
    checkAccept(loaded, of("bundle/gzip@x", "bytes", "ratio"));
    expect(faultOf(() => checkAccept(loaded, of("k6/latency-tm95@x", "ms", "ratio")))).toBe(
      'weighbridge.yml:5:29: accept[0].upTo is "5ms"; expected a share (%), which fits k6/latency-tm95@x.',
    );
  });
});

describe("the last day", () => {
  const loaded = load(`${entry({ until: "2026-06-30" })}\n${entry()}`);

  it("still holds; after it the entry is an error that says where, since when, and what to do", () => {
    refuseExpired(loaded, "2026-01-31");
    expect(faultOf(() => refuseExpired(loaded, "2026-02-01"))).toBe(
      'weighbridge.yml:6:57: accept[1].until is "2026-01-31"; expected 2026-02-01 or a later day: this has expired, so remove the entry or extend it.',
    );
  });

  it("is one of UTC, wherever the clock is", () => {
    expect(dayOf(new Date("2026-02-01T00:30:00+02:00"))).toBe("2026-01-31");
  });
});
