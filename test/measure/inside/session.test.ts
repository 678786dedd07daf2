import { afterEach, describe, expect, test, vi } from "vitest";
import { TargetError, ToolError } from "../../../src/errors.ts";
import { http } from "../../../src/measure/http/index.ts";
import type { SlotEnvironment } from "../../../src/measure/served.ts";
import type { Series } from "../../../src/model/series.ts";
import { answer, type Diary, fakeLoad, fakeWatcher, giving, metric, open, round } from "./fakes.ts";

const of = (series: readonly Series[], id: string) => series.find((one) => one.metric.id === id);

describe("a round", () => {
  test("is traced, warmed and loaded, with every watcher at both servers", async () => {
    const diary: Diary = [];
    const watchers = [fakeWatcher("http", diary), fakeWatcher("redis", diary)];
    const { session } = open({ watchers, load: fakeLoad(diary) });
    expect((await session.round(round(0, diary))).kind).toBe("measured");
    const each = (what: string) => ["http a", "redis a", "http b", "redis b"].map((one) => `${one} ${what}`);
    expect(diary).toEqual([
      "both",
      "http a watch",
      "redis a watch",
      "http b watch",
      "redis b watch",
      "trace ab × 2",
      "http a answered shop: GET /",
      "redis a answered shop: GET /",
      "http b answered shop: GET /",
      "redis b answered shop: GET /",
      "drive ab 4000",
      ...each("before"),
      ...each("begin"),
      "drive ab 10000",
      "http a end 100 in 10 s",
      "redis a end 100 in 10 s",
      "http b end 101 in 10 s",
      "redis b end 101 in 10 s",
      ...each("after"),
      ...each("stop"),
    ]);
  });

  test("has one side after the other, in the order drawn, where a script cannot drive both", async () => {
    const diary: Diary = [];
    const { session } = open({
      watchers: [fakeWatcher("http", diary)],
      load: fakeLoad(diary, { bothAtOnce: false }),
    });
    await session.round(round(0, diary));
    expect(diary.filter((one) => /^(?:alone|trace|drive|http . (?:watch|stop))/u.test(one))).toEqual([
      ...["alone head", "http b watch", "trace b × 2", "drive b 4000", "drive b 10000", "http b stop"],
      ...["alone base", "http a watch", "trace a × 2", "drive a 4000", "drive a 10000", "http a stop"],
    ]);
  });

  test("of head alone starts nothing else", async () => {
    const diary: Diary = [];
    const { session, run } = open({ watchers: [fakeWatcher("http", [])], sides: ["head"] });
    await session.round(round(0, diary));
    expect(diary).toEqual(["alone head"]);
    const { series } = await run(2);
    expect(of(series, "http/seen@x")).toMatchObject({ base: [null, null], head: [2, 2] });
    expect(of(series, "inside/control@calibration loop")).toMatchObject({ base: [null, null] });
  });

  test("joins what watchers add to a slot's environment", async () => {
    const options = (value: string) => ({ watching: { environment: () => ({ NODE_OPTIONS: value, [value]: "1" }) } });
    const slotted = { watching: { environment: (slot: string) => ({ SLOT: slot }) } };
    const environments: SlotEnvironment[] = [];
    const { session } = open({
      watchers: [
        fakeWatcher("a", [], options("--one")),
        fakeWatcher("b", [], slotted),
        fakeWatcher("c", [], options("--two")),
      ],
    });
    await session.round(round(0, [], environments));
    const plain = { NODE_OPTIONS: "--one --two", "--one": "1", "--two": "1" };
    expect(environments).toEqual([{ a: { ...plain, SLOT: "a" }, b: { ...plain, SLOT: "b" } }]);
  });

  test("is told to its watchers as kept once all is known of it, and not before", async () => {
    const diary: Diary = [];
    const { session } = open({
      watchers: [
        fakeWatcher("http", diary, { watch: ({ slot }) => ({ keep: () => void diary.push(`http ${slot} kept`) }) }),
      ],
    });
    const [first, second] = [await session.round(round(0)), await session.round(round(1))];
    expect(diary.filter((one) => one.endsWith("kept"))).toEqual([]);
    if (second.kind === "measured") second.keep();
    expect(first.kind).toBe("measured");
    expect(diary.slice(-3)).toEqual(["http b stop", "http a kept", "http b kept"]);
  });

  test("that is redone is in nothing that is told", async () => {
    const payload = { method: "POST", bytes: 120_000 } as const;
    const load = fakeLoad([], {
      trace: async ({ served, onAnswer }) => {
        for (const { slot } of served) await onAnswer({ ...answer(slot), ...payload });
      },
    });
    const { signal } = new AbortController();
    const watching = await http.open({}, { system: { signal } } as Parameters<typeof http.open>[1]);
    const { run } = open({ watchers: [{ id: "http", watching }], load });
    const { facts } = await run(6, (index) => index === 3);
    const range = { rounds: 1, least: 120_000, most: 120_000 };
    expect(facts).toMatchObject([{ rule: "large-payload", rounds: { base: range, head: range } }]);
  });

  test("draws anew for each run", async () => {
    const seeds: number[] = [];
    const load = fakeLoad([]);
    const { session } = open({
      watchers: [fakeWatcher("http", [])],
      load: {
        ...load,
        trace: async (run) => {
          seeds.push(run.seed);
          await load.trace(run);
        },
        drive: async (run) => {
          seeds.push(run.seed);
          return load.drive(run);
        },
      },
    });
    await session.round(round());
    expect(seeds).toEqual([2 ** 32 - 1, 0, 1]);
  });

  test("lets every watcher go when the load or a side fails, and throws on what failed", {
    tags: ["R20"],
  }, async () => {
    for (const error of [new ToolError("k6 failed."), new TargetError("head", "head died.")]) {
      const diary: Diary = [];
      const fails = () => Promise.reject(error);
      const { session } = open({
        watchers: [fakeWatcher("http", diary), fakeWatcher("redis", diary)],
        load: fakeLoad(diary, { drive: fails }),
      });
      await expect(session.round(round())).rejects.toBe(error);
      expect(diary.slice(-4)).toEqual(["http a stop", "redis a stop", "http b stop", "redis b stop"]);
    }
  });
});

describe("a watcher that fails", { tags: ["R28"] }, () => {
  const down = () => Promise.reject(new ToolError("There is no server at port 1: start it."));
  const steps = ["answered", "before", "begin", "end", "after"] as const;

  test.each(steps)("in %s is left out from then on, and the others go on", async (step) => {
    const diary: Diary = [];
    const warnings: string[] = [];
    const { run } = open({
      watchers: [fakeWatcher("redis", diary, { watch: () => ({ [step]: down }) }), fakeWatcher("http", [])],
      warnings,
    });
    const { series, unwatched } = await run(3);
    expect(unwatched).toEqual([{ watcher: "redis", why: "There is no server at port 1: start it.", rounds: 0 }]);
    expect(warnings).toEqual(["redis cannot look: There is no server at port 1: start it."]);
    expect(of(series, "redis/seen@x")).toBeUndefined();
    expect(of(series, "http/seen@x")).toMatchObject({ base: [1, 1, 1], head: [2, 2, 2] });
    expect(diary.filter((one) => one.endsWith("watch"))).toHaveLength(2);
    expect(diary.filter((one) => one.endsWith("stop"))).toHaveLength(2);
  });

  test("on opening, in its readings or in letting go is left out too", async () => {
    const bad = () => {
      throw new TypeError("x is not a function");
    };
    const { run } = open({
      watchers: [
        fakeWatcher("postgres", [], { watching: { watch: down } }),
        fakeWatcher("runtime", [], { readings: bad }),
        fakeWatcher("resources", [], { watch: () => ({ stop: bad }) }),
        fakeWatcher("http", [], { watching: { collected: () => Promise.reject(new ToolError("http: no.")) } }),
      ],
    });
    const { series, unwatched } = await run(2);
    expect(unwatched).toEqual([
      { watcher: "postgres", why: "There is no server at port 1: start it.", rounds: 0 },
      { watcher: "runtime", why: "It failed unexpectedly: x is not a function.", rounds: 0 },
      { watcher: "resources", why: "It failed unexpectedly: x is not a function.", rounds: 0 },
      { watcher: "http", why: "no.", rounds: 2 },
    ]);
    // What it had read by then is not lost.
    expect(of(series, "http/seen@x")).toMatchObject({ base: [1, 1], head: [2, 2] });
  });

  test("when its round is kept is left out too", async () => {
    const keep = () => {
      throw new TypeError("x is not a function");
    };
    const { run } = open({
      watchers: [fakeWatcher("redis", [], { watch: () => ({ keep }) }), fakeWatcher("http", [])],
    });
    const { series, unwatched } = await run(2);
    expect(unwatched).toEqual([{ watcher: "redis", why: "It failed unexpectedly: x is not a function.", rounds: 0 }]);
    expect(of(series, "http/seen@x")).toMatchObject({ base: [1, 1], head: [2, 2] });
  });

  test("in a later round keeps what it gave, and gives nulls after", async () => {
    let ends = 0;
    const end = () => (++ends > 4 ? down() : Promise.resolve());
    const { run } = open({ watchers: [fakeWatcher("redis", [], { watch: () => ({ end }) })] });
    const { series, unwatched } = await run(4);
    expect(of(series, "redis/seen@x")).toMatchObject({ base: [1, 1, null, null], head: [2, 2, null, null] });
    expect(unwatched).toMatchObject([{ watcher: "redis", rounds: 2 }]);
  });

  test.each(["a", "b"])(
    "in slot %s alone is lost on both sides: neither looks as if it lacked what the other has",
    {
      tags: ["T26"],
    },
    async (slot) => {
      const exact = metric("postgres/queries@x", { kind: "exact", role: "gate" });
      const one = { rule: "n-plus-one", collector: "postgres", subject: "x", name: null, unit: "count" } as const;
      const facts = [{ ...one, base: null, head: 30, note: null, at: null }];
      const told = { notWeighed: [], notes: ["one plan"], causes: [], details: [], facts };
      const keep = vi.fn();
      const warnings: string[] = [];
      const { run } = open({
        watchers: [
          fakeWatcher("postgres", [], {
            readings: () => [{ metric: exact, value: 3 }],
            watch: (served) => (served.slot === slot ? { end: down, keep } : { keep }),
            watching: { collected: async () => told },
          }),
        ],
        warnings,
      });
      const { series, unwatched, facts: given, notices } = await run(2);
      expect(of(series, exact.id)).toBeUndefined();
      expect([unwatched?.length, warnings.length, given, notices]).toEqual([1, 1, [], []]);
      expect(keep).not.toHaveBeenCalled();
    },
  );

  test("is told of at once, before the round has ended", async () => {
    const warnings: string[] = [];
    const known: number[] = [];
    const plain = fakeLoad([]);
    const drive: typeof plain.drive = (run) => {
      known.push(warnings.length);
      return plain.drive(run);
    };
    const watchers = [fakeWatcher("redis", [], { watching: { watch: down } })];
    await open({ watchers, warnings, load: { ...plain, drive } }).session.round(round());
    expect(known).toEqual([1, 1]);
  });

  test("in a round that is not kept is asked again", async () => {
    let calls = 0;
    const begin = () => (++calls <= 2 ? down() : Promise.resolve());
    const { run } = open({ watchers: [fakeWatcher("redis", [], { watch: () => ({ begin }) })] });
    const { series, unwatched } = await run(3, (index) => index > 0);
    expect(unwatched).toEqual([]);
    expect(of(series, "redis/seen@x")).toMatchObject({ base: [1, 1], head: [2, 2] });
  });

  test("for the target's or the user's sake is not blamed", { tags: ["R20"] }, async () => {
    const died = new TargetError("head", "head died.");
    const { session } = open({
      watchers: [fakeWatcher("redis", [], { watch: () => ({ begin: () => Promise.reject(died) }) })],
    });
    await expect(session.round(round())).rejects.toBe(died);
    const controller = new AbortController();
    const interrupt = new Error("stop");
    const begin = async () => {
      controller.abort(interrupt);
      throw new ToolError("The connection was closed.");
    };
    const interrupted = open({
      watchers: [fakeWatcher("redis", [], { watch: () => ({ begin }) })],
      signal: controller.signal,
    });
    await expect(interrupted.session.round(round())).rejects.toBe(interrupt);
  });

  test("does not leave behind the others that still begin to look when the target dies", async () => {
    const diary: Diary = [];
    const died = new TargetError("head", "head died.");
    const slow = fakeWatcher("http", diary).watching;
    const { session } = open({
      watchers: [
        fakeWatcher("redis", [], { watching: { watch: () => Promise.reject(died) } }),
        fakeWatcher("http", [], {
          watching: {
            watch: async (server) => {
              await new Promise((resolve) => setImmediate(resolve));
              return slow.watch(server);
            },
          },
        }),
      ],
    });
    await expect(session.round(round())).rejects.toBe(died);
    expect(diary).toEqual(["http a watch", "http b watch", "http a stop", "http b stop"]);
  });

  test("when all have, nothing is started any more", async () => {
    const diary: Diary = [];
    const { session, run } = open({ watchers: [fakeWatcher("redis", [], { watching: { watch: down } })] });
    await run(1);
    expect((await session.round(round(1, diary))).kind).toBe("measured");
    expect(diary).toEqual([]);
  });
});

describe("a watcher that hangs", { tags: ["R28"] }, () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is waited for half a minute, and let go", async () => {
    vi.useFakeTimers();
    const diary: Diary = [];
    const forever = () => new Promise<void>(() => {});
    const { session } = open({ watchers: [fakeWatcher("redis", diary, { watch: () => ({ begin: forever }) })] });
    const measured = session.round(round());
    await vi.advanceTimersByTimeAsync(30_000);
    const outcome = await measured;
    if (outcome.kind === "measured") outcome.keep();
    expect(diary.filter((one) => one.endsWith("stop"))).toHaveLength(2);
    expect((await session.collected()).unwatched).toEqual([
      { watcher: "redis", why: "It did not answer within 30 s.", rounds: 0 },
    ]);
  });

  test("on opening is let go when it has come after all", async () => {
    vi.useFakeTimers();
    const stopped: string[] = [];
    const late = fakeWatcher("redis", []).watching;
    const { session } = open({
      watchers: [
        fakeWatcher("redis", [], {
          watching: {
            watch: async (server) => {
              await new Promise((resolve) => setTimeout(resolve, 40_000));
              return { ...(await late.watch(server)), stop: async () => void stopped.push(server.slot) };
            },
          },
        }),
      ],
    });
    const measured = session.round(round());
    await vi.advanceTimersByTimeAsync(30_000);
    await measured;
    expect(stopped).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(stopped).toEqual(["a", "b"]);
  });
});

test("all metrics are of the lane, one object each, and numbers that no file can hold are no values", {
  tags: ["T24"],
}, async () => {
  const what = metric("http/bytes@x");
  const { run, session } = open({
    watchers: [
      fakeWatcher("http", [], {
        readings: giving(what, { base: [Number.NaN, 2], head: [Number.POSITIVE_INFINITY, 3] }),
      }),
    ],
  });
  const { series } = await run(2);
  expect(of(series, what.id)).toEqual({
    kind: "sampled",
    metric: { ...what, lane: "inside" },
    base: [null, 2],
    head: [null, 3],
  });
  expect(series.every(({ metric: { lane } }) => lane === "inside")).toBe(true);
  expect(session.series()[1]!.metric).toBe(series[1]!.metric);
});

test("what watchers have to say is joined", async () => {
  const told = (id: string) => ({
    watching: {
      collected: async () => ({ notWeighed: [`${id} no`], notes: [`${id} note`], causes: [], details: [], facts: [] }),
    },
  });
  const { run } = open({ watchers: [fakeWatcher("a", [], told("a")), fakeWatcher("b", [], told("b"))] });
  expect(await run(1)).toMatchObject({ notWeighed: ["a no", "b no"], notices: ["a note", "b note"] });
});

test("before the first round there are no series", () => {
  expect(open({ watchers: [] }).session.series()).toEqual([]);
});

test("the plan says what a round is, and what each watcher looks at", () => {
  const { plan } = open({ watchers: [fakeWatcher("http", []), fakeWatcher("redis", [])] });
  expect(plan.lines).toEqual([
    "inside: each round 2 iterations one request at a time, 4 s warm-up, 10 s measured",
    "http: what it looks at",
    "redis: what it looks at",
  ]);
  expect(plan).toMatchObject({ startsPerRound: 1, tools: { k6: "2.2.0" } });
  expect(plan.secondsPerRound).toBeGreaterThan(14);
  const alternate = open({ watchers: [], load: fakeLoad([], { bothAtOnce: false }) }).plan;
  expect(alternate.startsPerRound).toBe(2);
  expect(alternate.secondsPerRound).toBeGreaterThan(28);
  expect(alternate.conditions).not.toBe(plan.conditions);
  // Whoever looks changes nothing of what is done.
  expect(open({ watchers: [] }).plan.conditions).toBe(plan.conditions);
});
