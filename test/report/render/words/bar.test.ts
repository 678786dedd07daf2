import fc from "fast-check";
import { expect, test } from "vitest";
import type { Comparison } from "../../../../src/model/comparison.ts";
import { barLegend, barsOf } from "../../../../src/report/render/words/bar.ts";
import { errors, latency, slower } from "../../verdicts.ts";

const row = (value: number, low: number, high: number, over: Partial<Comparison["metric"]> = {}) =>
  latency("a", { effect: { value, low, high } }, { tolerate: { relative: 0.02, absolute: 0 }, ...over });
const drawn = (rows: readonly Comparison[]) => rows.map(barsOf(rows, "."));

test("estimate, interval, no change and what is tolerated stand where they are on one axis", () => {
  // From -8 to +8 %: a character a percent.
  expect(
    drawn([row(-0.06, -0.08, -0.04), row(0.06, 0.04, 0.08), row(0.02, -0.04, 0.05), row(0.01, 0.01, 0.01)]),
  ).toEqual(["├─●─┤...│.¦......", "........│.¦.├─●─┤", "....├───│─●──┤...", "........│●¦......"]);
});

test("no change and what is tolerated are told apart inside an interval too", () => {
  expect(drawn([row(0.04, -0.08, 0.08)])).toEqual(["├───────│─¦─●───┤"]);
});

test("right is worse, whichever direction a metric counts in", () => {
  const score = row(-0.06, -0.08, -0.04, { better: "higher" });
  expect(drawn([row(0.06, 0.04, 0.08), score])).toEqual(Array(2).fill("│...¦...├───●───┤"));
});

test("what is neither better nor worse has no bar", () => {
  expect(drawn([row(0.06, 0.04, 0.08, { better: null })])).toEqual([""]);
});

test("a count has an axis of its own kind: thousands of rows do not flatten a few statements", () => {
  const counted = (id: string, value: number) =>
    row(value, value, value, { id, unit: "count", kind: "exact", scale: "difference" });
  const [queries, rows] = [counted("postgres/queries@a", 15), counted("postgres/scanned-rows@target", 8062)];
  expect(drawn([queries, rows])).toEqual(["│...............●", "│...............●"]);
  expect(drawn([queries, counted("postgres/queries@b", 8)])).toEqual(["│...............●", "│........●......."]);
});

test("a change, however small beside the others, is never drawn as none", () => {
  const point = (value: number) => row(value, value, value, { tolerate: { relative: 0, absolute: 0 } });
  const [up, none] = drawn([point(0.0001), point(0), point(0.2)]) as [string, string];
  expect([up, none]).toEqual(["│●...............", "●................"]);
  expect(drawn([point(-0.0001), point(0.2)])[0]).toBe("●│...............");
  expect(drawn([point(0.0001), point(-0.2)])[0]).toBe("...............│●");
});

test("fewer than six rounds have no interval of 95 %, and no bar", () => {
  expect(drawn([latency("a", { effect: { value: 0.1, low: 0.1, high: 0.1, coverage: 0 } })])).toEqual([""]);
});

test("the legend names the ends that are there", () => {
  expect(barLegend(["◄──●──│──"])[0]).toMatch(/; `◄` goes on beyond the edge\.$/);
  expect(barLegend(["│──►", "◄──│"])[0]).toMatch(/; `◄` and `►` go on beyond the edge\.$/);
});

test("percentages and points have an axis each", () => {
  expect(barsOf([slower, errors], ".")(errors)).toBe(barsOf([errors], ".")(errors));
  expect(barsOf([slower, errors], ".")(slower)).toBe(barsOf([slower], ".")(slower));
});

test("one wild row runs off the axis, and flattens no other; the legend says so", () => {
  const [wild, calm] = drawn([row(40, -Infinity, Infinity), row(0.2, 0.15, 0.25)]) as [string, string];
  expect(wild).toBe("◄───────│───────►");
  expect(calm).toBe("........│.├●┤....");
  expect(barLegend([wild])[0]).toContain("`►`");
  expect(barLegend([calm])[0]).not.toContain("►");
});

test("where all rows are far beyond, the axis grows with them, but not with one that is wilder", () => {
  const [first, second] = [row(1.34, 1.3, 1.38), row(1.51, 1.2, 1.6)];
  expect(drawn([first, second])).toEqual(["│............●┤..", "│...........├──●┤"]);
  const [near, , wild] = drawn([first, second, row(400, -Infinity, Infinity)]) as [string, string, string];
  expect(near).toBe("........│...●....");
  expect(wild).toBe("◄───────│───────►");
});

test("what is tolerated in milliseconds is drawn as the share of base that it is", () => {
  const tiny = latency("a", { base: 1, effect: { value: 0.2, low: 0.2, high: 0.2 } });
  expect(drawn([tiny])).toEqual(["│.......¦.......●"]);
});

test("without an interval there is no bar, and no legend", () => {
  const gone = latency("a", { change: "missing", effect: null });
  expect(drawn([gone])).toEqual([""]);
  expect(barLegend([""])).toEqual([]);
});

test("whatever the numbers, a bar has its width and holds its estimate", () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(0, Number.NaN, Infinity, -Infinity, 1e-300, 1e300));
  const any = fc.tuple(number, number, number, number).map(([value, low, high, base]) => ({
    ...row(value, low, high),
    base,
  }));
  fc.assert(
    fc.property(fc.array(any), (rows) => {
      for (const [at, bar] of drawn(rows).entries()) {
        expect([0, 17]).toContain([...bar].length);
        expect(bar === "").toBe(!Number.isFinite(rows[at]!.effect!.value));
        if (bar !== "") expect(bar).toMatch(/^[.│¦├┤─●◄►]+$/);
      }
    }),
  );
});
