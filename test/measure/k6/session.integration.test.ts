import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { configSchema } from "../../../src/config/schema.ts";
import { TargetError } from "../../../src/errors.ts";
import type { Collected } from "../../../src/measure/collected.ts";
import type { Round, RoundOutcome } from "../../../src/measure/collector.ts";
import { k6 } from "../../../src/measure/k6/index.ts";
import type { Served } from "../../../src/measure/served.ts";
import { type Series, SIDES } from "../../../src/model/series.ts";
import { k6Binary } from "../../helpers/k6.ts";
import { recordingServer } from "../../helpers/recording-server.ts";
import { testSystem } from "../../helpers/system.ts";
import { K6_VERSIONS, type K6Version, naive, writeFiles } from "./harness.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

interface Measure {
  readonly version: K6Version;
  readonly script: string;
  readonly base?: Answer;
  readonly head?: Answer;
  readonly rounds?: number;
  readonly k6?: Record<string, unknown>;
  /** Rejects after this many requests to head. */
  readonly headDiesAfter?: number;
}

interface Measured extends Collected {
  readonly outcomes: readonly RoundOutcome[];
  readonly plan: readonly string[];
  /** Of the rounds that were unfit. */
  readonly advice: string | null;
}

/** Rounds of the collector as the gate drives it, on real servers; which side has which slot changes a round. */
async function measure(input: Measure): Promise<Measured> {
  let die: (error: Error) => void = () => {};
  const died = new Promise<never>((_, reject) => {
    die = reject;
  });
  died.catch(() => {});
  let asked = 0;
  const counted: Answer = async (request, response) => {
    if (++asked === input.headDiesAfter) die(new TargetError("head", "head: the server ended."));
    await input.head?.(request, response);
  };
  await using base = await recordingServer(input.base);
  await using head = await recordingServer(counted);
  await using opened = await testSystem();
  const root = await writeFiles({ "perf/shop.js": input.script });
  const scratch = await mkdtemp(join(tmpdir(), "weighbridge-test-"));
  try {
    const section = {
      scripts: ["perf/shop.js"],
      round: { warmup: "0s", measure: "1s" },
      path: await k6Binary(input.version),
      ...input.k6,
    };
    const config = configSchema.parse({ target: { start: "true" }, k6: section }).k6!;
    const context = {
      system: opened.system,
      sides: SIDES,
      builds: { base: null, head: null },
      scratch,
      root,
      bootTime: async () => 0,
    };
    const session = await k6.open(config, context);
    const outcomes: RoundOutcome[] = [];
    for (let index = 0; index < (input.rounds ?? 1); index++) {
      const sides = index % 2 === 0 ? ({ a: "base", b: "head" } as const) : ({ a: "head", b: "base" } as const);
      const served = (slot: "a" | "b"): Served => {
        const side = sides[slot];
        return {
          side,
          slot,
          url: side === "base" ? base.url : head.url,
          died: side === "head" ? died : new Promise(() => {}),
          processes: () => [],
        };
      };
      const servers: Round["servers"] = {
        both: async () => ({ a: served("a"), b: served("b") }),
        alone: async (side) => served(sides.a === side ? "a" : "b"),
      };
      const outcome = await session.round({ index, sides, order: ["head", "base"], seed: index, servers });
      if (outcome.kind === "measured") outcome.keep();
      outcomes.push(outcome);
    }
    return { ...(await session.collected()), outcomes, plan: session.plan.lines, advice: session.unfitAdvice!() };
  } finally {
    await rm(root, { recursive: true });
    await rm(scratch, { recursive: true });
  }
}

const late = (ms: number) => (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const find = (series: readonly Series[], id: string) => series.find(({ metric }) => metric.id === id);
// So many VUs by default that a busy machine drops no iteration.
const shop = (rate: number, rest = "", vus = 60) => `
  import http from "k6/http";
  ${rest.includes("check(") ? 'import { check } from "k6";' : ""}
  export const options = { thresholds: { http_req_failed: ["rate<0.01"], "http_req_duration{name:cart}": ["p(95)<200", "avg<5"], http_reqs: ["count>1", "rate>10"], checks: ["rate>0.9"] },
    scenarios: { shop: { executor: "constant-arrival-rate", rate: ${rate}, timeUnit: "1s", duration: "1m", preAllocatedVUs: ${vus} } } };
  export default function () { const r = http.get(__ENV.BASE_URL + "/cart", { tags: { name: "cart" } }); ${rest} }`;

describe.each(K6_VERSIONS)("a k6 session on %s", (version) => {
  test("gives each side its own values, whichever slot it had, and says what gates", async () => {
    const { series, plan, details } = await measure({
      version,
      script: shop(60),
      head: late(200),
      base: late(2),
      rounds: 2,
    });
    const latency = find(series, "k6/latency-tm95@shop: GET cart");
    if (latency?.kind !== "sampled") throw new Error("no latency");
    for (const value of latency.base) expect(value).toBeLessThan(100);
    for (const value of latency.head) expect(value).toBeGreaterThan(199);
    expect(latency.metric).toMatchObject({ unit: "ms", role: "watch", scale: "ratio" });
    expect(latency.metric.roleReason).toMatch(
      /^\d\d samples a side and round, 200 needed to gate \(a k6\.round\.measure of [34]s would do\)$/,
    );
    expect(find(series, "k6/error-rate@shop: GET cart")).toMatchObject({
      kind: "rate",
      metric: { role: "gate", unit: "fraction" },
    });
    // Too few samples for it: there is no value, and what gates it must not pass for that.
    expect(find(series, "k6/latency-p99@shop: GET cart")).toMatchObject({ base: [null, null], head: [null, null] });
    const distribution = details.find((one) => one.kind === "distribution")!;
    expect(distribution.subject).toBe("shop: GET cart");
    expect(distribution.quantiles.find(({ share }) => share === 0.5)!.head).toBeGreaterThan(199);
    const { windows } = details.find((one) => one.kind === "timeline")!;
    expect(new Set(windows.map(({ round }) => round))).toEqual(new Set([1, 2]));
    for (const { base, head } of windows) expect(head?.p50 ?? 200).toBeGreaterThan(base?.p50 ?? 0);
    expect(plan[0]).toBe("perf/shop.js: your 60-second script → rounds of 1 s (0 s warm-up), 60 iterations/s a side");
  });

  test("judges thresholds a side, where pooled ones lie", async () => {
    const failing = (share: number): Answer => {
      let n = 0;
      return (_, response) => {
        if (n++ % Math.round(1 / share) === 0) response.statusCode = 500;
      };
    };
    const script = shop(100, 'check(r, { "is ok": (r) => r.status === 200 });');
    const { limits, notWeighed, series } = await measure({ version, script, head: failing(0.015), rounds: 2 });
    const failed = limits.find(({ name }) => name === "http_req_failed rate<0.01");
    expect(failed!.at).toEqual({ file: "perf/shop.js", line: expect.any(Number) });
    expect(failed).toMatchObject({ operator: "<", limit: 0.01, unit: "fraction", pooled: { base: 0 } });
    expect(failed!.pooled.head).toBeGreaterThan(0.01);
    expect(failed!.rounds.head).toHaveLength(2);
    expect(limits.map(({ name, unit }) => [name, unit])).toEqual([
      ["checks rate>0.9", "fraction"],
      ["http_req_duration{name:cart} p(95)<200", "ms"],
      ["http_req_duration{name:cart} avg<5", "ms"],
      ["http_req_failed rate<0.01", "fraction"],
      ["http_reqs rate>10", "number"],
    ]);
    expect(limits.find(({ name }) => name.startsWith("http_reqs"))!.pooled.head).toBeGreaterThan(80);
    expect(notWeighed.filter((line) => line.includes("count"))).toHaveLength(1);
    expect(find(series, "k6/check@shop: is ok")).toMatchObject({ kind: "rate", base: [{ events: 0 }, { events: 0 }] });

    // As k6 itself would judge both sides in one run: half of 1.5 % passes.
    const pooled = await naive(
      version,
      `import http from "k6/http"; export const options = { iterations: 140, thresholds: { http_req_failed: ["rate<0.01"] } };
       export default function () { http.get(__ENV.A + "/cart"); http.get(__ENV.B + "/" + (__ITER % 70 === 0 ? "fail" : "cart")); }`,
      (request, response) => {
        if (request.url === "/fail") response.statusCode = 500;
      },
    );
    expect(pooled.exitCode).toBe(0);
  });

  test("of very many checks the few that recur are weighed by themselves, the others together", {
    tags: ["L15"],
  }, async () => {
    const draw =
      'check(r, { recurs: () => true }); for (let i = 0; i < 20; i++) check(r, { ["order " + Math.floor(Math.random() * 1e6)]: () => false });';
    const { series, notWeighed } = await measure({ version, script: shop(60, draw), rounds: 2 });
    const checks = series.filter(({ metric }) => metric.id.startsWith("k6/check@"));
    expect(checks.map(({ metric }) => metric.id)).toEqual(["k6/check@shop: other checks", "k6/check@shop: recurs"]);
    const [others] = checks;
    if (others?.kind !== "rate") throw new Error("no rate");
    for (const count of [...others.base, ...others.head]) {
      expect(count!.total).toBeGreaterThan(500);
      expect(count!.events).toBe(count!.total);
    }
    expect(notWeighed).toContainEqual(
      expect.stringMatching(/^There are more than 500 checks, most of them like shop: order \{id\}: /),
    );
  });

  test("a threshold without samples has no value, so that it is not taken as kept", async () => {
    const { limits } = await measure({ version, script: shop(40) });
    expect(limits.find(({ name }) => name.startsWith("checks"))!.pooled).toEqual({ base: null, head: null });
  });

  test("a round in which k6 dropped iterations is unfit and leaves nothing behind", {
    tags: ["R20", "R21"],
  }, async () => {
    const { outcomes, series } = await measure({ version, script: shop(60, "", 1), base: late(150), head: late(150) });
    expect(outcomes[0]).toMatchObject({
      kind: "unfit",
      why: expect.stringMatching(/^k6 dropped \d+ iterations of perf\/shop\.js$/),
    });
    expect(series).toEqual([]);
  });

  test("where head alone is too slow for its VUs, that is to be seen, whichever slot it had", async () => {
    const script = shop(60, 'http.get(__ENV.BASE_URL + "/list");', 2);
    const head: Answer = async ({ url }) => {
      if (url === "/cart") await late(250)();
    };
    const { outcomes, advice } = await measure({ version, script, head, rounds: 2 });
    expect(outcomes.map(({ kind }) => kind)).toEqual(["unfit", "unfit"]);
    const medians =
      /^k6 dropped iterations in 2 of these rounds, as no VU was free\. Most of their time went to shop: GET cart, whose median latency was ([\d.]+) ms on base and ([\d.]+) ms on head: raise maxVUs/;
    const [base, slow] = medians.exec(advice!)!.slice(1).map(Number) as [number, number];
    expect(slow).toBeGreaterThan(249);
    // On a busy machine both take longer.
    expect(slow - base).toBeGreaterThan(100);
  });

  test("a server's death ends the round with it", { tags: ["R20"] }, async () => {
    await expect(measure({ version, script: shop(60), headDiesAfter: 10 })).rejects.toThrow(TargetError);
  });

  test("a side that hangs is an error, however fast it answered before", { tags: ["R20"] }, async () => {
    let asked = 0;
    const hangs: Answer = () => (++asked > 30 ? new Promise(() => {}) : undefined);
    // So many VUs that no iteration is dropped while they wait.
    await expect(measure({ version, script: shop(200, "", 300), head: hangs })).rejects.toMatchObject({
      name: "TargetError",
      side: "head",
      message: expect.stringMatching(
        /^head: for the last \d\.\d s of a round of perf\/shop\.js it answered no request, and the other side \d+: it hangs under load/,
      ),
    });
  });

  test("scripts with other modules run on one side after the other, which is said", async () => {
    const script = shop(60).replace("import http", 'import "k6/ws";\n  import http');
    const { plan, series } = await measure({ version, script, head: late(200), base: late(2) });
    expect(plan.at(-1)).toContain(
      "one side after the other, because it uses k6/ws, whose load cannot be told apart a side yet",
    );
    const latency = find(series, "k6/latency-p50@shop: GET cart");
    if (latency?.kind !== "sampled") throw new Error("no latency");
    expect(latency.base[0]).toBeLessThan(100);
    expect(latency.head[0]).toBeGreaterThan(199);
    await expect(measure({ version, script, k6: { driver: "twin" } })).rejects.toThrow(
      "k6.driver is twin, but the script uses k6/ws",
    );
  });

  test.runIf(version === "1.8.1")("an externally controlled scenario runs on one side after the other", async () => {
    const script = `import http from "k6/http";
      export const options = { scenarios: { s: { executor: "externally-controlled", vus: 2, maxVUs: 4, duration: "1m" } } };
      export default function () { http.get(__ENV.BASE_URL + "/x"); }`;
    const { plan, series } = await measure({ version, script, head: late(20), base: late(20) });
    expect(plan[0]).toContain("2 VUs a side");
    expect(plan.at(-1)).toContain("one side after the other, because its executor is externally-controlled");
    expect(find(series, "k6/latency-p50@s: GET /x")).toMatchObject({
      base: [expect.any(Number)],
      head: [expect.any(Number)],
    });
  });

  test("long iterations are named with the round that would do", async () => {
    const { notes } = await measure({ version, script: shop(5, "", 20), base: late(300), head: late(300) });
    expect(notes.find((note) => note.includes("half of its iterations"))).toMatch(/k6\.round\.measure of 4s would do/);
  });
});

test("an attempt that goes on measures as long a round as the one before, though the target starts more slowly", async () => {
  const { system, ...opened } = await testSystem();
  const root = await writeFiles({ "perf/shop.js": shop(60) });
  const section = { scripts: ["perf/shop.js"], path: await k6Binary("2.2.0") };
  const config = configSchema.parse({ target: { start: "true" }, k6: section }).k6!;
  const open = async (bootTime: number, rest: { readonly earlier?: string } = {}) => {
    const scratch = await system.processes.temporaryFolder("k6");
    const builds = { base: null, head: null };
    const context = { system, sides: SIDES, builds, scratch, root, bootTime: async () => bootTime, ...rest };
    return (await k6.open(config, context)).plan;
  };
  try {
    const first = await open(5_600);
    const slower = await open(12_000);
    expect(slower.conditions).not.toBe(first.conditions);
    expect(await open(12_000, { earlier: first.conditions })).toEqual(first);
    expect(await open(12_000, { earlier: "of other scripts" })).toEqual(slower);
  } finally {
    await opened[Symbol.asyncDispose]();
    await rm(root, { recursive: true });
  }
});

test("a side whose answers take nearly as long as the round is slow, and does not hang", {
  tags: ["R20"],
}, async () => {
  const round = { warmup: "0s", measure: "5s" };
  const slow = {
    version: "2.2.0",
    script: shop(20, "", 200),
    base: late(5),
    head: late(4_000),
    k6: { round },
  } as const;
  const { outcomes, details } = await measure(slow);
  expect(outcomes).toMatchObject([{ kind: "measured" }]);
  const distribution = details.find((one) => one.kind === "distribution");
  expect(distribution?.quantiles.find(({ share }) => share === 0.5)?.head).toBeGreaterThan(3_900);
});
