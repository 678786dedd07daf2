import { describe, expect, it } from "vitest";
import type { Cell } from "../../../../src/measure/k6/fold/cells.ts";
import { foldFile } from "../../../../src/measure/k6/fold/fold.ts";
import { FIXTURES, fixturePath, fixtureText } from "./fixtures.ts";
import { measured, naiveCells, naivePoints, naiveQuantile, naiveTrimmedMean } from "./naive.ts";

const EVERYTHING = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

describe.each(FIXTURES)("what real k6 wrote: %s", (fixture) => {
  const points = naivePoints(fixtureText(fixture));
  const times = points.map(({ time }) => time).toSorted((a, b) => a - b);
  const middle = { from: times[0]! + 250.5, to: times[0]! + 700.5 };

  it.each([
    ["all of it", EVERYTHING],
    ["its middle", middle],
  ])("folds %s as the plain way does", async (_, range) => {
    const fold = await foldFile(fixturePath(fixture), range);
    const counted = measured(points, range);
    const expected = naiveCells(counted);
    expect(fold.cells.map(key).toSorted()).toEqual([...expected.keys()].toSorted());
    for (const cell of fold.cells) expectValues(cell, expected.get(key(cell))!);
    expect(fold.points.measured).toBe(counted.length);
    expect(fold.points.measured + fold.points.outside + fold.points.setup).toBe(points.length);
    expect(fold.cells.some(({ other }) => other)).toBe(false);
  });

  it("keeps refused and failed requests out of the latency and in the error rate", async () => {
    const { cells } = await foldFile(fixturePath(fixture));
    const refused = cells.filter(({ name }) => name === "refused");
    const of = (metric: string) => refused.find((cell) => cell.metric === metric)!;
    expect(of("http_req_duration").expected).toBe(false);
    const failed = of("http_req_failed");
    expect(failed.expected).toBeNull();
    expect(failed.aggregate).toMatchObject({ kind: "rate", events: (failed.aggregate as { total: number }).total });
  });

  it("leaves setup and warm-up out, but not a script's own group called setup", async () => {
    const fold = await foldFile(fixturePath(fixture));
    expect(fold.points.setup).toBeGreaterThanOrEqual(18);
    expect(fold.points.outside).toBeGreaterThan(0);
    expect(fold.cells.some(({ name }) => name?.endsWith("/setup") || name?.endsWith("/teardown"))).toBe(false);
    expect(fold.cells.some(({ name, method }) => method === "POST" && name?.endsWith("/fail"))).toBe(true);
  });

  it("counts all that a slot was sent, with setup and warm-up, whatever the range", async () => {
    const { sent, untold } = await foldFile(fixturePath(fixture), middle);
    const requests = points.filter(({ metric }) => metric === "http_reqs");
    const to = (slot: string) => requests.filter(({ tags }) => tags.weighbridge_slot?.replace("-outside", "") === slot);
    const from = (slot: string) => {
      const durations = points.filter(
        ({ metric, tags }) => metric === "http_req_duration" && tags.weighbridge_slot?.startsWith(slot),
      );
      return Math.min(...durations.map(({ time, value }) => time - value));
    };
    for (const slot of ["a", "b"] as const) {
      expect(to(slot).some(({ tags }) => tags.weighbridge_slot === `${slot}-outside`)).toBe(true);
      expect(sent[slot]).toEqual({
        requests: to(slot).length,
        from: expect.closeTo(from(slot), 2),
        to: expect.closeTo(Math.max(...to(slot).map(({ time }) => time)), 2),
      });
    }
    expect(untold).toBe(requests.filter(({ tags }) => tags.weighbridge_slot === undefined).length);
  });

  it("counts iterations and dropped ones, inside and in all", async () => {
    const fold = await foldFile(fixturePath(fixture), middle);
    const sum = (metric: string) => {
      const mine = points.filter((point) => point.metric === metric);
      const inside = mine.filter(({ time }) => time >= middle.from && time < middle.to);
      return { measured: inside.length, all: mine.length };
    };
    expect(fold.iterations).toEqual(sum("iterations"));
    expect(fold.dropped).toEqual(sum("dropped_iterations"));
    expect(fold.dropped.all).toBeGreaterThan(0);
    const drops = points.filter(({ metric }) => metric === "dropped_iterations");
    expect(fold.dropTimes).toEqual(drops.map(({ time }) => expect.closeTo(time, 2)));
  });

  it("knows the metrics, and counts the points that 1.8.1 writes without a number", async () => {
    const fold = await foldFile(fixturePath(fixture));
    expect(fold.metrics).toContainEqual({ name: "my_time", type: "trend", contains: "time" });
    expect(fold.metrics).toContainEqual({ name: "my_gauge", type: "gauge", contains: "default" });
    const infinite = fixtureText(fixture).match(/"value":\+Inf/g)?.length ?? 0;
    expect(fold.points.infinite).toBe(infinite);
    expect(infinite > 0).toBe(fixture.startsWith("1.8.1"));
  });
});

function key({ metric, slot, scenario, method, name, check, expected }: Cell): string {
  return JSON.stringify([metric, slot, scenario, method, name, check, expected]);
}

function expectValues({ aggregate }: Cell, { type, values }: { type: string; values: number[] }): void {
  expect(aggregate.kind).toBe(type);
  const sum = values.reduce((a, b) => a + b, 0);
  switch (aggregate.kind) {
    case "trend":
      expect(aggregate).toMatchObject({
        count: values.length,
        sum,
        min: Math.min(...values),
        max: Math.max(...values),
      });
      for (const p of [0, 0.5, 0.95, 0.99, 1]) expect(aggregate.quantile(p)).toBe(naiveQuantile(values, p));
      expect(aggregate.trimmedMean(0.95)).toBeCloseTo(naiveTrimmedMean(values, 0.95), 9);
      break;
    case "rate":
      expect(aggregate).toMatchObject({ events: values.filter((value) => value !== 0).length, total: values.length });
      break;
    case "counter":
      expect(aggregate).toMatchObject({ sum, count: values.length });
      break;
    case "gauge":
      expect(aggregate).toMatchObject({ sum, count: values.length, last: values.at(-1) });
  }
}
