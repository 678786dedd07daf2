import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../../src/errors.ts";
import { type Composition, NO_SOURCE } from "../../../../src/measure/bundle/modules/composition.ts";
import { METAFILE } from "../../../../src/measure/bundle/modules/metafile.ts";
import { parseStats } from "../../../../src/measure/bundle/modules/stats.ts";
import { VISUALIZER, VISUALIZER_MAPPED } from "../../../../src/measure/bundle/modules/visualizer.ts";
import { WEBPACK } from "../../../../src/measure/bundle/modules/webpack.ts";

const fixtures = join(import.meta.dirname, "../fixtures");

function recorded(
  tool: string,
  side: "base" | "head",
  name: string,
): Composition & { readonly bytes: readonly number[] } {
  const folder = join(fixtures, tool, side);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".js"))
    .sort();
  const text = readFileSync(join(folder, name), "utf8");
  const found = parseStats(`dist/${name}`, text, new Set(files.map((file) => `dist/${file}`)), "/repository");
  return { ...found, bytes: files.map((file) => readFileSync(join(folder, file)).length) };
}

/** Module → bytes of the file whose name begins with this. */
function parts({ files }: Composition, name: string): Record<string, number> {
  const [, found] = [...files].find(([path]) => path.startsWith(`dist/${name}-`))!;
  return Object.fromEntries([...found].sort());
}

const parse = (json: unknown, files: readonly string[]) =>
  parseStats("dist/stats.json", JSON.stringify(json), new Set(files), "/repository");

describe("Bun's metafile", () => {
  const head = recorded("bun-1.4.5", "head", "meta.json");

  it("tells minified bytes, which add up to each file", () => {
    expect(head.way).toBe(METAFILE);
    expect(parts(head, "lazy")).toEqual({ [NO_SOURCE]: 19, "src/lazy.js": 152 });
    expect(parts(head, "main")).toMatchObject({
      "node_modules/alpha/index.js": 91,
      "node_modules/beta/node_modules/alpha/index.js": 91,
      "node_modules/beta/order.js": 44,
      "src/main.js": 191,
    });
    const sums = [...head.files].sort().map(([, made]) => [...made.values()].reduce((sum, part) => sum + part, 0));
    expect(sums).toEqual(head.bytes);
  });
});

describe("rollup-plugin-visualizer's raw data", () => {
  it("tells bytes before minifying", () => {
    const head = recorded("rollup-4.68.7", "head", "stats.json");
    expect(head.way).toBe(VISUALIZER);
    expect(parts(head, "lazy")).toEqual({ "src/lazy.js": 199 });
    expect(parts(head, "main")).toMatchObject({
      "node_modules/beta/node_modules/alpha/index.js": 139,
      "src/main.js": 178,
    });
  });

  it("tells minified bytes where it had source maps", () => {
    const head = recorded("rollup-4.68.7-maps", "head", "stats.json");
    expect(head.way).toBe(VISUALIZER_MAPPED);
    expect(parts(head, "lazy")).toEqual({ "src/lazy.js": 173 });
  });
});

describe("webpack's stats", () => {
  it("tell source bytes of each module, also of those that webpack made one of", () => {
    const head = recorded("webpack-5.112.2", "head", "stats.json");
    expect(head.way).toBe(WEBPACK);
    expect(parts(head, "lazy")).toEqual({ "src/lazy.js": 207 });
    const main = parts(head, "main");
    expect(main).toMatchObject({
      "node_modules/alpha/index.js": 147,
      "node_modules/beta/node_modules/alpha/index.js": 147,
      "src/main.js": 263,
      "webpack/runtime/load script": 1355,
    });
    expect(Object.keys(main).filter((path) => path.includes("modules)") || path.includes(" + "))).toEqual([]);
  });

  it("set a style beside the script of its chunk", () => {
    const { files } = parse(
      {
        chunks: [
          { id: "main", files: ["main.js", "main.css"] },
          { id: null, files: [] },
        ],
        modules: [
          { name: "./a.js", size: 10, chunks: ["main"], moduleType: "javascript/esm" },
          {
            name: "css ./node_modules/css-loader/dist/cjs.js!./a.css",
            size: 20.4,
            chunks: ["main"],
            moduleType: "css/mini-extract",
          },
        ],
      },
      ["dist/main.js", "dist/main.css"],
    );
    expect([...files].map(([file, made]) => [file, ...made])).toEqual([
      ["dist/main.js", ["a.js", 10]],
      ["dist/main.css", ["a.css", 20]],
    ]);
  });
});

describe("what is none of them", () => {
  it.each([
    ["{", /^dist\/stats\.json is not JSON/],
    ["null", /does not tell what built files are made of/],
    ['{"outputs":{"a.js":{"bytes":-1,"inputs":{}}}}', /does not tell what built files are made of/],
    ['{"outputs":{"other.js":{"bytes":1,"inputs":{}}}}', /names none of the weighed files/],
  ])("%s is an error of ours", (text, message) => {
    const read = () => parseStats("dist/stats.json", text, new Set(["dist/a.js"]), "/repository");
    expect(read).toThrow(DataError);
    expect(read).toThrow(message);
  });

  it("takes names that mean something to JavaScript for names", () => {
    const odd = '{"bytes":9,"inputs":{"__proto__":{"bytesInOutput":1},"constructor":{"bytesInOutput":2}}}';
    const text = `{"outputs":{"a.js":${odd},"__proto__":${odd},"toString":${odd}}}`;
    const { files } = parseStats("meta.json", text, new Set(["a.js", "toString"]), "/repository");
    expect([...files.keys()]).toEqual(["a.js", "toString"]);
    expect(files.get("a.js")!.get("constructor")).toBe(2);
    expect({}).not.toHaveProperty("bytesInOutput");
  });

  it("never breaks: any text gives bytes that are whole and not negative, or an error of ours", () => {
    const file = fc.constantFrom("a.js", "dist/a.js", "../a.js", "__proto__", "");
    const number = fc.oneof(fc.nat(), fc.double(), fc.constant(null));
    const meta = fc.record({
      outputs: fc.dictionary(
        file,
        fc.record({ bytes: number, inputs: fc.dictionary(fc.string(), fc.record({ bytesInOutput: number })) }),
      ),
    });
    const stats = fc.record({
      chunks: fc.array(fc.record({ id: fc.oneof(fc.nat(2), fc.constant(null)), files: fc.array(file) })),
      modules: fc.array(
        fc.record({
          name: fc.string(),
          size: number,
          chunks: fc.array(fc.nat(2)),
          modules: fc.option(fc.array(fc.record({ name: fc.string(), size: number })), { nil: undefined }),
        }),
      ),
    });
    const raw = fc.record({
      nodeParts: fc.dictionary(fc.constantFrom("1", "2", "toString"), fc.record({ renderedLength: number })),
      nodeMetas: fc.dictionary(
        fc.string(),
        fc.record({ id: fc.string(), moduleParts: fc.dictionary(file, fc.constantFrom("1", "2", "toString")) }),
      ),
      options: fc.record({ sourcemap: fc.boolean() }),
    });
    const text = fc.oneof(
      fc.string(),
      ...[fc.jsonValue(), meta, stats, raw].map((json) => json.map((one) => JSON.stringify(one))),
    );
    const seen = new Set<string>();
    fc.assert(
      fc.property(text, (given) => {
        try {
          const { way, files } = parseStats("stats.json", given, new Set(["a.js", "dist/a.js"]), "/repository");
          seen.add(way.by);
          for (const made of files.values())
            for (const bytes of made.values()) expect(Number.isInteger(bytes) && bytes >= 0).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(seen.size).toBeGreaterThanOrEqual(3);
  });
});
