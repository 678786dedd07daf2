import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Flame } from "../../src/model/details.ts";
import type { Metric } from "../../src/model/metric.ts";
import type { Side } from "../../src/model/series.ts";
import { detailsSchema } from "../../src/stored/details.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";
import { builtFrom, explainOf } from "./harness.ts";

let own: TestSystem;
let planted: Record<Side, string>;
let same: Record<Side, string>;
beforeAll(async () => {
  own = await testSystem();
  planted = await builtFrom(own.system, { base: "shop/base", head: "shop/head" });
  same = await builtFrom(own.system, { base: "shop/base", head: "shop/base" });
});
afterAll(() => own[Symbol.asyncDispose]());

const target = { start: [process.execPath, "server.mjs"] } as const;
const paths = ["/cart", "/search"];
const metric = (id: string, unit: Metric["unit"]): Metric => ({
  id,
  unit,
  better: "lower",
  kind: "sampled",
  scale: "ratio",
  role: "gate",
  tolerate: { relative: 0.02, absolute: 0 },
  detect: 0.05,
});
const latency = metric("k6/latency-tm95@shop: GET /cart", "ms");

describe("two Node servers", () => {
  test("a function that head made slow is named first, with its place and its share; and which changed lines ran", async () => {
    const { causes, notes, notWeighed, details, time } = await explainOf({
      system: own.system,
      dirs: planted,
      target,
      paths,
      metrics: [latency, metric("resources/cpu@target", "ms"), metric("bundle/gzip@app.js", "bytes")],
      changed: [{ file: "lib/cart.js", lines: [6, 7, 8, 9, 10, 11, 12, 13, 14] }],
    });
    expect(notWeighed).toEqual([]);
    const [first] = causes;
    expect(first).toMatchObject({
      metric: latency.id,
      kind: "function",
      name: "renderCart",
      unit: "ms",
      at: { file: "lib/cart.js", line: 4 },
    });
    expect((first!.head! - first!.base!) / first!.whole!).toBeGreaterThan(0.8);
    expect(first!.note).toMatch(/^called from /u);
    const others = causes.filter(({ metric }) => metric !== latency.id);
    expect(others[0]).toMatchObject({ metric: "resources/cpu@target", note: expect.stringMatching(/^called from /u) });
    expect(new Set(others.map(({ metric }) => metric)).size).toBe(1);
    expect(time!.named[0]!.name).toBe("renderCart");
    expect(notes[0]).toMatch(
      /^Explain: Processor time a request, averaged over the whole load, grew from .* ms: renderCart \(lib\/cart\.js, line 4\) \+/u,
    );
    expect(notes[1]).toBe(
      "Explain: 5 of 6 changed lines ran, at the start or under load. The others are in renderCart (lib/cart.js).",
    );
    expect(detailsSchema.safeParse({ schema: 1, kind: "details", details }).success).toBe(true);
    const { nodes } = details.find((one): one is Flame => one.kind === "flame" && one.unit === "ms")!;
    const cart = nodes.find(({ name }) => name === "renderCart")!;
    expect(cart.head! / nodes[0]!.head!).toBeGreaterThan(0.5);
  });

  test("sides that are the same name nothing", async () => {
    const { causes, time, notes, notWeighed } = await explainOf({
      system: own.system,
      dirs: same,
      target,
      paths,
      metrics: [latency],
    });
    expect({ causes, notWeighed }).toEqual({ causes: [], notWeighed: [] });
    expect(time!.named).toEqual([]);
    expect(notes).toHaveLength(1);
  });
});

test("where no profile could tell, none is taken: lines that only load makes run count as run", async () => {
  const outcome = await explainOf({
    system: own.system,
    dirs: planted,
    target,
    paths,
    metrics: null,
    load: { trace: async () => {} },
    changed: [{ file: "lib/cart.js", lines: [6, 7, 8, 9, 10, 11, 12, 13, 14] }],
  });
  expect(outcome).toEqual({
    causes: [],
    details: [],
    notWeighed: [],
    notes: [
      "Explain: 5 of 6 changed lines ran, at the start or under load. The others are in renderCart (lib/cart.js).",
    ],
    time: null,
  });
});

test("lines of a source ran by the source map beside what was built of it", async () => {
  const dir = join(planted.head, "built");
  await mkdir(join(dir, "src"), { recursive: true });
  const source = (await readFile(join(planted.head, "lib/cart.js"), "utf8")).replace("(lines)", "(lines: number)");
  await writeFile(join(dir, "src/cart.ts"), source);
  const { code, map } = transformSync(source, { loader: "ts", sourcemap: "external", sourcefile: "../src/cart.ts" });
  await cp(join(planted.head, "lib"), join(dir, "lib"), { recursive: true });
  await cp(join(planted.head, "server.mjs"), join(dir, "server.mjs"));
  await writeFile(join(dir, "lib/cart.js"), code);
  await writeFile(join(dir, "lib/cart.js.map"), map);
  const { notes, notWeighed } = await explainOf({
    system: own.system,
    dirs: { base: dir, head: dir },
    target,
    paths,
    metrics: null,
    seconds: 100,
    changed: [{ file: "src/cart.ts", lines: [6, 7, 8, 9, 10, 11, 12, 13, 14] }],
  });
  expect(notWeighed).toEqual([]);
  expect(notes).toEqual([
    "Explain: 5 of 6 changed lines ran, at the start or under load. The others are in renderCart (src/cart.ts).",
  ]);
});

test("threads that are too many to be asked are counted, in what is profiled and in what ran", async () => {
  // Sockets of 66 threads, as it seems, besides its own.
  const crowd =
    'import { writeFileSync } from "node:fs"; for (let at = 0; at < 66; at++) writeFileSync(`${process.env.WEIGHBRIDGE_EXPLAIN}/999999999-${at}`, "");';
  const { time, notes, notWeighed } = await explainOf({
    system: own.system,
    dirs: same,
    target: {
      start: [process.execPath, "--import", `data:text/javascript,${encodeURIComponent(crowd)}`, "server.mjs"],
    },
    paths,
    seconds: 100,
    changed: [{ file: "lib/cart.js", lines: [6] }],
  });
  expect(time).not.toBeNull();
  expect(notWeighed).toEqual([
    "explain: 64 Node threads of a side are profiled, those of the lowest process ids; 3 more are in no profile.",
  ]);
  expect(notes.at(-1)).toMatch(/ What ran is known of 64 Node threads, and not of 3 more\.$/u);
});

describe("whatever profiles is missing or fails, the rest stands", { tags: ["R29"] }, () => {
  const failing = async (asked: Partial<Parameters<typeof explainOf>[0]>) => {
    const { causes, details, notWeighed } = await explainOf({
      system: own.system,
      dirs: same,
      target,
      paths,
      ...asked,
    });
    expect({ causes, details }).toEqual({ causes: [], details: [] });
    return notWeighed;
  };

  test("a profiler that is not installed is named with how to get it", async () => {
    const system = { ...own.system, env: { ...own.system.env, PATH: "/nonexistent" } };
    expect(await failing({ system, config: { profiler: "python" } })).toEqual([
      "explain: py-spy is not installed: pip install py-spy.",
    ]);
    expect(await failing({ system, config: { profiler: "jvm" } })).toEqual([
      "explain: jcmd is not on PATH: install a JDK of the target's version.",
    ]);
  });

  test("a target that ends meanwhile", async () => {
    const [said] = await failing({ paths: ["/end"] });
    expect(said).toMatch(/^explain: (?:base|head): the server .* ended with exit code 3 while it was measured/u);
  });

  test("a target that answers no pprof", async () => {
    const [said] = await failing({ config: { profiler: "go" } });
    expect(said).toBe("explain: /debug/pprof/profile gives no profile of the target: it is no pprof.");
  });

  test("a limit that is too short", async () => {
    const [said] = await failing({ limit: 300 });
    expect(said).toBe("explain: it took longer than explain.limit allows (0.3 s).");
  });
});

describe("a profiler of the config's own", () => {
  const command = (run: string) => ({ profiler: "command", command: { run, format: "collapsed" } });

  test("its stacks are shares of the processor time; lines that ran come from LCOV", async () => {
    const lcov = "printf 'SF:lib/cart.js\\nDA:6,1\\nDA:7,0\\n' > ${out}";
    const { time, notes, notWeighed } = await explainOf({
      system: own.system,
      dirs: planted,
      target,
      paths,
      seconds: 300,
      // Of each process, the folder that it runs in: head's stacks differ from base's.
      config: {
        ...command("readlink /proc/${pid}/cwd | sed 's,.*/\\(.*\\),main;\\1 10,' > ${out}"),
        coverage: { run: lcov },
      },
      metrics: [latency],
      changed: [{ file: "lib/cart.js", lines: [6, 7] }],
    });
    expect(notWeighed).toEqual([]);
    expect(time!.named.map(({ name }) => name)).toEqual(["head"]);
    expect(time!.head).toBeGreaterThan(1);
    expect(notes.at(-1)).toBe(
      "Explain: 1 of 2 changed lines ran, at the start or under load. The others are in lib/cart.js.",
    );
  });

  test("one that fails is quoted", async () => {
    const { notWeighed } = await explainOf({
      system: own.system,
      dirs: same,
      target,
      paths,
      config: command("echo no such process ${pid} ${out} | cut -c 1-15 >&2; exit 3"),
    });
    expect(notWeighed).toEqual(["explain: explain.command failed: no such process."]);
  });
});
