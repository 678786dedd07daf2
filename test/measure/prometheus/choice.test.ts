import { describe, expect, test } from "vitest";
import { chooseWeighed } from "../../../src/measure/prometheus/choice.ts";
import { prometheusMetric } from "../../../src/measure/prometheus/metrics.ts";
import type { Side } from "../../../src/model/series.ts";

const reading = (name: string, labels = "") => ({
  metric: prometheusMetric({ name, labels, exporter: null }, "request", "count"),
  value: 1,
});
const times = (count: number, name: string, round = 0) =>
  Array.from({ length: count }, (_, index) => reading(name, `i="${round}-${index}"`));

function round(choice: ReturnType<typeof chooseWeighed>, told: Partial<Record<Side, ReturnType<typeof times>>>) {
  const sides = Object.entries(told) as [Side, ReturnType<typeof times>][];
  for (const [side, readings] of sides) choice.tell(side, readings);
  const chosen = sides.map(([side, readings]) => [
    side,
    readings.map(({ metric }) => metric.id).filter((id) => choice.isWeighed(side, id)),
  ]);
  return Object.fromEntries(chosen) as Record<Side, string[]>;
}

test("a label with a new value in each scrape brings no row, and one sentence", { tags: ["L17"] }, () => {
  const choice = chooseWeighed(["base", "head"]);
  const hits = reading("hits_total");
  for (const number of [1, 2, 3]) {
    const told = { base: [hits, ...times(300, "a_total", number)], head: [hits, ...times(300, "b_total", number)] };
    expect(round(choice, told)).toEqual({ base: [hits.metric.id], head: [hits.metric.id] });
  }
  expect(choice.leftOut()).toEqual([
    'prometheus: what one side alone told in one round is left out, as labels with a new value each time are: prometheus/a_total@i="1-0", prometheus/a_total@i="1-1", prometheus/a_total@i="1-2", prometheus/a_total@i="1-3", prometheus/a_total@i="1-4" and 1795 more; give such labels few values, or narrow prometheus.metrics to those that matter.',
  ]);
});

test("what one side stops telling is weighed, however much the other tells alone", { tags: ["T26"] }, () => {
  const choice = chooseWeighed(["base", "head"]);
  const lost = reading("lost_total");
  const told = { base: [lost], head: times(600, "noise_total") };
  expect(round(choice, told)).toEqual({ base: [], head: [] });
  const next = round(choice, told);
  expect(next.base).toEqual([lost.metric.id]);
  expect(next.head).toHaveLength(20);
  expect(choice.leftOut()).toEqual([expect.stringContaining("and 575 more are not: narrow prometheus.metrics")]);
});

test("of a side that is measured alone, all that it tells is weighed", () => {
  const choice = chooseWeighed(["head"]);
  expect(round(choice, { head: times(30, "a_total") }).head).toHaveLength(30);
  expect(choice.leftOut()).toEqual([]);
});

describe("what the config lets block is weighed, however much stands before it", { tags: ["T26"] }, () => {
  const gated = reading("z_total");
  const mayBlock = (id: string) => id === gated.metric.id;

  test.each([
    ["base alone tells", 30, ({ many }: { many: ReturnType<typeof times> }) => ({ base: [...many, gated], head: [] })],
    [
      "both tell",
      600,
      ({ many }: { many: ReturnType<typeof times> }) => ({ base: [...many, gated], head: [...many, gated] }),
    ],
  ])("that %s", (_, count, toldOf) => {
    const choice = chooseWeighed(["base", "head"], mayBlock);
    const told = toldOf({ many: times(count, "a_total") });
    round(choice, told);
    const { base } = round(choice, told);
    expect(base).toContain(gated.metric.id);
    expect(base.length).toBeLessThan(count);
    expect(choice.leftOut()).toEqual([expect.not.stringContaining(gated.metric.id)]);
  });

  test("and of what is told once by one side it is left out as anything else, and named", () => {
    const choice = chooseWeighed(["base", "head"], mayBlock);
    expect(round(choice, { base: [], head: [gated] }).head).toEqual([]);
    expect(choice.leftOut()).toEqual([expect.stringContaining(gated.metric.id)]);
  });
});
