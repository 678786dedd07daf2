import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayBothMatch } from "../../src/config/globs.ts";
import { parseConfig } from "../../src/config/load.ts";
import { overridesFor, toOverride } from "../../src/config/metrics.ts";
import { ConfigError } from "../../src/errors.ts";
import { type Metric, matchesId } from "../../src/model/metric.ts";

const load = (metrics: string) =>
  parseConfig(`target: { start: x }\nk6: { scripts: [a.js] }\nmetrics:\n${metrics}`, "weighbridge.yml");

const faultOf = (metrics: string): string => {
  try {
    load(metrics);
    return "taken";
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

describe("a unit that cannot fit is named when the file is read", () => {
  it.each([
    ['  "bundle/gzip@*": { max: 150ms }'],
    ['  "bundle/*": { tolerate: { absolute: 5 } }'],
    ['  "k6/latency-p95@*": { max: 1kB }'],
    ['  "k6/latency-p95@checkout: GET /cart": { max: 200 }'],
    ['  "k6/latency-*": { tolerate: { absolute: 2% } }'],
    ['  "k6/latency-p95@*": { detect: 5ms }'],
    ['  "k6/error-rate@*": { max: 5 }'],
    ['  "k6/my_queue@*": { max: 5kB }'],
    ['  "k6/latency-p95@*": { max: -5 }'],
    ['  "k6/latency-p95@*": { detect: 0% }'],
    ['  "k6/latency-p95@*": { tolerate: { relative: 0.02 } }'],
    ['  "k6/latency-p95@*": { rol: gate }'],
    ['  "k6/latency-p95@*": { role: block }'],
    ['  "webpagetest/lcp@*": { role: gate }'],
    ['  "latency-p95": { role: gate }'],
    ['  "12": { role: gate }'],
    ['  "k6/latency-p95@*": { tolerate: { relative: 10% }, detect: 5% }'],
  ])("%s", (metrics) => expect(faultOf(metrics)).toMatchSnapshot());

  it.each([
    ['  "k6/latency-p95@*": { scale: difference, detect: 5ms }'],
    ['  "k6/error-rate@*": { detect: 1%, max: 2%, tolerate: { absolute: .5% } }'],
    ['  "k6/my_queue@*": { max: 5, warn: 4 }'],
    ['  "k6/my_time@*": { max: 5ms }'],
    ['  "k6/my_share@*": { max: 5% }'],
    ['  "k6/*": { max: 200ms }'],
    ['  "*": { max: 1kB }'],
    ['  "*@checkout*": { detect: 5%, max: 3 }'],
    ['  "bundle/raw@*": { max: 1.5MB }'],
    ['  "k6/latency-p95@*": { tolerate: { relative: 5% }, detect: 5% }'],
    ['  "k6/latency-p95@*": { scale: difference, tolerate: { relative: 10% }, detect: 5ms }'],
    ['  "k6/error-rate@*": { tolerate: { relative: 10% }, detect: 5% }'],
  ])("%s can fit", (metrics) => expect(faultOf(metrics)).toBe("taken"));
});

describe("what may get better either way", () => {
  it("must not gate before somebody says which", () => {
    expect(faultOf('  "prometheus/http_requests_total@*": { role: gate }')).toMatchInlineSnapshot(
      `"weighbridge.yml:4:39: metrics["prometheus/http_requests_total@*"].better is missing; expected lower or higher: the name does not say which way is better, and it is to gate."`,
    );
    for (const glob of ["prometheus/*", "prometheus/cache_*", "prometheus/latency_seconds-count@target"])
      expect(faultOf(`  "${glob}": { role: gate }`)).toContain("better");
  });

  it.each([
    ['  "prometheus/http_requests_total@*": { role: gate, better: higher }'],
    ['  "prometheus/*": { better: lower }\n  "prometheus/http_requests_total@*": { role: gate }'],
    ['  "prometheus/http_requests_total@*": { role: watch }'],
    ['  "prometheus/http_errors_total@*": { role: gate }'],
    ['  "prometheus/*_hit_ratio-mean@*": { role: gate }'],
    ['  "*": { role: gate }'],
    ['  "k6/my_queue@*": { role: gate }'],
  ])("%s may", (metrics) => expect(faultOf(metrics)).toBe("taken"));
});

describe("overridesFor", () => {
  const metric = (id: string, unit: Metric["unit"], scale: Metric["scale"]) => ({ id, unit, scale });

  it("gives the numbers of the entries that match, in the order of the file", () => {
    const rules = load(`  "k6/*": { role: watch, detect: 10% }
  "k6/latency-p95@*": { better: lower, tolerate: { relative: 2%, absolute: .1ms }, warn: 150ms, max: 1s }
  "bundle/*": { role: "off" }`);
    const overrides = overridesFor(rules, metric("k6/latency-p95@GET /", "ms", "ratio"));
    expect(JSON.parse(JSON.stringify(overrides))).toEqual([
      { glob: "k6/*", role: "watch", detect: 0.1 },
      { glob: "k6/latency-p95@*", better: "lower", tolerate: { relative: 0.02, absolute: 0.1 }, warn: 150, max: 1000 },
    ]);
    expect(rules.config.metrics.map(toOverride)).toHaveLength(3);
  });

  it("refuses a unit that another metric of the glob has, with file, line and key", () => {
    const rules = load('  "k6/*": { max: 200ms }');
    expect(overridesFor(rules, metric("k6/latency-p95@GET /", "ms", "ratio"))).toHaveLength(1);
    expect(() => overridesFor(rules, metric("k6/error-rate@GET /", "fraction", "difference"))).toThrow(
      new ConfigError(
        'weighbridge.yml:4:18: metrics["k6/*"].max is "200ms"; expected a share (%), which fits k6/error-rate@GET /.',
      ),
    );
  });

  it("refuses that more is tolerated than is to be found, also by two entries, on the ratio scale", () => {
    const rules = load('  "k6/*": { tolerate: { relative: 10% } }\n  "k6/latency-*": { detect: 5% }');
    expect(() => overridesFor(rules, metric("k6/latency-p95@GET /", "ms", "ratio"))).toThrow(
      new ConfigError(
        'weighbridge.yml:4:35: metrics["k6/*"].tolerate.relative is "10%"; expected at most detect, which is 5%: what is tolerated is never found.',
      ),
    );
    expect(overridesFor(rules, metric("k6/my_rate@x", "fraction", "ratio"))).toHaveLength(1);
    const onDifference = load('  "k6/*": { tolerate: { relative: 10% } }\n  "k6/error-*": { detect: 5% }');
    expect(overridesFor(onDifference, metric("k6/error-rate@x", "fraction", "difference"))).toHaveLength(2);
  });

  it("takes detect in the unit of the scale that the last entry sets", () => {
    const custom = metric("k6/my_depth@checkout", "number", "ratio");
    const onRatio = load('  "k6/my_depth@*": { detect: 5 }');
    expect(() => overridesFor(onRatio, custom)).toThrow(/detect is 5; expected a share \(%\)/u);
    const onDifference = load('  "k6/my_depth@*": { detect: 5 }\n  "k6/my_*": { scale: difference }');
    expect(overridesFor(onDifference, custom).map(({ detect }) => detect)).toEqual([5, undefined]);
  });
});

it("mayBothMatch: two globs meet exactly when some text matches both", () => {
  const glob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 5 });
  const texts = [""];
  for (let start = 0, length = 0; length < 6; length++) {
    const end = texts.length;
    for (const text of texts.slice(start, end)) texts.push(`${text}a`, `${text}b`);
    start = end;
  }
  fc.assert(
    fc.property(glob, glob, (x, y) => {
      // Without stars they stand for at most 5 letters each, and any common text can be shortened to as many as both have.
      const common = texts.some((text) => matchesId(x, text) && matchesId(y, text));
      if (common) expect(mayBothMatch(x, y)).toBe(true);
      else if (x.replaceAll("*", "").length + y.replaceAll("*", "").length <= 6) expect(mayBothMatch(x, y)).toBe(false);
    }),
    { numRuns: 500 },
  );
});
