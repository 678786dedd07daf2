import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { TargetError, ToolError } from "../../src/errors.ts";
import { type FixContext, type Timed, tryFixes } from "../../src/explain/fix.ts";
import type { Fix } from "../../src/measure/fix.ts";
import type { Answer, Load } from "../../src/measure/load.ts";
import type { RoundServers, Served } from "../../src/measure/served.ts";
import { SLOTS, type Slot } from "../../src/model/series.ts";
import { testSystem } from "../helpers/system.ts";

/** Where the fix is made, as the load sees it. */
const made = new Set<Slot>();

/** Answers in 2 ms, in 1 where the fix is made; none of setup, and errors at once. */
const load = {
  async trace({ served, iterations, onAnswer }: Parameters<Load["trace"]>[0]) {
    for (let iteration = 0; iteration < iterations; iteration++) {
      for (const { slot } of served) {
        const answer = { slot, endpoint: "GET /", status: 200, milliseconds: made.has(slot) ? 1 : 2 };
        await onAnswer(answer as Answer);
        await onAnswer({ ...answer, endpoint: null, milliseconds: 9 } as Answer);
        await onAnswer({ ...answer, status: 503, milliseconds: 0.1 } as Answer);
        await onAnswer({ ...answer, endpoint: "GET /other", milliseconds: 9 } as Answer);
      }
    }
  },
} as Load;

const servers: RoundServers = {
  both: async () => ({ a: { slot: "a" } as Served, b: { slot: "b" } as Served }),
  alone: () => Promise.reject(new Error("both are asked for")),
};

interface Recorded {
  readonly fix: Fix;
  readonly events: string[];
}

function recorded(over: Partial<Fix> = {}): Recorded {
  const events: string[] = [];
  const fix: Fix = {
    what: "CREATE INDEX",
    of: [],
    endpoints: ["GET /"],
    async apply(slot) {
      await setImmediate();
      events.push("made");
      made.add(slot);
    },
    async undo(slot) {
      events.push(made.delete(slot) ? "undone" : "clean");
    },
    ...over,
  };
  return { fix, events };
}

async function tried(fixes: readonly Fix[], over: Partial<FixContext> = {}, signal?: AbortSignal) {
  await using under = await testSystem(signal);
  return await tryFixes(
    { system: under.system, load, serve: (_, body) => body(servers), limit: 60_000, ...over },
    fixes,
  );
}

test("both slots are clean before the fix is made in one, drawn by a coin, and after each round", async () => {
  const { fix, events } = recorded();
  const slots: Slot[] = [];
  const sides: unknown[] = [];
  const watched: Fix = { ...fix, apply: (slot) => fix.apply(slot).then(() => void slots.push(slot)) };
  const serve: FixContext["serve"] = (drawn, body) => {
    sides.push(drawn);
    return body(servers);
  };
  const asked = { serve };
  const { tried: outcome, notWeighed } = await tried([watched], asked);
  expect(notWeighed).toEqual([]);
  const timed: Timed = { without: Array(12).fill(2), tried: Array(12).fill(1) };
  expect(outcome).toEqual([{ fix: watched, rounds: Array(10).fill(new Map([["GET /", timed]])) }]);
  expect(sides).toEqual(Array.from({ length: 10 }, () => ({ a: "head", b: "head" })));
  expect(events).toEqual(Array.from({ length: 10 }, () => ["clean", "clean", "made", "undone"]).flat());
  // Thirty more coins: all on one side, by chance, is one in a million millions.
  for (let more = 0; more < 3; more++) await tried([watched], asked);
  expect(new Set(slots)).toEqual(new Set(SLOTS));
  const pairs = slots.map((slot, at) => (at % 2 === 0 ? null : slot === slots[at - 1])).filter((one) => one !== null);
  // Each is drawn anew, and none follows from the one before it.
  expect(new Set(pairs)).toEqual(new Set([true, false]));
});

test("of many endpoints the first five are compared", async () => {
  const endpoints = ["GET /", ...Array.from({ length: 9 }, (_, at) => `GET /${at}`)];
  const { tried: outcome } = await tried([recorded({ endpoints }).fix]);
  expect([...outcome[0]!.rounds[0]!.keys()]).toEqual(endpoints.slice(0, 5));
});

test("one that cannot be tried is said in a sentence, and the next one is tried all the same", {
  tags: ["R29"],
}, async () => {
  const refused = recorded({ apply: () => Promise.reject(new ToolError("postgres: shop may not.\nmore")) });
  const broken = recorded({ what: "CREATE another", undo: () => Promise.reject(new Error("a bug")) });
  const { fix } = recorded();
  const outcome = await tried([refused.fix, broken.fix, fix]);
  expect(outcome.tried.map((one) => one.fix)).toEqual([fix]);
  expect(outcome.notWeighed).toEqual([
    "CREATE INDEX could not be tried on head: postgres: shop may not.",
    "CREATE another could not be tried on head: it failed: a bug.",
  ]);
  expect(refused.events).toEqual(["clean", "clean", "clean"]);
});

test("what is still being made when the servers go is undone once it is made", { tags: ["R29"] }, async () => {
  let begun = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const { fix, events } = recorded();
  const slow: Fix = {
    ...fix,
    async apply(slot) {
      begun();
      await setImmediate();
      await setImmediate();
      await fix.apply(slot);
    },
  };
  const { notWeighed } = await tried([slow], {
    serve: async (_, body) => {
      body(servers).catch(() => {});
      await hasBegun;
      throw new TargetError("head", "head: it ended");
    },
  });
  expect(notWeighed).toEqual(["CREATE INDEX could not be tried on head: head: it ended."]);
  expect(events).toEqual(["clean", "clean", "made", "undone"]);
  expect(SLOTS.some((slot) => made.has(slot))).toBe(false);
});

test("its time is limited, over all of them; once it is over no servers are started", { tags: ["R29"] }, async () => {
  const { fix, events } = recorded();
  let started = 0;
  const serve: FixContext["serve"] = (_, body) => {
    started++;
    return body(servers);
  };
  const never = { ...load, trace: () => new Promise<void>(() => {}) };
  const { notWeighed } = await tried([fix, { ...fix, what: "CREATE another" }], { limit: 50, load: never, serve });
  expect(notWeighed).toEqual([
    "CREATE INDEX could not be tried on head: it took longer than explain.limit allows (0.05 s).",
    "CREATE another could not be tried on head: it took longer than explain.limit allows (0.05 s).",
  ]);
  expect([started, events]).toEqual([1, ["clean", "clean", "made", "undone", "clean"]]);
});

test("where the job is interrupted it is undone, and the reason is thrown", { tags: ["R29"] }, async () => {
  const interrupted = new AbortController();
  const { fix, events } = recorded();
  const apply: Fix["apply"] = async (slot) => {
    await fix.apply(slot);
    interrupted.abort(new Error("interrupted"));
    throw new ToolError("the connection was lost");
  };
  await expect(tried([{ ...fix, apply }], {}, interrupted.signal)).rejects.toThrow("interrupted");
  expect(events).toEqual(["clean", "clean", "made", "undone"]);
});
