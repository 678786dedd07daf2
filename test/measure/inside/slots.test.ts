/** What depends on the slot alone must not become a difference of the sides: simulated over the coins of jobs. */
import { expect, test } from "vitest";
import { compareAll } from "../../../src/compare/compare.ts";
import { signFlipPs } from "../../../src/compare/statistics/sign-flip.ts";
import { gather } from "../../../src/measure/inside/series.ts";
import { type Loop, measureRounds } from "../../../src/measure/rounds.ts";
import type { SlotOf } from "../../../src/model/series.ts";
import { createRandom } from "../../compare/noise.ts";
import { fakeLoad, fakeWatcher, metric, open } from "./fakes.ts";

const watch = async () => async () => ({ calibration: 25, steal: 0 });

/** Which side had which slot, round by round, as the loop draws them for the session of the watchers. */
async function coinsOf(seed: number, rounds: number): Promise<readonly SlotOf[]> {
  const { session } = open({ watchers: [fakeWatcher("http", [])], load: fakeLoad([]) });
  const round = async () => ({ kind: "measured", keep: () => {} }) as const;
  const loop: Loop = {
    lanes: [{ collector: "inside", session: { ...session, round }, rounds, limit: Number.POSITIVE_INFINITY }],
    seed,
    serve: (_, body) => body({ both: () => Promise.reject(), alone: () => Promise.reject() }),
    onRound: () => {},
    onBroken: () => {},
    ask: async () => new Map(),
    signal: new AbortController().signal,
    watch,
  };
  return (await measureRounds(loop)).records.map(({ sides }) => sides);
}

const queries = metric("postgres/queries@shop: GET /", {
  kind: "exact",
  role: "gate",
  scale: "difference",
  tolerate: { relative: 0, absolute: 0.01 },
});

test.each([2, 5, 8])("an exact count that is higher in one slot is of neither side, in %i rounds", async (rounds) => {
  for (let seed = 0; seed < 300; seed++) {
    const coins = await coinsOf(seed, rounds);
    const values = coins.map(({ a }) => ({ base: a === "base" ? 3 : 7, head: a === "head" ? 3 : 7 }));
    const series = gather(
      new Map([[queries.id, queries]]),
      values.map(({ base, head }) => ({
        control: {},
        values: { base: new Map([[queries.id, base]]), head: new Map([[queries.id, head]]) },
      })),
    );
    const { comparisons } = compareAll({ series, overrides: [], falseAlarms: 0.01 });
    // It varies on each side, and not apart.
    expect(comparisons.find((one) => one.metric.id === queries.id)!.rule.role).toBe("watch");
  }
});

test("the exact test of what varies calls no more of it worse than it may, however much depends on the slot", async () => {
  const jobs = 1500;
  const random = createRandom(11);
  for (const [rounds, level] of [
    [8, 0.01],
    [12, 0.002],
  ] as const) {
    for (const bySlot of [0, 1, 10]) {
      let worse = 0;
      for (let seed = 0; seed < jobs; seed++) {
        const coins = await coinsOf(seed, rounds);
        const differences = coins.map(({ a }) => (a === "base" ? bySlot : -bySlot) + random.normal());
        if (signFlipPs(differences).worse <= level) worse++;
      }
      expect(worse / jobs).toBeLessThan(level + 4 * Math.sqrt(level / jobs));
    }
  }
});
