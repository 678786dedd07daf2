import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ToolError } from "../../src/errors.ts";
import type { Round, RoundOutcome, Session } from "../../src/measure/collector.ts";
import { type Lane, type Loop, measureRounds } from "../../src/measure/rounds.ts";
import { drawRound } from "../../src/measure/schedule.ts";
import type { Ended } from "../../src/model/plan.ts";

const unfit: RoundOutcome = { kind: "unfit", why: "3 iterations were dropped" };

/** What a lane's session was asked for, and which of it counted. */
interface Seen {
  readonly rounds: Round[];
  readonly kept: number[];
}

/** A lane whose session gives these outcomes in turn ("good" ones are measured), then measures all. */
function createLane(
  collector: string,
  { outcomes = [], ...rest }: Partial<Lane> & { readonly outcomes?: readonly ("good" | RoundOutcome)[] } = {},
): Lane & { readonly seen: Seen } {
  const seen: Seen = { rounds: [], kept: [] };
  const session: Session = {
    plan: { lines: [], secondsPerRound: 1, startsPerRound: 1, usualNoise: 0, tools: {}, conditions: "" },
    round: async (round) => {
      const outcome = outcomes[seen.rounds.push(round) - 1] ?? "good";
      return outcome === "good" ? { kind: "measured", keep: () => seen.kept.push(round.index) } : outcome;
    },
    series: () => [],
    collected: async () => ({
      series: [],
      limits: [],
      notWeighed: [],
      notes: [],
      files: [],
      causes: [],
      details: [],
      facts: [],
    }),
  };
  return { collector, session, rounds: 4, limit: Number.POSITIVE_INFINITY, seen, ...rest };
}

function plain(lanes: readonly Lane[]): Loop {
  return {
    lanes,
    seed: 7,
    serve: (_, body) => body({ both: () => Promise.reject(), alone: () => Promise.reject() }),
    onRound: () => {},
    onBroken: () => {},
    ask: async () => new Map(),
    signal: new AbortController().signal,
  };
}

/** A loop on a machine of which the hypervisor takes these shares, try by try; then nothing. */
function loop(lanes: readonly Lane[], { stolen = [], ...rest }: Partial<Loop> & { stolen?: readonly number[] } = {}) {
  let tries = 0;
  const watch = async () => {
    const steal = stolen[tries++] ?? 0;
    return async () => ({ calibration: 25, steal });
  };
  return measureRounds({ ...plain(lanes), watch, ...rest });
}

const drawn = ({ sides, order }: Pick<ReturnType<typeof drawRound>, "sides" | "order">) => ({ sides, order });

describe("lanes", () => {
  test("take turns, a kept round each, and the one that is through leaves the others alone", async () => {
    const { records, lanes } = await loop([createLane("k6", { rounds: 2 }), createLane("lighthouse", { rounds: 4 })]);
    expect(records.map(({ collector }) => collector)).toEqual([
      ...["k6", "lighthouse", "k6", "lighthouse"],
      ...["lighthouse", "lighthouse"],
    ]);
    expect([...lanes]).toEqual([
      ["k6", { kept: 2, ended: "spent", unfit: null }],
      ["lighthouse", { kept: 4, ended: "spent", unfit: null }],
    ]);
  });

  test("count their tries apart, each with a draw of its own", async () => {
    const { records } = await loop([createLane("k6"), createLane("lighthouse")]);
    for (const record of records) {
      expect(drawn(record)).toEqual(drawn(drawRound(7, record.collector, record.index)));
    }
    const indexes = (of: string) => records.filter(({ collector }) => collector === of).map(({ index }) => index);
    expect([indexes("k6"), indexes("lighthouse")]).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ]);
  });

  test("end when asking says so, with the reason that it gives; they are asked after each turn", async () => {
    const k6 = createLane("k6");
    const lighthouse = createLane("lighthouse");
    const asked: (readonly (readonly [string, number])[])[] = [];
    const answers: readonly (readonly (readonly [string, Ended])[])[] = [[], [["k6", "settled"]]];
    const ask: Loop["ask"] = async (kept) => new Map(answers[asked.push([...kept]) - 1]);
    const { lanes } = await loop([k6, lighthouse], { ask });
    expect(lanes.get("k6")).toEqual({ kept: 2, ended: "settled", unfit: null });
    expect(lanes.get("lighthouse")).toEqual({ kept: 4, ended: "spent", unfit: null });
    expect(asked.map((kept) => kept.map(([, count]) => count))).toEqual([
      [1, 1],
      [2, 2],
      [2, 3],
      [2, 4],
    ]);
    expect(k6.seen.rounds).toHaveLength(2);
  });

  test("that ended stay as they ended, whatever is answered later", async () => {
    const lanes = [createLane("k6", { rounds: 1 }), createLane("lighthouse", { rounds: 2 })];
    const ended = await loop(lanes, { ask: async () => new Map([["k6", "certain"]]) });
    expect(ended.lanes.get("k6")!.ended).toBe("spent");
  });

  test("keep one round whatever the time, and start none that would not end in it", async () => {
    const cut = createLane("lighthouse", { limit: 0 });
    const { lanes } = await loop([createLane("k6", { rounds: 3 }), cut]);
    expect(lanes.get("lighthouse")).toEqual({ kept: 1, ended: "time", unfit: null });
    expect(cut.seen.rounds).toHaveLength(1);
    expect(lanes.get("k6")).toEqual({ kept: 3, ended: "spent", unfit: null });
  });

  describe("that take longer than was thought", () => {
    /** A lane of rounds that take a second, in a loop whose clock the rounds move. */
    async function timed(lanes: readonly Lane[], rest: Partial<Loop> = {}) {
      vi.useFakeTimers({ toFake: ["performance"] });
      onTestFinished(() => void vi.useRealTimers());
      const serve: Loop["serve"] = (slots, body) => {
        vi.advanceTimersByTime(1_000);
        return plain([]).serve(slots, body);
      };
      const { lanes: ended } = await loop(lanes, { serve, ...rest });
      return [...ended].map(([id, { kept, ended }]) => [id, kept, ended]);
    }

    test("take what is spare, and no more", async () => {
      const lanes = [createLane("k6", { limit: 1_000 })];
      expect(await timed(lanes)).toEqual([["k6", 1, "time"]]);
      expect(await timed([createLane("k6", { limit: 1_000 })], { spare: 2_000 })).toEqual([["k6", 3, "time"]]);
      const both = () => [createLane("k6", { limit: 1_000 }), createLane("inside", { limit: 1_000 })];
      expect(await timed(both(), { spare: 3_000 })).toEqual([
        ["inside", 2, "time"],
        ["k6", 3, "time"],
      ]);
    });

    test("take what lanes have left that ended, and not what those need that go on", async () => {
      const lanes = (ended: number) => [
        createLane("k6", { limit: 4_000, rounds: ended }),
        createLane("inside", { limit: 1_000 }),
      ];
      expect(await timed(lanes(1))).toEqual([
        ["k6", 1, "spent"],
        ["inside", 4, "spent"],
      ]);
      expect(await timed(lanes(4))).toEqual([
        ["inside", 1, "time"],
        ["k6", 4, "spent"],
      ]);
    });
  });
});

describe("a round that does not count", () => {
  test("is redone with a draw of its own, and is on record", async () => {
    const k6 = createLane("k6", { outcomes: ["good", unfit, unfit] });
    const { records } = await loop([k6]);
    expect(records.map(({ discarded }) => discarded)).toEqual([null, unfit.why, unfit.why, null, null, null]);
    expect(records.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const round of k6.seen.rounds) expect(drawn(round)).toEqual(drawn(drawRound(7, "k6", round.index)));
    expect(k6.seen.kept).toEqual([0, 3, 4, 5]);
  });

  test("because the machine was unfit meanwhile is measured and not kept", async () => {
    const k6 = createLane("k6", { rounds: 3 });
    const { records, lanes } = await loop([k6], { stolen: [0, 0.25, 0.1] });
    const why = "the hypervisor took 25 % of the CPU time (more than 10 %)";
    expect(records.map(({ discarded }) => discarded)).toEqual([null, why, null, null]);
    expect(records[1]!.readings).toEqual({ calibration: 25, steal: 0.25 });
    expect(k6.seen.rounds.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(k6.seen.kept).toEqual([0, 2, 3]);
    expect(lanes.get("k6")).toEqual({ kept: 3, ended: "spent", unfit: null });
  });

  test("is told of with the rounds kept so far", async () => {
    const told: number[] = [];
    await loop([createLane("k6", { rounds: 2, outcomes: [unfit, "good", unfit] })], {
      onRound: (_, kept) => told.push(kept),
    });
    expect(told).toEqual([0, 1, 1, 2]);
  });
});

test("where a session mirrors, the second round that is kept has the first one's coins turned over, and all others their own", async () => {
  const lane = createLane("inside", { rounds: 5, outcomes: [unfit, "good", unfit] });
  const mirroring = { ...lane, session: { ...lane.session, mirrors: true } as const };
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    lane.seen.rounds.length = 0;
    const { records } = await loop([mirroring, createLane("k6", { rounds: 5 })], { seed });
    const own = records.filter(({ collector }) => collector === "inside");
    const [first, second, ...further] = own.filter(({ discarded }) => discarded === null);
    expect([first!.index, second!.index]).toEqual([1, 3]);
    expect(second!.sides).toEqual({ a: first!.sides.b, b: first!.sides.a });
    expect(second!.order).toEqual(first!.order.toReversed());
    for (const record of [first!, ...further, ...records.filter(({ collector }) => collector === "k6")]) {
      expect(drawn(record)).toEqual(drawn(drawRound(seed, record.collector, record.index)));
    }
    // It is what was measured, in the same turns within the round.
    expect(lane.seen.rounds.map(drawn)).toEqual(own.map(drawn));
    expect(lane.seen.rounds.map((one) => one.seed)).toEqual(
      [0, 1, 1, 1, 4, 5, 6].map((index) => drawRound(seed, "inside", index).seed),
    );
  }
});

test("a round that throws ends the loop with what it threw, and which it was is told", { tags: ["R20"] }, async () => {
  const told: unknown[] = [];
  let rounds = 0;
  const lane = createLane("k6");
  const session: Session = {
    ...lane.session,
    round: async (round) => {
      if (++rounds === 3) throw new ToolError("the server ended");
      return lane.session.round(round);
    },
  };
  const broken = loop([{ ...lane, session }], { onBroken: (...which) => told.push(which) });
  await expect(broken).rejects.toThrow("the server ended");
  expect(told).toEqual([["k6", 2]]);
});

describe("too many rounds that do not count", () => {
  const why = (last: string) => `of k6 were unfit, the last because ${last}`;

  test("by the tool's own word are an error: the load is wrong, however many were kept", async () => {
    const never = loop([createLane("k6", { outcomes: [unfit, unfit, unfit, unfit] })]);
    await expect(never).rejects.toThrow(ToolError);
    await expect(never).rejects.toThrow(`4 of 4 rounds ${why(unfit.why)}: this runner is too busy to measure on.`);
    const later = loop([createLane("k6", { outcomes: ["good", unfit, unfit, unfit, unfit] })]);
    await expect(later).rejects.toThrow(`4 of 5 rounds ${why(unfit.why)}`);
  });

  test("are told of in the tool's words, where it knows what is behind them", async () => {
    const lane = createLane("k6", { outcomes: [unfit, unfit, unfit, unfit] });
    const unfitAdvice = () => `In ${lane.seen.rounds.length} rounds head was slow: lower the rate.`;
    const advised = loop([{ ...lane, session: { ...lane.session, unfitAdvice } }]);
    await expect(advised).rejects.toThrow(
      new ToolError(`4 of 4 rounds ${why(unfit.why)}. In 4 rounds head was slow: lower the rate.`),
    );
    const silent = createLane("k6", { outcomes: [unfit, unfit, unfit, unfit] });
    const unsaid = loop([{ ...silent, session: { ...silent.session, unfitAdvice: () => null } }]);
    await expect(unsaid).rejects.toThrow(`${unfit.why}: this runner is too busy to measure on.`);
  });

  test("by the machine end the lane with what was kept; nothing kept is an error", async () => {
    const lane = createLane("k6");
    const other = createLane("lighthouse");
    const turns = (share: number) => [0, 0, share, share, share, share];
    const { lanes } = await loop([lane, other], { stolen: turns(0.25) });
    expect(lanes.get("k6")).toEqual({
      kept: 1,
      ended: "unfit",
      unfit: `4 of 5 rounds ${why("the hypervisor took 25 % of the CPU time (more than 10 %)")}`,
    });
    expect(lanes.get("lighthouse")).toEqual({ kept: 4, ended: "spent", unfit: null });
    expect(lane.seen.kept).toEqual([0]);
    await expect(loop([createLane("k6")], { stolen: [0.25, 0.25, 0.25, 0.25] })).rejects.toThrow(ToolError);
  });

  test("are half of those that are planned, in a long run", async () => {
    const half = Array.from({ length: 10 }, () => unfit);
    const { lanes } = await loop([createLane("k6", { rounds: 20, outcomes: half })]);
    expect(lanes.get("k6")!.kept).toBe(20);
    await expect(loop([createLane("k6", { rounds: 20, outcomes: [...half, unfit] })])).rejects.toThrow("11 of 11");
  });
});

test("the loop stops when it is interrupted, and throws what the servers or a session throw", async () => {
  const controller = new AbortController();
  controller.abort(new Error("Interrupted"));
  await expect(loop([createLane("k6")], { signal: controller.signal })).rejects.toThrow("Interrupted");
  const serve = () => Promise.reject(new Error("no server"));
  await expect(loop([createLane("k6")], { serve })).rejects.toThrow("no server");
});

test("the machine itself is watched where nothing else is said", async () => {
  const { records } = await measureRounds(plain([createLane("k6", { rounds: 1 })]));
  expect(records[0]!.readings.calibration).toBeGreaterThan(0);
});

describe("drawRound", () => {
  const draws = Array.from({ length: 2000 }, (_, index) => drawRound(1, "k6", index));
  /** Within 4 standard errors of a fair coin. */
  const fair = (heads: number) => expect(Math.abs(heads - 1000)).toBeLessThan(4 * Math.sqrt(500));

  test("is fair, and its two coins have nothing to do with each other", () => {
    fair(draws.filter(({ sides }) => sides.a === "head").length);
    fair(draws.filter(({ order }) => order[0] === "head").length);
    fair(draws.filter(({ sides, order }) => (sides.a === "head") === (order[0] === "head")).length);
  });

  test("both sides always take part; the same seed draws the same, other seeds and collectors do not", () => {
    for (const { sides, order } of draws) {
      expect([sides.a, sides.b].sort()).toEqual(["base", "head"]);
      expect([...order].sort()).toEqual(["base", "head"]);
    }
    expect(drawRound(1, "k6", 3)).toEqual(draws[3]);
    const others = (seed: number, collector: string) =>
      draws.filter(({ index, seed: drawn }) => drawRound(seed, collector, index).seed !== drawn);
    expect(others(2, "k6")).toHaveLength(2000);
    expect(others(1, "bundle")).toHaveLength(2000);
  });
});
