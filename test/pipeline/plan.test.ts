import { describe, expect, test } from "vitest";
import type { CollectorPlan, Opened } from "../../src/measure/collector.ts";
import { NOTHING_BEFORE } from "../../src/pipeline/continue.ts";
import { type PlanInput, planRounds } from "../../src/pipeline/plan.ts";
import { createConfig } from "../helpers/config.ts";

/** A collector with rounds of so many seconds, its servers started once a round. */
function opened(id: string, secondsPerRound: number, rest: Partial<CollectorPlan> = {}): Opened {
  const never = () => Promise.reject(new Error("planning measures nothing"));
  const plan = { lines: [], secondsPerRound, usualNoise: 0.027, startsPerRound: 1, tools: {}, conditions: "", ...rest };
  return { id, also: [], session: { plan, round: never, series: () => [], collected: never } };
}

interface Asked extends Partial<Omit<PlanInput, "gate">> {
  readonly gate?: Partial<PlanInput["gate"]>;
  /** Milliseconds of starting both servers. */
  readonly boot?: number;
}

async function plan(collectors: readonly Opened[], { gate = {}, boot = 2_000, ...rest }: Asked = {}) {
  const said: string[] = [];
  const add = (line: string) => void said.push(line);
  const input: PlanInput = {
    gate: createConfig({ gate }).gate,
    paired: true,
    rounds: null,
    left: () => NOTHING_BEFORE,
    mayGate: () => true,
    log: { info: add, warn: add, progress: add, group: (_, body) => body() },
    ...rest,
  };
  return { ...(await planRounds(input, collectors, async () => boot)), said };
}

const k6 = opened("k6", 6);
const lighthouse = opened("lighthouse", 30, { startsPerRound: 2, usualNoise: 0.04 });

test("a round costs its seconds and what starting the servers takes each time; all fit, and the price is said", async () => {
  const { lanes, notices, said } = await plan([k6]);
  expect(lanes).toEqual([{ collector: "k6", looks: [8, 12, 16, 20, 25, 30], left: NOTHING_BEFORE, limit: 240_000 }]);
  expect(notices).toEqual([]);
  expect(said).toEqual([expect.stringMatching(/^k6: at most 30 rounds of 8 s, 4\.0 minutes: sees ≥/u)]);
  const twice = await plan([lighthouse]);
  expect(twice.said).toEqual([expect.stringMatching(/^lighthouse: at most 20 rounds of 34 s/u)]);
});

describe("gate.maxMinutes", () => {
  test("is divided by equal parts, and what a cheap collector does not need is the other's", async () => {
    const { lanes, spare, notices, said } = await plan([k6, lighthouse]);
    expect(lanes.map(({ limit }) => limit)).toEqual([240_000, 480_000]);
    expect(spare).toBe(0);
    expect((await plan([k6])).spare).toBe(480_000);
    // 480 s are 14 rounds of 34 s.
    expect(lanes.map(({ looks }) => looks)).toEqual([
      [8, 12, 16, 20, 25, 30],
      [8, 12, 14],
    ]);
    expect(notices).toEqual([`gate.maxMinutes is 12. ${said[1]}.`]);
    expect(said[1]).toContain("all 30 rounds of effort standard take 17.0 minutes");
  });

  test("cuts all of them by name where it is too short, and leaves each a round", async () => {
    const { lanes, notices } = await plan([k6, lighthouse], { gate: { maxMinutes: 1 } });
    expect(lanes.map(({ looks, limit }) => [looks, limit])).toEqual([
      [[3], 30_000],
      [[1], 30_000],
    ]);
    expect(notices.map((notice) => /^gate\.maxMinutes is 1\. (\w+):/u.exec(notice)?.[1])).toEqual(["k6", "lighthouse"]);
  });

  test("goes by the effort", async () => {
    const { lanes } = await plan([k6], { gate: { effort: "thorough" } });
    expect(lanes[0]!.looks).toEqual([8, 12, 18, 25, 35, 50, 60]);
    const quick = await plan([k6], { gate: { effort: "quick" } });
    expect(quick.lanes[0]!.looks).toEqual([8, 12, 16, 20]);
  });
});

test("rounds in which nothing gates by chance are as many as a first look takes, and the others have the time", async () => {
  const inside = opened("inside", 23);
  const { lanes, notices, said } = await plan([k6, inside], { mayGate: (id) => id === "k6" });
  expect(lanes.map(({ looks, limit }) => [looks.at(-1), limit])).toEqual([
    [30, 240_000],
    [8, 200_000],
  ]);
  expect(notices).toEqual([]);
  expect(said[1]).toMatch(/^inside: at most 8 rounds of 25 s, 3\.3 minutes: what is counted exactly may gate/u);
  expect((await plan([inside])).lanes[0]!.looks.at(-1)).toBeGreaterThan(8);
});

test("fixed rounds are those that were asked for, whatever they take, with a look at the end", async () => {
  for (const [rounds, looks] of [
    [3, [3]],
    [13, [8, 12, 13]],
    [30, [8, 12, 16, 20, 25, 30]],
    [100, [8, 12, 16, 20, 25, 30, 100]],
  ] as const) {
    const { lanes, notices } = await plan([k6, lighthouse], { rounds, gate: { maxMinutes: 1 } });
    for (const lane of lanes) expect(lane).toMatchObject({ looks, limit: Number.POSITIVE_INFINITY });
    expect(notices).toEqual([]);
  }
});

test("head alone takes few rounds, decided once at their end, within the time", async () => {
  const alone = await plan([k6], { paired: false });
  expect(alone.lanes).toMatchObject([{ looks: [12], limit: 240_000 }]);
  expect([alone.said, alone.notices]).toEqual([[], []]);
  expect((await plan([k6], { paired: false, gate: { maxMinutes: 1 } })).lanes[0]!.looks).toEqual([7]);
});

test("a further attempt has its looks after the rounds that there are", async () => {
  const before = { ...NOTHING_BEFORE, kept: 13, unspent: 0.1 };
  const { lanes } = await plan([k6], { left: () => before });
  expect(lanes[0]).toMatchObject({ looks: [21, 25, 29, 33, 38, 43], left: before });
});

test("where nothing needs rounds nothing is started", async () => {
  const never = () => Promise.reject(new Error("started"));
  const input = {
    gate: createConfig().gate,
    paired: true,
    rounds: null,
    left: () => NOTHING_BEFORE,
    mayGate: () => true,
  };
  const log = { info: never, warn: never, progress: never, group: never };
  expect(await planRounds({ ...input, log }, [], never)).toEqual({ lanes: [], spare: 0, notices: [] });
});
