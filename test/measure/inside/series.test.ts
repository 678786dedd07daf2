import { describe, expect, test } from "vitest";
import { gather, type RoundValues } from "../../../src/measure/inside/series.ts";
import type { Metric } from "../../../src/model/metric.ts";
import type { Series, Value } from "../../../src/model/series.ts";
import { createRandom } from "../../compare/noise.ts";
import { metric } from "./fakes.ts";

/** null: the subject was not there. */
type Given = Value | "lost";

/** What a metric comes to with these values, round by round. */
function gathered(what: Metric, base: readonly Given[], head: readonly Given[]) {
  const one = (values: readonly Given[], round: number): ReadonlyMap<string, Value> => {
    const given = values[round]!;
    return new Map(given === null ? [] : [[what.id, given === "lost" ? null : given]]);
  };
  const rounds = Array.from({ length: Math.max(base.length, head.length) }, (_, round): RoundValues => {
    return { control: { base: 20, head: 21 }, values: { base: one(base, round), head: one(head, round) } };
  });
  const series = gather(new Map([[what.id, what]]), rounds);
  return series[1] as Series | undefined;
}

const queries = metric("postgres/queries@shop: GET /", { kind: "exact", role: "gate" });
const repeat = (value: number, times: number): number[] => new Array(times).fill(value);

/** Of identical builds: each count is drawn anew in every round of every side. */
function regressedByChance(rounds: number, draws: readonly (() => number)[]): boolean {
  const all = draws.map((draw, index) => ({ draw, metric: metric(`postgres/queries@${index}`, { kind: "exact" }) }));
  const drawn = () => new Map(all.map((one) => [one.metric.id, one.draw()]));
  const kept = Array.from({ length: rounds }, (): RoundValues => {
    return { control: {}, values: { base: drawn(), head: drawn() } };
  });
  const series = gather(new Map(all.map((one) => [one.metric.id, one.metric])), kept);
  return series.some((one) => one.kind === "exact" && one.doubt === undefined && one.head! > one.base!);
}

describe("what is counted exactly", () => {
  test("is one value a side as long as the rounds of each agree", () => {
    const series = gathered(queries, [...repeat(3, 5), null], repeat(4, 6));
    const counts = { base: [...repeat(3, 5), null], head: repeat(4, 6) };
    expect(series).toEqual({ kind: "exact", metric: queries, counts, base: 3, head: 4 });
    expect(gathered(queries, [3], [3])).toMatchObject({ kind: "exact", metric: queries, base: 3, head: 3 });
  });

  test("is doubtful where it differs in fewer rounds than tell it from chance", () => {
    const doubt = "it was counted in 1 round, too few to tell it from chance";
    expect(gathered(queries, [3, null], [4, 4])).toEqual({
      kind: "exact",
      metric: queries,
      counts: { base: [3, null], head: [4, 4] },
      base: 3,
      head: 4,
      doubt,
    });
    expect(gathered(queries, repeat(3, 4), repeat(4, 4))).toHaveProperty("doubt");
    expect(gathered(queries, repeat(3, 5), repeat(4, 5))).not.toHaveProperty("doubt");
  });

  test("is doubtful in more rounds the more counts vary", () => {
    const doubtIn = (rounds: number, varying: number) => {
      const others = Array.from({ length: varying }, (_, i) => metric(`redis/hits@${i}`, { kind: "exact" }));
      const valuesIn = (side: number, round: number) =>
        new Map([[queries.id, side], ...others.map(({ id }): [typeof id, number] => [id, (side + round) % 2])]);
      const all = new Map([queries, ...others].map((one) => [one.id, one]));
      const kept = Array.from({ length: rounds }, (_, round): RoundValues => {
        return { control: {}, values: { base: valuesIn(3, round), head: valuesIn(4, round) } };
      });
      const one = gather(all, kept).find(({ metric: { id } }) => id === queries.id);
      return one?.kind === "exact" ? one.doubt : "none";
    };
    expect(doubtIn(5, 1)).toBeUndefined();
    expect(doubtIn(5, 2)).toBe(
      "it was counted in 5 rounds, too few to tell it from chance beside 2 such counts that vary",
    );
    expect(doubtIn(8, 130)).toBeUndefined();
    expect(doubtIn(8, 131)).toMatch(/beside 131 such counts that vary$/u);
  });

  test("of one side alone is doubtful in few rounds, as it may be set beside a stored job", () => {
    expect(gathered(queries, [null, null], [4, 4])).toHaveProperty(
      "doubt",
      expect.stringContaining("in 2 rounds, too"),
    );
    expect(gathered(queries, repeat(0, 0), repeat(4, 5))).not.toHaveProperty("doubt");
  });

  test("may be there on one side only, or on none", { tags: ["T26"] }, () => {
    expect(gathered(queries, [3, 3], [null, null])).toMatchObject({ kind: "exact", base: 3, head: null });
    expect(gathered(queries, [null], [0])).toMatchObject({ kind: "exact", base: null, head: 0 });
    expect(gathered(queries, [null], [null])).toBeUndefined();
  });

  test("and was lost on a side is kept, whatever the other side shows", { tags: ["T26"] }, () => {
    const lost = (base: readonly Given[], head: readonly Given[]) => gathered(queries, base, head);
    const one = { kind: "exact", metric: queries } as const;
    const all: Given[] = ["lost", "lost", "lost"];
    expect(lost(all, all)).toMatchObject({ ...one, base: null, head: null, lost: ["base", "head"] });
    expect(lost(all, [11, 11, 11])).toMatchObject({ ...one, base: null, head: 11, lost: ["base"] });
    expect(lost([3, 4, 3], all)).toMatchObject({ ...one, base: null, head: null, lost: ["head"] });
    expect(lost([null, null, null], ["lost", null, null])).toMatchObject({ base: null, head: null, lost: ["head"] });
    expect(lost([3, "lost", 3], [3, 3, "lost"])).toMatchObject({ ...one, base: 3, head: 3 });
  });

  test("is watched where one side alone was asked for it, and not in each round", { tags: ["T26"] }, () => {
    const other = metric("postgres/queries@shop: GET /seldom", { kind: "exact", role: "gate" });
    const withOther = (values: readonly (readonly [string, Value][])[]) => {
      const rounds = values.map((value): RoundValues => {
        const base = new Map<string, Value>([[queries.id, 3]]);
        return { control: {}, values: { base, head: new Map([...base, ...value]) } };
      });
      return gather(new Map([queries, other].map((one) => [one.id, one])), rounds);
    };
    const drawn = withOther([[[other.id, 1]], [], [[other.id, 1]]]);
    expect(drawn[1]).toMatchObject({ kind: "exact", metric: queries });
    expect(drawn[2]).toMatchObject({
      kind: "sampled",
      metric: { role: "watch", roleReason: "asked for in 2 of 3 rounds" },
      head: [1, null, 1],
    });
    // Of what was lost in a round nobody knows whether it was asked for.
    const lost = withOther([[[other.id, 1]], [[other.id, null]], [[other.id, 1]]]);
    expect(lost[2]).toMatchObject({ kind: "exact", metric: other, base: null, head: 1 });
  });

  test("is watched when it is not the same in every round, and says what it was", { tags: ["T26"] }, () => {
    expect(gathered(queries, [3, 4, 3], [3, 3, 3])).toEqual({
      kind: "sampled",
      metric: {
        ...queries,
        kind: "sampled",
        role: "watch",
        roleReason: "it is not the same in every round (base 3, 4)",
      },
      counted: "gate",
      base: [3, 4, 3],
      head: [3, 3, 3],
    });
    const watched = metric("http/bytes@x", { kind: "exact" });
    expect(gathered(watched, [3, 4], [6, 5])!.metric).toEqual({ ...watched, kind: "sampled" });
  });

  test("of many values names a few", () => {
    const series = gathered(queries, [1, 2, 3, 4, 5], [2 / 3, 1, 1, 1, 1]);
    expect(series!.metric.roleReason).toBe("it is not the same in every round (base 1, 2, 3, 4, …; head 0.666667, 1)");
  });

  test("that varies and yet has risen in each of enough rounds is judged by the nearest values", {
    tags: ["T26"],
  }, () => {
    const head = [9, 7, 12, 8, 7, 9, 11, 10];
    const base = [3, 2, 3, 2, 3, 2, 3, 2];
    expect(gathered(queries, base, head)).toEqual({
      ...{ kind: "exact", metric: queries, counts: { base, head }, base: 3, head: 7 },
      varies:
        "not the same in every round (base 2, 3; head 7, 8, 9, 10, …), but no round of one side is within those of the other, so the two nearest values are set against each other",
    });
    expect(gathered(queries, head, repeat(2, 8))).toMatchObject({ kind: "exact", base: 7, head: 2 });
  });

  test("is exact where both sides vary alike, as what scripts draw is the same for both", { tags: ["T26"] }, () => {
    const drawn = [3.1, 4.2, 3.6, 11 / 3, 3.3];
    const one = gathered(
      queries,
      drawn,
      drawn.map((value) => value + 1),
    );
    expect(one).toMatchObject({ kind: "exact", metric: queries, base: 3.6 });
    expect(one!.head).toBeCloseTo(4.6, 9);
    expect(one).not.toHaveProperty("doubt");
    expect(
      gathered(
        queries,
        drawn.slice(1),
        drawn.slice(1).map((value) => value + 1),
      ),
    ).toHaveProperty("doubt");
    expect(gathered(queries, drawn, drawn)).toMatchObject({ kind: "exact", metric: queries, base: 3.6, head: 3.6 });
    // What varies alike makes nothing else doubtful.
    const other = metric("redis/hits@a", { kind: "exact" });
    const rounds = drawn.map((value): RoundValues => {
      const side = (more: number) =>
        new Map([
          [queries.id, 3 + more],
          [other.id, value],
        ]);
      return { control: {}, values: { base: side(0), head: side(1) } };
    });
    const both = gather(new Map([queries, other].map((each) => [each.id, each])), rounds);
    expect(both.find(({ metric: { id } }) => id === queries.id)).not.toHaveProperty("doubt");
  });

  test("is doubtful where it has risen in each of fewer rounds, however often chance does as much", {
    tags: ["T26"],
  }, () => {
    const seven = gathered(queries, repeat(2, 7), [9, 7, 12, 8, 7, 9, 11]);
    expect(seven).toMatchObject({ kind: "exact", base: 2, head: 7 });
    expect(seven).toHaveProperty(
      "doubt",
      "it was counted in 7 rounds, too few to tell it from chance beside 1 such count that varies",
    );
    expect(gathered(queries, repeat(2, 9), [9, 7, 12, 8, 7, 9, 11, null, null])).toHaveProperty("doubt");
    expect(gathered(queries, repeat(2, 3), [9, 7, 12])).toHaveProperty("doubt");
    expect(gathered(queries, repeat(2, 2), [9, 7])).toHaveProperty("doubt");
    // As they were seen: by none of them chance is ruled out, and each is a regression.
    expect(gathered(queries, [0.5, 0.75, 0.5, 0.75], repeat(1, 4))).toMatchObject({ base: 0.75, head: 1 });
    expect(gathered(queries, repeat(155, 3), [240.1, 240.6, 240.1])).toHaveProperty(
      "doubt",
      "it was counted in 3 rounds, too few to tell it from chance beside 1 such count that varies",
    );
  });

  test("in fewer rounds is only watched where head is the better side, meets base, or cannot block", {
    tags: ["T26"],
  }, () => {
    const hits = metric("redis/hits@shop: GET /", { kind: "exact", role: "gate", better: "higher" });
    for (const rounds of [2, 4, 7]) {
      const [few, more] = [repeat(2, rounds), [9, 7, 12, 8, 7, 9, 11].slice(0, rounds)];
      expect(gathered(queries, more, few)!.metric.role).toBe("watch");
      expect(gathered(queries, [...few.slice(1), 7], more)!.metric.role).toBe("watch");
      expect(gathered(hits, few, more)!.metric.role).toBe("watch");
      expect(gathered(hits, more, few)).toHaveProperty("doubt");
    }
    expect(gathered({ ...queries, role: "watch" }, repeat(2, 2), [9, 7])!.kind).toBe("sampled");
  });

  test("of identical builds is doubtful no oftener than rounds come apart with head the worse side", () => {
    const { uniform: random } = createRandom(7);
    const drawn = () => Array.from({ length: 3 }, () => Math.floor(random() * 1000));
    const isOpen = () => gathered(queries, drawn(), drawn())!.kind === "exact";
    const open = Array.from({ length: 2000 }, isOpen).filter(Boolean).length / 2000;
    // One of twenty ways to deal out six rounds, and as many times a constant difference as makes none here.
    expect(open).toBeGreaterThan(0.03);
    expect(open).toBeLessThan(0.065);
  });

  test("is not judged so where the sides meet", { tags: ["T26"] }, () => {
    expect(gathered(queries, repeat(7, 8), [9, 7, 12, 8, 7, 9, 11, 10])!.kind).toBe("sampled");
  });
});

test("what varies by chance has a value a kept round, null where a round gave none", () => {
  const cpu = metric("resources/cpu@target");
  expect(gathered(cpu, [1, null, 3], [2, 2])).toEqual({
    kind: "sampled",
    metric: cpu,
    base: [1, null, 3],
    head: [2, 2, null],
  });
  const misses = metric("redis/misses@target", { kind: "rate" });
  const count = { events: 1, total: 10 };
  expect(gathered(misses, [count, null], [count, count])).toEqual({
    kind: "rate",
    metric: misses,
    base: [count, null],
    head: [count, count],
  });
});

test("the control stands before the others", () => {
  const round: RoundValues = { control: { head: 21 }, values: { base: new Map(), head: new Map() } };
  expect(gather(new Map(), [round, round])).toEqual([
    expect.objectContaining({ kind: "sampled", base: [null, null], head: [21, 21] }),
  ]);
});

test.each([1, 2, 3, 4, 5, 8])("of identical builds nothing is called worse by chance: %i rounds", (rounds) => {
  const { uniform: random } = createRandom(rounds);
  const either = (share: number) => () => (random() < share ? 1 : 0);
  const often = [0.02, 0.1, 0.3, 0.5].flatMap((share) => new Array<() => number>(6).fill(either(share)));
  const mixed = [...often, ...new Array<() => number>(30).fill(() => Math.floor(random() * 9))];
  for (const draws of [often, mixed, [either(0.5)]]) {
    const wrong = Array.from({ length: 1000 }, () => regressedByChance(rounds, draws)).filter(Boolean);
    expect(wrong.length).toBeLessThanOrEqual(5);
  }
});
