import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseConfig } from "../../../../src/config/load.ts";
import type { Metric } from "../../../../src/model/metric.ts";
import { acceptYaml } from "../../../../src/report/render/words/accept.ts";
import { heavier, latency, slower, watched } from "../../verdicts.ts";

const upTo = (value: number, metric: Partial<Metric> = {}) => {
  const row = latency("a", { change: "regressed", effect: { value, low: value, high: value } }, metric);
  return / upTo: (.*), until/.exec(acceptYaml([row])[1]!)![1];
};
const difference = { scale: "difference" } as const;

test("what regressed can be pasted; date and reason are the reader's to give", () => {
  expect(acceptYaml([slower, watched, heavier, latency("calm")])).toEqual([
    "accept:",
    '  - { metric: "k6/latency-tm95@checkout: GET /cart", upTo: 18%, until: <date>, reason: "<why>" }',
    '  - { metric: "bundle/gzip@app.js", upTo: 15%, until: <date>, reason: "<why>" }',
  ]);
  expect(acceptYaml([watched, latency("calm")])).toEqual([]);
});

test("up to the estimate, rounded away from it, in the unit of the metric", () => {
  expect([upTo(0.17), upTo(0.1701), upTo(0.002), upTo(-0.25, { better: "higher" })]).toEqual([
    "17%",
    "18%",
    "1%",
    "25%",
  ]);
  expect(upTo(0.0031, { ...difference, unit: "fraction" })).toBe("0.31%");
  expect(upTo(0.003111, { ...difference, unit: "fraction" })).toBe("0.32%");
  expect(upTo(31.4, { ...difference, unit: "ms" })).toBe("32ms");
  expect(upTo(1831, { ...difference, unit: "bytes" })).toBe("1900B");
  expect(upTo(3, { ...difference, unit: "count" })).toBe("3");
});

test("five at most, none with an id of a page; how many more there are is said, in a comment", () => {
  const named = (subject: string) => ({ ...slower, metric: { ...slower.metric, id: `k6/a@${subject}` } });
  const many = Array.from({ length: 9 }, (_, at) => named(String(at)));
  const long = named("x".repeat(300));
  expect(acceptYaml(many.slice(0, 5))).toHaveLength(6);
  expect(acceptYaml([...many, long, watched])[6]).toBe(
    "  # 5 more regressed, and these lines do not accept them: see the report.",
  );
  expect(parse(acceptYaml([...many, long]).join("\n")).accept).toHaveLength(5);
  expect(acceptYaml([long])).toEqual([]);
});

test("what was not filled in is refused, with a sentence", () => {
  const pasted = acceptYaml([slower]).join("\n");
  const load = (text: string) =>
    parseConfig(`target: { start: x }\nk6: { scripts: [a.js] }\n${text}`, "weighbridge.yml");
  const dated = pasted.replace("<date>", "2026-01-31");
  expect(() => load(pasted)).toThrow(/until is "<date>"; expected a day/);
  expect(() => load(dated)).toThrow(/reason is "<why>"; expected your own words/);
  const [entry] = load(dated.replace("<why>", "Tax, at last: 2026's rules")).config.accept;
  expect(entry).toMatchObject({ metric: slower.metric.id, reason: "Tax, at last: 2026's rules" });
});
