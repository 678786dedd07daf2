import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build as esbuild } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ConfigError, DataError } from "../../../src/errors.ts";
import { type BundleConfig, bundle } from "../../../src/measure/bundle/index.ts";
import type { CollectorContext } from "../../../src/measure/collector.ts";
import type { Build } from "../../../src/measure/served.ts";
import type { ExactSeries, Side } from "../../../src/model/series.ts";
import { type TestSystem, testSystem } from "../../helpers/system.ts";

let test: TestSystem;
let folder: string;
let count = 0;
const dirs = { base: "", head: "" };

beforeAll(async () => {
  test = await testSystem();
  folder = await test.system.processes.temporaryFolder("bundle-test");
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const side of ["base", "head"] as const) {
    dirs[side] = join(folder, `${count++}`, side);
    await mkdir(dirs[side], { recursive: true });
  }
});

async function write(side: Side, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dirs[side], path)), { recursive: true });
    await writeFile(join(dirs[side], path), text);
  }
}

/** Text of about `length` bytes that hardly compresses, the same for the same seed. */
function noise(length: number, seed = 1): string {
  let state = seed;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36);
  }
  return text.slice(0, length);
}

function open(config: BundleConfig, without?: Side) {
  const built = (side: Side): Build | null => (side === without ? null : { side, commit: null, dir: dirs[side] });
  const context: CollectorContext = {
    system: test.system,
    sides: without === "base" ? ["head"] : ["base", "head"],
    builds: { base: built("base"), head: built("head") },
    scratch: folder,
    root: dirs.head,
    bootTime: async () => 0,
  };
  return bundle.open(config, context);
}

async function weigh(config: BundleConfig, without?: Side) {
  const session = await open(config, without);
  expect(session.plan.secondsPerRound).toBe(0);
  const { series, notes } = await session.collected();
  const byId = new Map(series.map((one) => [one.metric.id, one as ExactSeries]));
  const values = (id: string) => [byId.get(id)?.base, byId.get(id)?.head];
  const gates = series.filter(({ metric }) => metric.role === "gate").map(({ metric }) => metric.id);
  return { byId, values, gates, notes, plan: session.plan };
}

async function failure(config: BundleConfig): Promise<Error> {
  return await open(config).then(
    () => new Error("it was opened"),
    (error: Error) => error,
  );
}

describe("sizes", () => {
  it("are those of gzip 9 and brotli 11, a file and in total", async () => {
    const [a, b] = [noise(200_000), "body { color: red }\n".repeat(50)];
    await write("base", { "dist/a.js": a });
    await write("head", { "dist/a.js": a, "dist/b.css": b });
    const { values, plan } = await weigh({ files: ["dist/**/*.{js,css}"] });
    const gzip = (text: string) => gzipSync(text, { level: 9 }).length;
    // Node's own default for brotli is quality 11; the hint of the size may save some bytes.
    const brotli = (text: string) => brotliCompressSync(text).length;
    expect(values("bundle/raw@dist/a.js")).toEqual([a.length, a.length]);
    expect(values("bundle/gzip@dist/a.js")).toEqual([gzip(a), gzip(a)]);
    expect(values("bundle/gzip@dist/b.css")).toEqual([null, gzip(b)]);
    expect(values("bundle/gzip@total")).toEqual([gzip(a), gzip(a) + gzip(b)]);
    expect(Math.abs(values("bundle/brotli@dist/b.css")[1]! / brotli(b) - 1)).toBeLessThan(0.01);
    expect(values("bundle/brotli@total")[1]).toBe(
      values("bundle/brotli@dist/a.js")[1]! + values("bundle/brotli@dist/b.css")[1]!,
    );
    const { node, zlib, brotli: version } = process.versions;
    expect(plan.tools).toEqual({ node, zlib, brotli: version });
  });

  it("are those of the moment of building, whatever the program does to its files later", async () => {
    await write("base", { "a.js": noise(1000) });
    await write("head", { "a.js": noise(1000) });
    const session = await open({ files: ["*.js"] });
    await write("head", { "a.js": noise(5000) });
    expect(await session.collected()).toEqual(await session.collected());
    const raw = (await session.collected()).series.find(({ metric }) => metric.id === "bundle/raw@a.js");
    expect(raw).toMatchObject({ base: 1000, head: 1000 });
  });

  it("take an empty file and an installed package for what they are", async () => {
    await write("base", { "a.js": "", "node_modules/x/index.js": "1" });
    await write("head", { "a.js": "", "node_modules/x/index.js": "1" });
    const { byId, values } = await weigh({ files: ["**/*.js"] });
    expect(values("bundle/raw@a.js")).toEqual([0, 0]);
    expect([...byId.keys()].filter((id) => id.includes("node_modules"))).toEqual([]);
  });
});

describe("a real build by esbuild with hashes and splitting", () => {
  const config: BundleConfig = { files: ["dist/**/*.{js,css}"] };

  async function build(side: Side, feature: string) {
    await write(side, {
      "src/shared.js": `export const shared = "${noise(3000, 7)}";`,
      "src/lazy.js": `export const lazy = "${noise(2000, 8)}";`,
      "src/style.css": `.a { color: red }`,
      "src/app.js": `import "./style.css"; import { shared } from "./shared.js"; console.log(shared, "${feature}"); import("./lazy.js");`,
      "src/checkout.js": `import { shared } from "./shared.js"; console.log("checkout", shared);`,
    });
    const { metafile } = await esbuild({
      absWorkingDir: dirs[side],
      entryPoints: ["src/app.js", "src/checkout.js"],
      entryNames: "[name]-[hash]",
      chunkNames: "[name]-[hash]",
      outdir: "dist",
      bundle: true,
      minify: true,
      splitting: true,
      format: "esm",
      metafile: true,
    });
    await write(side, { "dist/meta.json": JSON.stringify(metafile) });
    return metafile;
  }

  it("pairs every file, gates the entries and the total, and finds the one that grew", async () => {
    await build("base", "small");
    const { outputs } = await build("head", noise(4000, 9));
    const { values, gates, notes, byId } = await weigh(config);
    expect(gates).toEqual(["bundle/gzip@total", "bundle/gzip@entry src/app", "bundle/gzip@entry src/checkout"]);
    expect(notes).toEqual([]);
    for (const { base, head } of byId.values()) expect([base, head]).not.toContain(null);
    expect([...byId.keys()].filter((id) => id.startsWith("bundle/raw@dist/"))).toEqual([
      "bundle/raw@dist/app.css",
      "bundle/raw@dist/app.js",
      "bundle/raw@dist/checkout.js",
      "bundle/raw@dist/chunk.js",
      "bundle/raw@dist/lazy.js",
    ]);
    const grown = [...byId.values()].filter(({ base, head }) => head! > base!).map(({ metric }) => metric.id);
    expect(grown.filter((id) => id.startsWith("bundle/gzip"))).toEqual([
      "bundle/gzip@total",
      "bundle/gzip@entry src/app",
      "bundle/gzip@dist/app.js",
    ]);
    // Its own file, the shared chunk and the style; not what is loaded on demand.
    const bytes = (name: RegExp) => Object.entries(outputs).find(([path]) => name.test(path))![1].bytes;
    const expected = bytes(/app-.*js$/) + bytes(/chunk-.*js$/) + bytes(/app-.*css$/);
    expect(values("bundle/raw@entry src/app")[1]).toBe(expected);
  });

  it("still pairs the files without the manifest; then only the total gates, and a note says what to do", async () => {
    for (const [side, feature] of [
      ["base", "small"],
      ["head", "large".repeat(100)],
    ] as const) {
      await build(side, feature);
      await rm(join(dirs[side], "dist/meta.json"));
    }
    const { gates, notes, byId } = await weigh(config);
    expect(gates).toEqual(["bundle/gzip@total"]);
    expect(notes).toEqual([
      expect.stringMatching(/by default only the total gates: set bundle\.manifest, or bundle\.entries/),
      expect.stringMatching(/^Which modules made sizes differ is not known/),
    ]);
    for (const { base, head } of byId.values()) expect([base, head]).not.toContain(null);
  });
});

describe("entries", () => {
  it("that the config names gate by their hash-free names", async () => {
    await write("base", { "dist/main-AAAAAAA2.js": noise(1000), "dist/other.js": "1" });
    await write("head", { "dist/main-BBBBBBB3.js": noise(2000), "dist/other.js": "1" });
    const { gates, values, notes } = await weigh({ files: ["dist/*.js"], entries: ["dist/main-*.js"] });
    expect(gates).toEqual(["bundle/gzip@total", "bundle/gzip@entry dist/main.js"]);
    expect(values("bundle/raw@entry dist/main.js")).toEqual([1000, 2000]);
    expect(notes).toEqual([expect.stringMatching(/^Which modules made sizes differ is not known/)]);
  });

  it("that match nothing on head are a mistake in the config", async () => {
    await write("head", { "dist/a.js": "1" });
    const error = await failure({ files: ["dist/*.js"], entries: ["dist/main-*.js"] });
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(/^bundle\.entries: "dist\/main-\*\.js" matches no file of head's build.*dist\/a\.js/);
  });
});

describe("what is not there", () => {
  it("on base makes everything new", async () => {
    await write("head", { "dist/a.js": noise(500) });
    const { byId } = await weigh({ files: ["dist/*.js"] });
    expect([...byId.values()].every(({ base, head }) => base === null && head! > 0)).toBe(true);
    expect((await weigh({ files: ["dist/*.js"] }, "base")).values("bundle/raw@total")).toEqual([null, 500]);
  });

  it("on head is a mistake, each glob by itself, with the nearest files", async () => {
    await write("head", { "build/app.css": "1", "build/app.js": "1", "server.py": "1" });
    const error = await failure({ files: ["build/*.js", "dist/*.css"] });
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(
      /^bundle\.files: "dist\/\*\.css" matches no file .* nearest files there are build\/app\.css, /,
    );
  });

  it("as a manifest is a mistake where the config names it, and never where it was only looked for", async () => {
    await write("base", { "dist/a.js": "1" });
    await write("head", { "dist/a.js": "1", "dist/meta.json": '{"title":"not of a bundler"}' });
    const named = await failure({ files: ["dist/*.js"], manifest: "dist/manifest.json" });
    expect(named).toBeInstanceOf(ConfigError);
    expect(named.message).toContain('bundle.manifest: "dist/manifest.json" matches no file');
    expect(await failure({ files: ["dist/*.js"], manifest: "dist/meta.json" })).toBeInstanceOf(DataError);
    expect((await weigh({ files: ["dist/*.js"] })).gates).toEqual(["bundle/gzip@total"]);
  });
});

it("needs files: a head that is only an address is a mistake in the config", async () => {
  await write("base", { "dist/a.js": "1" });
  await expect(open({ files: ["dist/*.js"] }, "head")).rejects.toThrow(/^bundle: head is only reached by its address/);
});

it("does not follow links out of the build", { tags: ["T18"] }, async () => {
  await mkdir(join(folder, "elsewhere"));
  await writeFile(join(folder, "elsewhere/secret.js"), noise(3000));
  for (const side of ["base", "head"] as const) await write(side, { "dist/a.js": noise(100) });
  await symlink(join(folder, "elsewhere/secret.js"), join(dirs.head, "dist/b.js"));
  await symlink(join(folder, "elsewhere"), join(dirs.head, "dist/deep"));
  await symlink(join(folder, "elsewhere"), join(dirs.base, "out"));
  expect((await weigh({ files: ["dist/**/*.js"] })).values("bundle/raw@total")).toEqual([100, 100]);

  await write("head", { "out/secret.js": noise(50) });
  const { values, notes } = await weigh({ files: ["out/*.js"] });
  expect(values("bundle/raw@total")).toEqual([null, 50]);
  expect(notes).toContain("out/secret.js leads out of base's build by a link: it was not weighed.");

  await symlink(join(folder, "elsewhere"), join(dirs.head, "linked"));
  const error = await failure({ files: ["linked/*.js"] });
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.message).toContain("linked/secret.js leads out of head's build by a link");
});
