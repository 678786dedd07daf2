/** Whatever a build wrote beside its files: what they are made of, or a DataError; never another size, never a crash. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError } from "../../../src/errors.ts";
import { parseManifest } from "../../../src/measure/bundle/manifest.ts";
import type { Modules } from "../../../src/measure/bundle/modules/composition.ts";
import { partsOf } from "../../../src/measure/bundle/modules/parts.ts";
import { modulesOfMap, SOURCE_MAPS } from "../../../src/measure/bundle/modules/source-map.ts";
import { parseStats } from "../../../src/measure/bundle/modules/stats.ts";
import { treeOf } from "../../../src/measure/bundle/modules/tree.ts";
import { matchFiles } from "../../../src/measure/bundle/names.ts";
import { toSeries } from "../../../src/measure/bundle/parse.ts";
import { subjectsOf, type WeighedSide } from "../../../src/measure/bundle/subjects.ts";
import { withoutAnyHash, withoutHash } from "../../../src/measure/hashes.ts";
import { detailsSchema } from "../../../src/stored/details.ts";
import { anyText, PATIENCE, PROTOTYPE_NAMES, RUNS, valueOrError } from "../../helpers/fuzz.ts";
import { mutatedJson } from "../../helpers/mutate.ts";
import { judged } from "../judged.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");
const read = (path: string) => readFileSync(join(FIXTURES, path), "utf8");

const METAFILE = {
  inputs: { "src/main.ts": {}, "node_modules/a/index.js": {} },
  outputs: {
    "dist/main.js": {
      bytes: 900,
      entryPoint: "src/main.ts",
      cssBundle: "dist/main.css",
      imports: [{ path: "dist/chunk.js", kind: "import-statement" }],
      inputs: { "src/main.ts": { bytesInOutput: 500 }, "node_modules/a/index.js": { bytesInOutput: 300 } },
    },
    "dist/chunk.js": { bytes: 10, imports: [], inputs: {} },
  },
};
const NEXT = { pages: { "/_app": ["a.js"], "/": ["a.js", "b.js"] } };

/** Files that any of the recorded builds may speak of. */
const files = new Set([
  ...["dist/main.js", "dist/chunk.js", "dist/a.js", "dist/b.js", "dist/main-uO_GN7on.js", "dist/main-d8e1cc6e.js"],
  ...["dist/lazy-421fb290.js", "dist/assets/main-DTTAGxZh.js"],
]);

const weighed: WeighedSide["files"] = [...files].map((path, index) => {
  return { path, digest: `${index}`, sizes: { raw: 100 + index, gzip: 50, brotli: 40 } };
});

function drawn(made: Modules): void {
  treeOf(SOURCE_MAPS, { base: new Map(), head: made });
  const tree = treeOf(SOURCE_MAPS, { base: made, head: made });
  detailsSchema.parse({ schema: 1, kind: "details", details: [tree] });
  partsOf({ base: made, head: made }, { base: [...files], head: [...files] });
}

const stats = {
  "a metafile": METAFILE,
  "webpack's stats": JSON.parse(read("webpack-5.112.2/head/stats.json")),
  "the visualizer's raw data": JSON.parse(read("rollup-4.68.7/head/stats.json")),
};

describe.each(Object.entries(stats))("any text for %s", { tags: ["T24"] }, (_, example) => {
  test(
    "is refused, or tells bytes that can be drawn and stored",
    () => {
      expect(parseStats("dist/stats.json", JSON.stringify(example), files, "/repository").files.size).toBeGreaterThan(
        0,
      );
      const text = fc.oneof({ arbitrary: anyText, weight: 1 }, { arbitrary: mutatedJson(example), weight: 4 });
      fc.assert(
        fc.property(text, (written) => {
          const found = valueOrError(() => parseStats("dist/stats.json", written, files, "/repository"));
          if (found !== null) drawn(found.files);
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );
});

const manifests = {
  "Vite's manifest": JSON.parse(read("vite-8.3.8/head/.vite/manifest.json")),
  "a metafile as manifest": METAFILE,
  "Next's manifest": NEXT,
};

describe.each(Object.entries(manifests))("any text for %s", { tags: ["T24"] }, (_, example) => {
  test(
    "is refused, or changes names only: what is judged are the sizes that were weighed",
    () => {
      const text = fc.oneof({ arbitrary: anyText, weight: 1 }, { arbitrary: mutatedJson(example), weight: 4 });
      fc.assert(
        fc.property(text, (written) => {
          const manifest = valueOrError(() => parseManifest("dist/manifest.json", written, files));
          if (manifest === null) return;
          const side = { files: weighed, manifest, entryFiles: null };
          const series = toSeries(subjectsOf({ base: side, head: side }).subjects);
          const total = series.find(({ metric }) => metric.id === "bundle/raw@total");
          expect(total?.head).toBe(weighed.reduce((sum, { sizes }) => sum + sizes.raw, 0));
          judged({ collector: "bundle", series, rounds: 0 });
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );
});

describe("any text for a source map", { tags: ["T24"] }, () => {
  const code = read("rollup-4.68.7-maps/head/main-Be2Pm5vB.js");
  const map = JSON.parse(read("rollup-4.68.7-maps/head/main-Be2Pm5vB.js.map"));
  const of = (text: string) => modulesOfMap("main.js.map", text, code, "/repository");

  test(
    "is refused, or tells exactly the bytes that the file has",
    () => {
      const mappings = fc
        .string({ unit: fc.constantFrom(..."AACgBz9/+,;D") })
        .map((text) => ({ ...map, mappings: text }));
      const sections = fc.constant({ version: 3, sections: [{ offset: { line: 1, column: 0 }, map }] });
      const whole = fc.oneof(mappings, sections).chain((example) => mutatedJson(example));
      const text = fc.oneof(
        anyText,
        mutatedJson(map),
        whole,
        mappings.map((one) => JSON.stringify(one)),
      );
      fc.assert(
        fc.property(text, (written) => {
          const made = valueOrError(() => of(written));
          if (made === null) return;
          expect([...made.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(Buffer.byteLength(code));
          drawn(new Map([["dist/main.js", made]]));
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );

  test("8,000,000 letters of mappings are read, one more is refused", { tags: ["L12"], timeout: PATIENCE }, () => {
    const sized = (letters: number) => JSON.stringify({ version: 3, sources: [], mappings: "A".repeat(letters) });
    expect(() => modulesOfMap("x.map", sized(8_000_001), "x", "/r")).toThrow(
      new DataError("x.map is not a source map that Weighbridge reads, or too large a one."),
    );
    const most = JSON.stringify({ version: 3, sources: ["a.js"], mappings: "AAAA,".repeat(1_600_000) });
    expect(modulesOfMap("x.map", most, "x", "/r")).toEqual(new Map([["a.js", 1]]));
  });
});

describe("names of any kind", { tags: ["T19"] }, () => {
  test.each([...PROTOTYPE_NAMES])("%s as a file, a module, an entry and a chunk is a name like any other", (name) => {
    const path = `dist/${name}.js`;
    const known = new Set([path]);
    const meta = `{"outputs":{"dist/${name}.js":{"bytes":9,"entryPoint":"${name}","imports":[],"inputs":{"${name}":{"bytesInOutput":4}}}},"inputs":{}}`;
    const parts = valueOrError(() => parseStats("m", meta, known, "/r"))?.files.get(path);
    if (name !== "__proto__") expect(parts?.get(name)).toBe(4);
    const vite = `{"${name}":{"file":"${name}.js","isEntry":true,"imports":["${name}","toString"]}}`;
    expect(parseManifest("dist/manifest.json", vite, known).chunks).toBeInstanceOf(Map);
    expect(parseManifest("dist/m.json", `{"pages":{"${name}":["a.js"]}}`, known).entries).toBeInstanceOf(Map);
    const side = {
      files: [{ path, digest: "1", sizes: { raw: 5, gzip: 5, brotli: 5 } }],
      manifest: null,
      entryFiles: [path],
    };
    const series = toSeries(subjectsOf({ base: side, head: side }).subjects);
    expect(series.map(({ metric }) => metric.id)).toContain(`bundle/raw@${path}`);
    expect(judged({ collector: "bundle", series, rounds: 0 }).verdict).toBe("pass");
  });

  test("an entry's name of any length can be stored, and two of them stay two", () => {
    const long = "x".repeat(100_000);
    const entries = new Map([`${long}a`, `${long}b`].map((name) => [name, ["dist/main.js"]]));
    const side = { files: weighed, manifest: { chunks: new Map(), entries }, entryFiles: null };
    const series = toSeries(subjectsOf({ base: side, head: side }).subjects);
    expect(new Set(series.map(({ metric }) => metric.id)).size).toBe(series.length);
    judged({ collector: "bundle", series, rounds: 0 });
  });
});

test("100 kB of a hostile name, and a path as long as a system has it, come to an end", { tags: ["T20"] }, () => {
  for (const part of ["a", "/", "-", ".", "a-", "A1-", "../", "node_modules/", "!", "?", "é", "[hash]", "%"]) {
    const name = part.repeat(100_000 / part.length);
    const path = name.slice(0, 4096);
    withoutHash(path, name);
    withoutAnyHash(path);
    matchFiles([{ path, digest: "1", source: name }], [{ path: `${path}x`, digest: "2", chunk: name }]);
    const output = { bytes: 9, entryPoint: name, imports: [], inputs: { [name]: { bytesInOutput: 4 } } };
    const meta = JSON.stringify({ outputs: { [name]: output, [path]: output }, inputs: {} });
    valueOrError(() => parseStats("m", meta, new Set([path]), "/r"));
    valueOrError(() => parseManifest("m", meta, new Set([path])));
  }
});
