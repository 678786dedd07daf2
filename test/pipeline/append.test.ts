import { describe, expect, test } from "vitest";
import { gather } from "../../src/measure/inside/series.ts";
import type { ExactSeries, Series, Side } from "../../src/model/series.ts";
import { appendRounds } from "../../src/pipeline/append.ts";
import { metric, sampled, size } from "./rounds-of.ts";

describe("rounds after rounds", () => {
  const join = (before: readonly Series[], now: readonly Series[], counts = { before: 2, now: 3 }) =>
    new Map(appendRounds(before, now, () => counts).map((one) => [one.metric.id, one]));
  const rate = (id: string, events: readonly (number | null)[]): Series => {
    const side = events.map((count) => (count === null ? null : { events: count, total: 100 }));
    return { kind: "rate", metric: metric(id, { kind: "rate", unit: "fraction" }), base: side, head: side };
  };

  test("each metric has an entry a round, in order; new ones begin with none and lost ones end with none", () => {
    const joined = join(
      [sampled("k6/a@x", 2, 1), sampled("k6/lost@x", 2, 1), rate("k6/e@x", [1, null])],
      [sampled("k6/a@x", 3, 2), sampled("k6/new@x", 3, 2), rate("k6/e@x", [null, 2, 3])],
    );
    expect(joined.get("k6/a@x")).toMatchObject({ base: [10, 10, 10, 10, 10] });
    expect(joined.get("k6/a@x")!.head).toEqual([
      ...(sampled("k6/a@x", 2, 1).head as readonly number[]),
      ...(sampled("k6/a@x", 3, 2).head as readonly number[]),
    ]);
    expect(joined.get("k6/new@x")!.base).toEqual([null, null, 10, 10, 10]);
    expect(joined.get("k6/lost@x")!.base).toEqual([10, 10, null, null, null]);
    const count = (events: number) => ({ events, total: 100 });
    expect(joined.get("k6/e@x")!.head).toEqual([count(1), null, null, count(2), count(3)]);
  });

  test("by each collector's own rounds; what was not measured again is as it was", () => {
    const before = [sampled("k6/a@x", 2, 1), sampled("lighthouse/lcp@/", 4, 1)];
    const counts = { k6: { before: 2, now: 1 }, lighthouse: { before: 4, now: 0 } };
    const joined = appendRounds(before, [sampled("k6/a@x", 1, 1)], (id) => counts[id as keyof typeof counts]);
    expect(joined.map(({ base }) => (base as readonly unknown[]).length)).toEqual([3, 4]);
    expect(joined[1]).toEqual(before[1]);
  });

  test("a metric keeps the meaning that it had first", () => {
    const watched = { ...sampled("k6/a@x", 3, 1), metric: metric("k6/a@x", { role: "watch" }) } as Series;
    expect(join([sampled("k6/a@x", 2, 1)], [watched]).get("k6/a@x")!.metric.role).toBe("gate");
  });

  test("one that varied in one of the attempts was constant in the other", () => {
    const id = "lighthouse/requests@/";
    const varied = sampled(id, 2, 1).head;
    expect(join([size(id, 7, 8)], [sampled(id, 3, 1)]).get(id)).toMatchObject({
      kind: "sampled",
      base: [7, 7, 10, 10, 10],
      head: [8, 8, ...(sampled(id, 3, 1).head as readonly number[])],
    });
    expect(join([sampled(id, 2, 1)], [size(id, 7, 8)]).get(id)).toMatchObject({
      kind: "sampled",
      base: [10, 10, 7, 7, 7],
      head: [...(varied as readonly number[]), 8, 8, 8],
    });
    expect(join([sampled(id, 2, 1)], [size(id, 7, 8)], { before: 2, now: 0 }).get(id)!.head).toEqual(varied);
  });

  describe("counts are judged anew over the rounds of both", () => {
    const queries = metric("postgres/queries@GET /", { kind: "exact", unit: "count", lane: "inside" });
    const counted = (base: readonly (number | null)[], head: readonly (number | null)[]): Series => {
      const side = (values: readonly (number | null)[]) =>
        values.map((value) => ({ control: {}, values: new Map(value === null ? [] : [[queries.id, value]]) }));
      const [bases, heads] = [side(base), side(head)];
      const rounds = bases.map((one, round) => ({
        control: {},
        values: { base: one.values, head: heads[round]!.values },
      }));
      return gather(new Map([[queries.id, queries]]), rounds)[1]!;
    };
    const four = counted([1, 1, 1, 1], [21, 21, 21, 21]);
    const joined = (before: readonly Series[], now: readonly Series[], rounds = 4) =>
      join(before, now, { before: 4, now: rounds }).get(queries.id);

    test("what was too few rounds by itself is enough together", () => {
      expect(four).toHaveProperty("doubt");
      const both = joined([four], [four]);
      expect(both).toMatchObject({ kind: "exact", metric: queries, base: 1, head: 21 });
      expect(both).not.toHaveProperty("doubt");
    });

    test("what varies in one of them, and is apart in all, is judged by the nearest values", () => {
      const polled = counted([1, 1, 2, 1], [21, 21, 21, 22]);
      for (const both of [joined([four], [polled]), joined([polled], [four])])
        expect(both).toMatchObject({
          ...{ kind: "exact", metric: queries, base: 2, head: 21 },
          varies: expect.stringMatching(/^not the same in every round \(base 1, 2; head 21, 22\), but /u),
        });
    });

    test("what varied, and is the same in all now, stays watched", () => {
      const varied = counted([1, 2, 1, 2], [2, 1, 2, 1]);
      expect(joined([varied], [counted([1, 1, 1, 1], [1, 1, 1, 1])])).toMatchObject({
        kind: "sampled",
        metric: { role: "watch", roleReason: "it is not the same in every round (base 1, 2; head 1, 2)" },
      });
    });

    test("that a side's counts were lost is forgotten once they are there, and not before", { tags: ["T26"] }, () => {
      const lost = (...sides: readonly Side[]): Series => ({
        ...{ kind: "exact", metric: queries, lost: sides },
        ...{ base: sides.includes("base") ? null : 1, head: sides.includes("head") ? null : 1 },
        counts: { base: given(sides.includes("base")), head: given(sides.includes("head")) },
      });
      const both = ["base", "head"];
      const given = (isLost: boolean) => new Array<number | null>(4).fill(isLost ? null : 1);
      expect(joined([lost("base")], [lost("head")])).toMatchObject({
        kind: "exact",
        metric: queries,
        base: 1,
        head: 1,
      });
      expect(joined([lost("base")], [lost("base")])).toMatchObject({ base: null, head: 1, lost: ["base"] });
      expect(joined([lost("base", "head")], [lost("head")])).toMatchObject({ base: 1, head: null, lost: both });
      expect(joined([lost("head")], [lost("base", "head")])).toMatchObject({ base: 1, head: null, lost: both });
      const fresh = counted([null, null, null, null], [1, 1, 1, 1]);
      expect(joined([fresh], [lost("base")])).toMatchObject({ base: null, head: 1, lost: ["base"] });
    });

    test("what the later one lost is as it was", () => {
      const { counts: _, ...told } = four as ExactSeries;
      expect(joined([four], [])).toMatchObject(told);
      expect(joined([four], [], 0)).toEqual({ ...four, metric: queries });
    });
  });

  test("shares after times begin anew", () => {
    expect(join([sampled("k6/e@x", 2, 1)], [rate("k6/e@x", [1, 2, 3])]).get("k6/e@x")).toMatchObject({
      kind: "rate",
      base: [null, null, { events: 1 }, { events: 2 }, { events: 3 }],
    });
  });

  test("exact ones are as they are now, or as they were where no round was measured again", () => {
    const before = [size("bundle/gzip@a", 1, 1), size("lighthouse/bytes@/", 5, 6)];
    const now = [size("bundle/gzip@b", 2, 2)];
    expect([...join(before, now, { before: 4, now: 0 }).keys()]).toEqual([
      "bundle/gzip@b",
      "bundle/gzip@a",
      "lighthouse/bytes@/",
    ]);
    expect([...join(before, now, { before: 0, now: 0 }).keys()]).toEqual(["bundle/gzip@b"]);
    expect([...join(before, now, { before: 4, now: 1 }).keys()]).toEqual(["bundle/gzip@b"]);
    expect(join(before, [size("bundle/gzip@a", 1, 3)], { before: 0, now: 0 }).get("bundle/gzip@a")!.head).toBe(3);
  });
});
