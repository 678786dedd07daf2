/** What the collector says of the modules behind a difference, on real builds and on those recorded in fixtures/. */
import { cp, mkdir, readdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BuildOptions, build as esbuild } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkBudgets } from "../../../src/compare/budgets.ts";
import { compareAll } from "../../../src/compare/compare.ts";
import { parseConfig } from "../../../src/config/load.ts";
import { overridesFor } from "../../../src/config/metrics.ts";
import { type BundleConfig, bundle } from "../../../src/measure/bundle/index.ts";
import type { Collected } from "../../../src/measure/collected.ts";
import type { CollectorContext } from "../../../src/measure/collector.ts";
import type { Build } from "../../../src/measure/served.ts";
import type { Tree } from "../../../src/model/details.ts";
import type { Side } from "../../../src/model/series.ts";
import { type TestSystem, testSystem } from "../../helpers/system.ts";
import { project } from "./project.ts";

const SIDES = ["base", "head"] as const;
const fixtures = join(import.meta.dirname, "fixtures");
const config: BundleConfig = { files: ["dist/**/*.{js,css}"] };

let test: TestSystem;
let folder: string;
let count = 0;
const dirs = { base: "", head: "" };

beforeAll(async () => {
  test = await testSystem();
  folder = await test.system.processes.temporaryFolder("modules-test");
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const side of SIDES) {
    dirs[side] = join(folder, `${count++}`, side);
    await write(side, project[side]);
  }
});

async function write(side: Side, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dirs[side], path)), { recursive: true });
    await writeFile(join(dirs[side], path), text);
  }
}

const recorded = (tool: string) =>
  Promise.all(SIDES.map((side) => cp(join(fixtures, tool, side), join(dirs[side], "dist"), { recursive: true })));

/** Gives the bytes of each input in the outputs. */
async function build(side: Side, options: BuildOptions = {}): Promise<ReadonlyMap<string, number>> {
  const { metafile } = await esbuild({
    absWorkingDir: dirs[side],
    entryPoints: ["src/main.js"],
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    outdir: "dist",
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    metafile: true,
    ...options,
  });
  if (options.metafile !== false) await write(side, { "dist/meta.json": JSON.stringify(metafile) });
  const inputs = Object.values(metafile?.outputs ?? {}).flatMap((output) => Object.entries(output.inputs));
  return new Map(inputs.map(([path, { bytesInOutput }]) => [path, bytesInOutput]));
}

async function weigh(given: BundleConfig = config, without?: Side): Promise<Collected> {
  const built = (side: Side): Build | null => (side === without ? null : { side, commit: null, dir: dirs[side] });
  const context: CollectorContext = {
    system: test.system,
    sides: SIDES,
    builds: { base: built("base"), head: built("head") },
    scratch: folder,
    root: dirs.head,
    bootTime: async () => 0,
  };
  return await (await bundle.open(given, context)).collected();
}

/** A line a cause: kind, name, bytes, note, place. */
function causesOf({ causes }: Collected, metric: string): readonly string[] {
  return causes
    .filter((cause) => cause.metric === metric)
    .map(({ kind, name, base, head, note, at }) => `${kind} ${name} ${base} → ${head} (${note}) ${at?.file ?? "-"}`);
}

const sum = ({ leaves }: Tree, side: Side) => leaves.reduce((total, leaf) => total + (leaf[side] ?? 0), 0);
const treeIn = ({ details }: Collected) => details[0] as Tree;
const exact = ({ series }: Collected, id: string) => {
  const found = series.find(({ metric }) => metric.id === id);
  return found?.kind === "exact" ? found : undefined;
};

describe("a real build by esbuild", () => {
  const copies = "copies alpha (2.0.0 beside 1.2.0) -";
  const grown = "module src/lazy.js (null) src/lazy.js";
  const came = "package beta (2 modules) -";
  const changed = "module src/main.js (null) src/main.js";
  const withoutBytes = (line: string) => line.replace(/\S+ → \S+ /, "");

  it.each([
    ["its metafile", { metafile: true }, /^by the bundler's metafile/],
    ["its source maps alone", { metafile: false, sourcemap: true }, /^by source maps/],
  ])("by %s: what grew, came and is there twice, the largest first", async (_, options, by) => {
    for (const side of SIDES) await build(side, options);
    const collected = await weigh();
    expect(causesOf(collected, "bundle/raw@total").map(withoutBytes)).toEqual([copies, grown, came, changed]);
    expect(treeIn(collected).by).toMatch(by);
    // Every byte of the files is somebody's.
    for (const side of SIDES) expect(sum(treeIn(collected), side)).toBe(exact(collected, "bundle/raw@total")![side]);
  });

  it("says the same of every size of a subject that differs, and of each what is in it", async () => {
    for (const side of SIDES) await build(side);
    const collected = await weigh();
    const told = (id: string) => causesOf(collected, `bundle/${id}`).map(withoutBytes);
    expect(told("raw@entry src/main")).toEqual([copies, came, changed]);
    expect(told("raw@dist/main.js")).toEqual([copies, came, changed]);
    expect(told("raw@dist/lazy.js")).toEqual([grown]);
    expect(told("raw@lazy")).toEqual([grown]);
    for (const subject of ["total", "entry src/main", "dist/main.js", "dist/lazy.js", "lazy"]) {
      const compressed = told(`raw@${subject}`).map((line) =>
        line.replace("(null)", "(uncompressed)").replace(/ (beside \S+|modules)\)/, " $1, uncompressed)"),
      );
      expect(told(`gzip@${subject}`)).toEqual(compressed);
      expect(told(`brotli@${subject}`)).toEqual(compressed);
    }
    expect(collected.notes).toEqual([]);
  });

  it("gives the bytes that the metafile says", async () => {
    const inputs = { base: await build("base"), head: await build("head") };
    const { causes } = await weigh();
    const bytes = (side: Side, path: string) => inputs[side].get(path) ?? 0;
    const alpha = (side: Side) =>
      bytes(side, "node_modules/alpha/index.js") + bytes(side, "node_modules/beta/node_modules/alpha/index.js");
    const total = causes.filter(({ metric }) => metric === "bundle/gzip@total");
    expect(total.map(({ base, head }) => [base, head])).toEqual([
      [alpha("base"), alpha("head")],
      [bytes("base", "src/lazy.js"), bytes("head", "src/lazy.js")],
      [null, bytes("head", "node_modules/beta/index.js") + bytes("head", "node_modules/beta/order.js")],
      [bytes("base", "src/main.js"), bytes("head", "src/main.js")],
    ]);
    expect(alpha("head")).toBeGreaterThan(alpha("base"));
  });

  it("knows places only of files that are in head's repository", async () => {
    for (const side of SIDES) await build(side);
    await rm(join(dirs.head, "src/lazy.js"));
    await rm(join(dirs.head, "src/main.js"));
    await symlink("/etc/hostname", join(dirs.head, "src/main.js"));
    const { causes } = await weigh();
    expect(causes.length).toBeGreaterThan(0);
    expect(causes.filter(({ at }) => at !== null)).toEqual([]);
  });

  it("counts copies where their versions cannot be told", async () => {
    for (const side of SIDES) await build(side);
    for (const text of ["{", '{"version":"<b>1</b>"}', '{"version":1}']) {
      await write("head", { "node_modules/alpha/package.json": text });
      expect(causesOf(await weigh(), "bundle/raw@total").map(withoutBytes)[0]).toBe("copies alpha (2 copies) -");
    }
    await write("head", { "node_modules/alpha/package.json": '{"version":"2.0.0"}' });
    const [same] = causesOf(await weigh(), "bundle/raw@total").map(withoutBytes);
    expect(same).toBe("copies alpha (2 copies of 2.0.0) -");
  });

  it("calls copies that base has too what they are, a package", async () => {
    await write("base", project.head);
    await write("base", { "node_modules/alpha/index.js": 'export const alpha = () => "shorter";' });
    for (const side of SIDES) await build(side);
    expect(causesOf(await weigh(), "bundle/raw@total").map(withoutBytes)).toEqual(["package alpha (2 modules) -"]);
  });
});

describe("recorded builds", () => {
  const files: BundleConfig = { files: ["dist/**/*.js"] };

  it.each([
    ["webpack-5.112.2", "dist/stats.json", /^by webpack's stats/, "before minifying"],
    ["webpack-5.112.2", undefined, /^by source maps/, "uncompressed"],
    ["rollup-4.68.7", undefined, /^by rollup-plugin-visualizer: .* before they are minified/, "before minifying"],
    ["rollup-4.68.7-maps", "dist/stats.json", /^by rollup-plugin-visualizer through source maps/, "uncompressed"],
    ["vite-8.3.8", undefined, /^by source maps/, "uncompressed"],
    ["bun-1.4.5", undefined, /^by the bundler's metafile/, "uncompressed"],
  ])("of %s by %s", async (tool, modules, by, caveat) => {
    await recorded(tool);
    const collected = await weigh(modules === undefined ? files : { ...files, modules });
    expect(treeIn(collected).by).toMatch(by);
    const causes = collected.causes.filter(({ metric }) => metric === "bundle/gzip@total");
    const found = new Map(causes.map((cause) => [cause.name, cause]));
    expect(found.get("alpha")).toMatchObject({ kind: "copies", note: `2.0.0 beside 1.2.0, ${caveat}` });
    expect(found.get("beta")).toMatchObject({ kind: "package", base: null, note: `2 modules, ${caveat}` });
    expect(found.get("src/lazy.js")).toMatchObject({ kind: "module", note: caveat, at: { file: "src/lazy.js" } });
    expect(collected.notes.filter((line) => /modules/.test(line))).toEqual([]);
  });
});

describe("what cannot be had", () => {
  it("changes nothing else; one note says what would give it, only where a size differs", async () => {
    for (const side of SIDES) await build(side);
    const known = await weigh();
    for (const side of SIDES) await rm(join(dirs[side], "dist/meta.json"));
    const { series, causes, details, notes } = await weigh();
    expect(notes.filter((line) => /modules/.test(line))).toEqual([
      "Which modules made sizes differ is not known: have the bundler write source maps beside the files, or its metafile or stats, and set bundle.modules to it.",
    ]);
    expect([causes, details]).toEqual([[], []]);
    const totals = (all: Collected["series"]) => all.filter(({ metric }) => metric.id.endsWith("@total"));
    expect(totals(series)).toEqual(totals(known.series));

    await rm(join(dirs.base, "dist"), { recursive: true });
    await cp(join(dirs.head, "dist"), join(dirs.base, "dist"), { recursive: true });
    expect((await weigh()).notes.filter((line) => /modules/.test(line))).toEqual([]);
  });

  it.each([
    ["is not there", () => Promise.resolve(), /base's build has no stats\/modules\.json/],
    ["is no JSON", () => write("base", { "stats/modules.json": "{" }), /modules\.json is not JSON/],
    [
      "is of other files",
      () => write("base", { "stats/modules.json": '{"outputs":{}}' }),
      /names none of the weighed files/,
    ],
    [
      "is too large",
      async () => {
        await write("base", { "stats/modules.json": "" });
        await truncate(join(dirs.base, "stats/modules.json"), 65_000_000);
      },
      /of base's build is larger than 64 MB/,
    ],
    [
      "leads out of the build",
      async () => {
        await mkdir(join(dirs.base, "stats"));
        await symlink(join(dirs.head, "stats/modules.json"), join(dirs.base, "stats/modules.json"));
      },
      /base's build has no stats\/modules\.json/,
    ],
  ])("because the named file %s, is said in one note", async (_, spoil, message) => {
    for (const side of SIDES) await build(side);
    await mkdir(join(dirs.head, "stats"));
    await cp(join(dirs.head, "dist/meta.json"), join(dirs.head, "stats/modules.json"));
    await spoil();
    const { causes, notes } = await weigh({ ...config, modules: "stats/modules.json" });
    expect(causes).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^Which modules made sizes differ is not known: /)]);
    expect(notes[0]).toMatch(message);
  });

  it("because head has no file of the name, is said also where no size differs", async () => {
    for (const side of SIDES) await write(side, { "dist/a.js": "1" });
    const named = { files: ["dist/a.js"], modules: "nope.json" };
    const of = ({ notes }: Collected) => notes.filter((line) => line.includes("nope.json"));
    const said = ["bundle.modules: head's build has no nope.json: have it written there, or correct bundle.modules."];
    expect(of(await weigh(named))).toEqual(said);
    expect(of(await weigh(named, "base"))).toEqual(said);
    await write("head", { "nope.json": "{}" });
    expect(of(await weigh(named))).toEqual([]);
  });

  it("is not guessed where the sides were told of in different ways", async () => {
    await build("base");
    await build("head", { metafile: false, sourcemap: true });
    expect((await weigh()).causes).toEqual([]);
    await build("base", { sourcemap: true });
    expect(treeIn(await weigh()).by).toMatch(/^by source maps/);
  });

  it("is not looked for where base was not built here", async () => {
    for (const side of SIDES) await build(side);
    const { causes, details } = await weigh(config, "base");
    expect([causes, details]).toEqual([[], []]);
  });

  it.each(SIDES)("leaves a file that %s knows nothing of in one piece", async (side) => {
    for (const each of SIDES) await build(each, { metafile: false, sourcemap: true });
    const [lazy] = (await readdir(join(dirs[side], "dist"))).filter((file) => /^lazy.*\.js\.map$/.test(file));
    await rm(join(dirs[side], "dist", lazy!));
    const collected = await weigh();
    expect(causesOf(collected, "bundle/raw@total")).toContainEqual(
      expect.stringMatching(/^module dist\/lazy\.js \d+ → \d+ \(null\) -$/),
    );
    // It is no explanation of itself.
    expect(causesOf(collected, "bundle/raw@dist/lazy.js")).toEqual([]);
    for (const each of SIDES) expect(sum(treeIn(collected), each)).toBe(exact(collected, "bundle/raw@total")![each]);
  });

  it("leaves files without modules to themselves; they have no place in the repository", async () => {
    for (const side of SIDES) await build(side);
    await write("base", { "dist/shop.css": "a{}" });
    await write("head", { "dist/shop.css": "a{}".repeat(100) });
    expect(causesOf(await weigh(), "bundle/raw@total")[0]).toBe("module dist/shop.css 3 → 300 (null) -");
  });

  it("holds for source maps one by one", async () => {
    for (const side of SIDES) await build(side, { metafile: false, sourcemap: true });
    const [main] = (await readdir(join(dirs.head, "dist"))).filter((file) => /^main.*\.js\.map$/.test(file));
    await write("head", { [`dist/${main}`]: '{"version":2}' });
    const collected = await weigh();
    expect(causesOf(collected, "bundle/raw@dist/lazy.js")[0]).toMatch(/^module src\/lazy\.js/);
    expect(collected.notes.filter((line) => line.includes(main!))).toHaveLength(1);
  });
});

describe("what pages load at once, and what they load later", () => {
  it("is weighed apart: lazy is what no entry loads, and is watched", async () => {
    for (const side of SIDES) await build(side);
    const collected = await weigh();
    const [total, entry, lazy] = ["total", "entry src/main", "lazy"].map(
      (subject) => exact(collected, `bundle/gzip@${subject}`)!,
    );
    expect(lazy!.metric.role).toBe("watch");
    expect(lazy!.head).toBe(exact(collected, "bundle/gzip@dist/lazy.js")!.head);
    expect(entry!.head! + lazy!.head!).toBe(total!.head);
    expect(lazy!.head).toBeGreaterThan(lazy!.base!);
  });

  it("is not told apart where no entry is known, nor where nothing is lazy", async () => {
    await recorded("rollup-4.68.7");
    expect(exact(await weigh(), "bundle/gzip@lazy")).toBeUndefined();
    expect(exact(await weigh({ ...config, entries: ["dist/*.js"] }), "bundle/gzip@lazy")).toBeUndefined();
    expect(exact(await weigh({ ...config, entries: ["dist/main-*.js"] }), "bundle/gzip@lazy")).toBeDefined();
  });

  it("leaves the name to a file that is called so", async () => {
    for (const side of SIDES) await write(side, { lazy: "1", "main.js": "1" });
    const collected = await weigh({ files: ["lazy", "main.js"], entries: ["main.js"] });
    expect(exact(collected, "bundle/raw@lazy")).toMatchObject({ base: 1, head: 1 });
    expect(exact(collected, "bundle/raw@./lazy")).toMatchObject({ base: 1, head: 1 });
  });
});

it("a budget on one chunk, on an entry and on all that is lazy is judged by its name without hash", async () => {
  for (const side of SIDES) await build(side);
  const { series } = await weigh();
  const loaded = parseConfig(
    `target: { start: x }
bundle: { files: "dist/**/*.js", modules: ./dist/meta.json }
metrics:
  "bundle/gzip@dist/lazy.js": { max: 100B }
  "bundle/gzip@entry src/main": { max: 90kB }
  "bundle/gzip@lazy": { warn: 100B }
`,
    "weighbridge.yml",
  );
  expect(loaded.config.bundle?.modules).toBe("dist/meta.json");
  const overrides = series.flatMap(({ metric }) => overridesFor(loaded, metric));
  const { comparisons } = compareAll({ series, overrides, falseAlarms: 0.01 });
  const budgets = checkBudgets({ series, comparisons, limits: [] });
  expect(budgets.map(({ name, level, outcome }) => `${name}: ${level} ${outcome}`).sort()).toEqual([
    "bundle/gzip@dist/lazy.js: max broken",
    "bundle/gzip@entry src/main: max kept",
    "bundle/gzip@lazy: warn broken",
  ]);
});
