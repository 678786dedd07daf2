import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { TargetError } from "../../src/errors.ts";
import type { RoundServers, Served } from "../../src/measure/served.ts";
import type { SlotOf } from "../../src/model/series.ts";
import { freePorts } from "../../src/system/ports.ts";
import type { TargetConfig } from "../../src/target/config.ts";
import type { TargetContext } from "../../src/target/in-slot.ts";
import { prepareSlots, withRoundServers } from "../../src/target/slots.ts";
import { testSystem } from "../helpers/system.ts";
import { runs, until } from "../system/until.ts";
import { createBuilds, createTarget, SERVER, text } from "./targets.ts";

const SIDES: SlotOf = { a: "head", b: "base" };
const forever = new Promise<never>(() => {});

async function context(
  job: Awaited<ReturnType<typeof testSystem>>,
  base: TargetConfig,
  head = base,
): Promise<TargetContext> {
  return { system: job.system, builds: await createBuilds(job.system), configs: { base, head } };
}

const pidOf = async ({ url }: Served) => Number(await text(`${url}/pid`));

/** Remembers the processes of all servers that were had, to see that they are gone. */
function remember(servers: RoundServers) {
  const pids: number[] = [];
  return {
    pids,
    both: async () => {
      const both = await servers.both();
      pids.push(await pidOf(both.a), await pidOf(both.b));
      return both;
    },
  };
}

test("both: each side in the slot that was drawn, in its own tree, on ports of their own, gone afterwards", async () => {
  await using job = await testSystem();
  const world = await context(job, createTarget("ok"));
  let pids: number[] = [];
  const result = await withRoundServers(world, SIDES, async (servers) => {
    const known = remember(servers);
    pids = known.pids;
    const { a, b } = await known.both();
    expect([a, b]).toMatchObject([
      { side: "head", slot: "a" },
      { side: "base", slot: "b" },
    ]);
    expect(a.url).not.toBe(b.url);
    expect(await text(`${a.url}/`)).toBe(`ok ${world.builds.head?.dir}`);
    expect(await text(`${b.url}/`)).toBe(`ok ${world.builds.base?.dir}`);
    return "measured";
  });
  expect(result).toBe("measured");
  expect(await Promise.all(pids.map(runs))).toEqual([false, false]);
});

test("both slots may run the same side: its one tree, started twice", async () => {
  await using job = await testSystem();
  const world = await context(job, createTarget("ok"));
  const pids = await withRoundServers(world, { a: "head", b: "head" }, async (servers) => {
    const known = remember(servers);
    const { a, b } = await known.both();
    expect([a, b]).toMatchObject([
      { side: "head", slot: "a" },
      { side: "head", slot: "b" },
    ]);
    for (const { url } of [a, b]) expect(await text(`${url}/`)).toBe(`ok ${world.builds.head?.dir}`);
    return known.pids;
  });
  expect(new Set(pids).size).toBe(2);
  expect(await Promise.all(pids.map(runs))).toEqual([false, false]);
});

test("alone: started afresh each time, the one before it stopped", async () => {
  await using job = await testSystem();
  const pids: number[] = [];
  await withRoundServers(await context(job, createTarget("ok")), SIDES, async (servers) => {
    for (const side of ["base", "head", "head"] as const) {
      const served = await servers.alone(side);
      expect(served).toMatchObject({ side, slot: side === "head" ? "a" : "b" });
      expect(await Promise.all(pids.map(runs))).toEqual(pids.map(() => false));
      pids.push(await pidOf(served));
    }
  });
  expect(new Set(pids).size).toBe(3);
  expect(await Promise.all(pids.map(runs))).toEqual([false, false, false]);
});

test("servers are gone when the round throws, and its error comes through", { tags: ["R17"] }, async () => {
  await using job = await testSystem();
  let pids: number[] = [];
  const round = withRoundServers(await context(job, createTarget("ok")), SIDES, async (servers) => {
    const known = remember(servers);
    pids = known.pids;
    await known.both();
    throw new Error("the collector failed");
  });
  await expect(round).rejects.toThrow("the collector failed");
  expect(pids).toHaveLength(2);
  expect(await Promise.all(pids.map(runs))).toEqual([false, false]);
});

test.each(["base", "head"] as const)(
  "%s dies mid-way: known without waiting for the collector",
  { tags: ["R20"] },
  async (side) => {
    await using job = await testSystem();
    let pids: number[] = [];
    const round = withRoundServers(await context(job, createTarget("ok")), SIDES, async (servers) => {
      const known = remember(servers);
      pids = known.pids;
      const both = await known.both();
      const victim = both.a.side === side ? both.a : both.b;
      await fetch(`${victim.url}/die`).catch(() => {});
      return forever;
    });
    await expect(round).rejects.toMatchObject({ name: "TargetError", side });
    expect(await Promise.all(pids.map(runs))).toEqual([false, false]);
  },
);

test("both die: it is head's error, which no other rung replaces", { tags: ["R20"] }, async () => {
  await using job = await testSystem();
  const round = withRoundServers(await context(job, createTarget("ok")), SIDES, async (servers) => {
    const { a, b } = await servers.both();
    // Base first.
    await fetch(`${b.url}/die`).catch(() => {});
    await fetch(`${a.url}/die`).catch(() => {});
    return forever;
  });
  await expect(round).rejects.toMatchObject({ name: "TargetError", side: "head" });
});

test.each(["/die", "/deaf"])(
  "a server lost to %s outranks what the collector made of it",
  { tags: ["R20"] },
  async (path) => {
    await using job = await testSystem();
    const round = withRoundServers(await context(job, createTarget("ok")), SIDES, async (servers) => {
      const { b } = await servers.both();
      await fetch(b.url + path).catch(() => {});
      throw new Error("the load tool complains");
    });
    await expect(round).rejects.toMatchObject({ name: "TargetError", side: "base" });
  },
);

test("a round that ends well on a server that was lost did not end well", { tags: ["R20"] }, async () => {
  await using job = await testSystem();
  const round = withRoundServers(await context(job, createTarget("ok")), SIDES, async (servers) => {
    await text(`${(await servers.both()).a.url}/deaf`);
    return "fast, because nothing was answered";
  });
  await expect(round).rejects.toThrow("stopped accepting connections");
});

test("one side that does not start takes the other down; of two, head's error counts", async () => {
  await using job = await testSystem();
  const both = (servers: RoundServers) => servers.both();
  const good = createTarget("ok", { env: { PID_FILE: "${dir}/pid" } });
  const world = await context(job, createTarget("exits"), good);
  await expect(withRoundServers(world, SIDES, both)).rejects.toMatchObject({ name: "TargetError", side: "base" });
  expect(await runs(Number(await readFile(join(world.builds.head?.dir ?? "", "pid"), "utf8")))).toBe(false);
  const two = withRoundServers(await context(job, createTarget("exits")), { a: "base", b: "head" }, both);
  await expect(two).rejects.toMatchObject({ name: "TargetError", side: "head" });
});

test.each([
  ["base lives on elsewhere", 200, "exec sleep 600"],
  ["base is never ready there", 503, "exec sleep 600"],
  ["base finds its port taken", 200, `until [ -e "$PLACE/taken" ]; do sleep 0.05; done; exec node ${SERVER} ok`],
])(
  "head answers in base's place, %s: nobody's measurement, and no failure of base",
  {
    tags: ["R18"],
  },
  async (_, status, then) => {
    await using job = await testSystem();
    const PLACE = await job.system.processes.temporaryFolder("place");
    const [a = 0, b = 0] = await freePorts(2);
    const base = createTarget("ok", {
      start: `touch "$PLACE/started"; ${then}`,
      ports: [a, b],
      env: { PLACE },
      deadline: status === 200 ? 60_000 : 2_000,
    });
    const head = createTarget("ok", {
      start: `until [ -e "$PLACE/started" ]; do sleep 0.05; done; exec node ${SERVER} ok`,
      ports: [a, b],
      env: { PLACE, ALSO: String(b), ALSO_STATUS: String(status), TAKEN: `${PLACE}/taken` },
    });
    const round = withRoundServers(await context(job, base, head), SIDES, async (servers) => {
      await servers.both();
      return "measured";
    });
    await expect(round).rejects.toMatchObject({
      name: "OtherAnswersError",
      message: expect.stringMatching(/^base: port \d+ still answers after the server ".*" has ended/),
    });
  },
);

describe("a port that answers after its server has ended", () => {
  const daemon = (pidFile: string) =>
    createTarget("ok", {
      start: `setsid env -i PATH="$PATH" PORT="$PORT" PID_FILE="${pidFile}" node ${SERVER} ok & exec sleep 600`,
    });

  test.each([
    ["head dies", "ok", "/die", { name: "TargetError", side: "head" }],
    ["head does not start", "exits", "/die", { name: "TargetError", side: "head" }],
    ["the collector fails", "ok", "/pid", { message: "the collector failed" }],
  ])("hides no error before it: %s", { tags: ["R20"] }, async (_, mode, path, expected) => {
    await using job = await testSystem();
    const pidFile = join(await job.system.processes.temporaryFolder("daemon"), "pid");
    const world = await context(job, daemon(pidFile), createTarget(mode));
    const round = withRoundServers(world, SIDES, async (servers) => {
      const { a } = await servers.both();
      await fetch(a.url + path).catch(() => {});
      throw new Error("the collector failed");
    });
    await expect(round).rejects.toMatchObject(expected);
    await until("the daemon", () => existsSync(pidFile));
    process.kill(Number(await readFile(pidFile, "utf8")), "SIGKILL");
  });
});

test("an interrupt ends the round and its servers", { tags: ["R16"] }, async () => {
  const controller = new AbortController();
  await using job = await testSystem(controller.signal);
  let pids: number[] = [];
  const round = withRoundServers(await context(job, createTarget("ok")), SIDES, async (servers) => {
    const known = remember(servers);
    pids = known.pids;
    await known.both();
    controller.abort(new Error("by the user"));
    return forever;
  });
  await expect(round).rejects.toThrow("by the user");
  expect(await Promise.all(pids.map(runs))).toEqual([false, false]);
});

test("prepare once a slot in one tree, reset before each start in the tree that runs there", async () => {
  await using job = await testSystem();
  const world = await context(
    job,
    createTarget("ok", {
      prepare: "echo prepared ${slot} $DB >> log",
      reset: ["sh", "-c", "echo reset ${slot} $DB >> log"],
      env: { DB: "db_${slot}" },
    }),
  );
  await prepareSlots(world);
  await withRoundServers(world, SIDES, (servers) => servers.both());
  await withRoundServers(world, { a: "base", b: "head" }, (servers) => servers.alone("head"));
  const log = (side: "base" | "head") => readFile(join(world.builds[side]?.dir ?? "", "log"), "utf8");
  expect(await log("head")).toBe("prepared a db_a\nprepared b db_b\nreset a db_a\nreset b db_b\n");
  expect(await log("base")).toBe("reset b db_b\n");
});

test("a reset that fails is that side's error", async () => {
  await using job = await testSystem();
  const world = await context(job, createTarget("ok"), createTarget("ok", { reset: "echo no database; exit 4" }));
  const round = withRoundServers(world, SIDES, (servers) => servers.both());
  await expect(round).rejects.toThrow(
    new TargetError(
      "head",
      'head: reset slot a failed: "echo no database; exit 4" ended with exit code 4. Its last line:\n  | no database',
    ),
  );
});

test("sides that run elsewhere are only named", async () => {
  await using job = await testSystem();
  const world = await context(job, {
    kind: "url",
    url: { base: "https://base.example/", head: "https://head.example" },
  });
  await prepareSlots(world);
  const both = await withRoundServers(world, SIDES, (servers) => servers.both());
  expect([both.a.url, both.b.url]).toEqual(["https://head.example", "https://base.example"]);
});
