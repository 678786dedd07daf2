import { describe, expect, test } from "vitest";
import type { RoundOutcome, Session } from "../../src/measure/collector.ts";
import { type Loop, measureRounds } from "../../src/measure/rounds.ts";
import { drawRound } from "../../src/measure/schedule.ts";

/** A session that gives these outcomes in turn, then keeps all. */
function loop(outcomes: readonly RoundOutcome[], overrides: Partial<Loop> = {}): Loop {
  let round = 0;
  const session: Session = {
    plan: { lines: [], secondsPerRound: 1, startsPerRound: 1, tools: {}, conditions: "" },
    round: async () => outcomes[round++] ?? { kind: "kept" },
    collected: async () => ({ series: [], limits: [], notWeighed: [], notes: [], files: [] }),
  };
  const serve: Loop["serve"] = (_, body) => body({ both: () => Promise.reject(), alone: () => Promise.reject() });
  const limit = Number.POSITIVE_INFINITY;
  const { signal } = new AbortController();
  return {
    collector: "k6",
    session,
    planned: () => 4,
    seed: 7,
    limit,
    serve,
    onRound: async () => {},
    signal,
    ...overrides,
  };
}

const unfit: RoundOutcome = { kind: "unfit", why: "the host was busy" };

describe("measureRounds", () => {
  test("redoes unfit rounds, each try with a draw of its own", async () => {
    const records = await measureRounds(loop([{ kind: "kept" }, unfit, unfit]));
    expect(records.map(({ discarded }) => discarded)).toEqual([null, unfit.why, unfit.why, null, null, null]);
    expect(records.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const { index, sides, order } of records) expect({ sides, order }).toEqual(pick(drawRound(7, "k6", index)));
  });

  test("gives up where a runner cannot measure", async () => {
    await expect(measureRounds(loop([unfit, unfit, unfit, unfit]))).rejects.toThrow(
      "4 of 4 rounds of k6 were unfit, the last because the host was busy: this runner is too busy for this load, or a side is too slow for the VUs that the script allows.",
    );
  });

  test("plans more when the first round shows that more are needed", async () => {
    let planned = 2;
    const onRound = async () => {
      planned = 5;
    };
    expect(await measureRounds(loop([], { planned: () => planned, onRound }))).toHaveLength(5);
  });

  test("keeps one round whatever the time, and starts none that would not end in it", async () => {
    expect(await measureRounds(loop([], { limit: 0 }))).toHaveLength(1);
  });

  test("stops when it is interrupted, and throws on what the session throws", async () => {
    const controller = new AbortController();
    controller.abort(new Error("Interrupted"));
    await expect(measureRounds(loop([], { signal: controller.signal }))).rejects.toThrow("Interrupted");
    const serve = () => Promise.reject(new Error("no server"));
    await expect(measureRounds(loop([], { serve }))).rejects.toThrow("no server");
  });
});

const pick = ({ sides, order }: ReturnType<typeof drawRound>) => ({ sides, order });

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
