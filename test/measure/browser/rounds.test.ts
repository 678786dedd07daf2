import { describe, expect, it } from "vitest";
import type { Visit } from "../../../src/measure/browser/read.ts";
import { factsOf, type RoundVisits, seriesOf, uncounted } from "../../../src/measure/browser/rounds.ts";

interface Seen {
  readonly values?: Readonly<Record<string, number>>;
  readonly resources?: Readonly<Record<string, number>>;
  readonly longestTask?: number;
  readonly isCut?: boolean;
}

const visit = ({ values = {}, resources = {}, longestTask = 0, isCut = false }: Seen): Visit => ({
  values: new Map(Object.entries(values)),
  resources: new Map(Object.entries(resources)),
  longestTask,
  isCut,
});

const round = (base: Seen | null, head: Seen): RoundVisits =>
  new Map([["/shop", { ...(base && { base: visit(base) }), head: visit(head) }]]);

describe("visits of all rounds", () => {
  it("are one series a metric, null where a visit had no such value", () => {
    const rounds = [
      round({ values: { lcp: 100 } }, { values: { lcp: 110, "measure-render": 3 } }),
      round({ values: { lcp: 101 } }, { values: { "measure-render": 4, cls: 0 } }),
    ];
    const rows = seriesOf(["/shop"], rounds).map(({ metric, base, head }) => [
      metric.id,
      metric.unit,
      metric.scale,
      base,
      head,
    ]);
    expect(rows).toEqual([
      ["browser/cls@/shop", "number", "difference", [null, null], [null, 0]],
      ["browser/lcp@/shop", "ms", "ratio", [100, 101], [110, null]],
      ["browser/measure-render@/shop", "ms", "ratio", [null, null], [3, 4]],
    ]);
    expect(seriesOf(["/shop"], [])).toEqual([]);
  });

  it("that may have asked for more than a browser keeps are said", () => {
    const rounds = [round({}, { isCut: true }), round({ isCut: true }, { isCut: true }), round({}, {})];
    expect(uncounted(["/shop", "/other"], rounds)).toEqual([
      "/shop: it asks for 1000 files or more (on base in 1 of 3 rounds and on head in 2 of 3 rounds): its requests and bytes are not counted there.",
    ]);
    expect(uncounted(["/shop"], [round(null, {})])).toEqual([]);
  });

  it("are judged by medians, of what most visits of a side had", () => {
    const rounds = [
      round({ longestTask: 50 }, { longestTask: 60, resources: { "/a.js": 600, "/once.js": 9000 } }),
      round({ longestTask: 70 }, { longestTask: 300, resources: { "/a.js": 700 } }),
      round({ longestTask: 60 }, { longestTask: 80, resources: { "/a.js": 5000 } }),
    ];
    expect(factsOf(["/shop"], rounds).map(({ rule, name, base, head }) => [rule, name, base, head])).toEqual([
      ["slow-resource", "/a.js", null, 700],
      ["long-task", null, 60, 80],
    ]);
    expect(factsOf(["/shop"], [round(null, { longestTask: 80 })])).toMatchObject([{ base: null, head: 80 }]);
  });

  it("name the slowest of many resources", () => {
    const resources = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`/${index}.js`, index]));
    const facts = factsOf(["/shop"], [round(null, { resources })]).filter(({ rule }) => rule === "slow-resource");
    expect(facts).toHaveLength(10);
    expect(facts[0]).toMatchObject({ name: "/29.js", head: 29 });
  });
});
