import { describe, expect, test } from "vitest";
import { causesOf, factsOf, type WatchedSides } from "../../../src/measure/runtime/explain.ts";
import { type Loaded, readingsOf } from "../../../src/measure/runtime/readings.ts";
import type { Answered } from "../../../src/measure/runtime/trace.ts";

const hashing = (line: number, own = true) => ({ name: "hashPassword", file: "lib/hash.js", line, own });

/** A request with one long turn, or with none. */
function answered(endpoint: string | null, milliseconds = 0, place = hashing(3)): Answered {
  const turns = milliseconds === 0 ? [] : [{ milliseconds, spent: [{ place, milliseconds: milliseconds - 1 }] }];
  return { endpoint, allocated: 1000, turns };
}

const loaded = (given: Partial<Loaded> = {}): Loaded => ({
  ended: [
    { allocated: 50_000, gcTime: 20, gcCount: 4, loop: { p99: 12, longest: 40 } },
    { allocated: 10_000, gcTime: 0, gcCount: 1, loop: null },
  ],
  heap: 9_000_000,
  retained: 3_000,
  requests: 10,
  ...given,
});

const login = "shop: POST /login";

describe("readings", () => {
  const values = (traced: readonly Answered[], load: Loaded | null) =>
    Object.fromEntries(readingsOf(traced, load).map(({ metric, value }) => [metric.id, value]));

  test("the load is a request's part of what all threads did, the delay that of the worst", () => {
    expect(values([], loaded())).toEqual({
      "runtime/allocated@target": 6000,
      "runtime/gc-time@target": 2,
      "runtime/gc-count@target": 0.5,
      "runtime/heap@target": 9_000_000,
      "runtime/retained@target": 300,
      "runtime/loop-delay-p99@target": 12,
    });
  });

  test("allocations are those of the later half of an endpoint's requests", () => {
    const sized = [9e6, 8e6, 7e6, 6e6, 1000, 1002, 1001].map((allocated) => ({ ...answered(login), allocated }));
    expect(values(sized, null)[`runtime/allocated@${login}`]).toBe(1001);
  });

  test("an endpoint's first request does not count, nor what belongs to none", () => {
    const traced = [answered(null, 500), answered(login, 900), answered(login, 60), answered(login)];
    expect(values(traced, null)).toEqual({
      [`runtime/allocated@${login}`]: 1000,
      [`runtime/blocked@${login}`]: 30,
      "runtime/blocked@target": 30,
    });
  });
});

describe("over all rounds", () => {
  const first = answered(login);
  const round = (...traced: readonly Answered[]) => ({ traced: [first, ...traced], loaded: loaded() });
  const watched: WatchedSides = {
    base: [round(answered(login, 31, hashing(3)), answered(login))],
    head: [round(answered(login, 61, hashing(8)), answered(login, 81, hashing(8)))],
  };

  test("a function is the same on both sides wherever its line is, and head's line is shown", () => {
    const shared = {
      kind: "function",
      name: "hashPassword",
      at: { file: "lib/hash.js", line: 8 },
      unit: "ms",
      note: null,
    };
    const numbers = { base: 15, head: 70, whole: 71 - 15.5 };
    expect(causesOf(watched)).toEqual([
      { ...shared, ...numbers, metric: `runtime/blocked@${login}` },
      { ...shared, ...numbers, metric: "runtime/blocked@target" },
    ]);
  });

  test("a call is a fact where it is usual, and not where one round has it", () => {
    const calls = (head: WatchedSides["head"]) =>
      factsOf({ ...watched, head }).filter(({ rule }) => rule === "blocking-call");
    const slow = round(answered(login, 61, hashing(8)));
    const at = { file: "lib/hash.js", line: 8 };
    expect(calls([slow, slow, round(answered(login))])).toMatchObject([
      { subject: login, name: "hashPassword", base: 15, head: 60, unit: "ms", at },
    ]);
    expect(calls([slow, round(answered(login)), round(answered(login))])).toMatchObject([{ base: 15, head: 0 }]);
    const once = factsOf({ base: [], head: [slow, round(answered(login)), round(answered(login))] });
    expect(once.map(({ rule }) => rule)).toEqual(["blocked-event-loop"]);
  });

  test("events wait as long as the longest does in the middle round, however few wait so", () => {
    const delayed = (longest: number) => ({
      traced: [],
      loaded: loaded({ ended: [{ allocated: 0, gcTime: 0, gcCount: 0, loop: { p99: 1, longest } }] }),
    });
    expect(factsOf({ base: [delayed(70)], head: [delayed(400), delayed(60), delayed(390)] })).toMatchObject([
      { rule: "blocked-event-loop", base: 70, head: 390, unit: "ms", note: expect.stringContaining("processor") },
    ]);
  });

  test("a package's function has no place of its own in the repository", () => {
    const head = [round(answered(login, 61, hashing(8, false)))];
    expect(causesOf({ base: [], head })[0]).toMatchObject({ name: "hashPassword (lib/hash.js)", at: null });
  });

  test("a leak is what a full collection leaves of the load", () => {
    const leaking = (retained: number) => ({ traced: [], loaded: loaded({ retained, requests: 500 }) });
    const facts = factsOf({ base: [], head: [1, 2, 3, 4, 5].map((more) => leaking(2_000_000 + more * 500)) });
    expect(facts.find(({ rule }) => rule === "leak")).toMatchObject({ collector: "runtime", base: null, head: 4003 });
  });
});
