import { describe, expect, test } from "vitest";
import type { Series } from "../../src/model/series.ts";
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
