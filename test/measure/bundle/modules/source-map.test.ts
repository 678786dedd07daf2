import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../../src/errors.ts";
import { NO_SOURCE } from "../../../../src/measure/bundle/modules/composition.ts";
import { modulesOfMap } from "../../../../src/measure/bundle/modules/source-map.ts";

const fixtures = join(import.meta.dirname, "../fixtures");

function recorded(folder: string, name: string) {
  const file = readdirSync(join(fixtures, folder)).find((one) => one.startsWith(name) && one.endsWith(".js"))!;
  const code = readFileSync(join(fixtures, folder, file), "utf8");
  const map = readFileSync(join(fixtures, folder, `${file}.map`), "utf8");
  const deep = folder.endsWith("/assets") ? "dist/assets" : "dist";
  return { code, parts: modulesOfMap(`${deep}/${file}.map`, map, code, "/repository") };
}

const total = (parts: ReadonlyMap<string, number>) => [...parts.values()].reduce((sum, part) => sum + part, 0);
const read = (map: unknown, code: string) => modulesOfMap("dist/a.js.map", JSON.stringify(map), code, "/repository");

describe("recorded maps", () => {
  it.each(["webpack-5.112.2/head", "rollup-4.68.7-maps/head", "vite-8.3.8/head/assets"])("%s", (folder) => {
    const { code, parts } = recorded(folder, "main");
    expect([...parts.keys()].filter((path) => !path.startsWith("webpack/")).sort()).toEqual(
      [
        NO_SOURCE,
        "node_modules/alpha/index.js",
        "node_modules/beta/index.js",
        "node_modules/beta/node_modules/alpha/index.js",
        "node_modules/beta/order.js",
        "src/cart.js",
        "src/main.js",
      ].filter((path) => parts.has(path)),
    );
    expect(parts.get("node_modules/beta/node_modules/alpha/index.js")).toBeGreaterThan(80);
    expect(total(parts)).toBe(Buffer.byteLength(code));
  });

  it("counts bytes, not letters: ö and ß are two each", () => {
    const { code, parts } = recorded("vite-8.3.8/head/assets", "lazy");
    expect(code).toContain("größer");
    expect(total(parts)).toBe(Buffer.byteLength(code));
    expect(Buffer.byteLength(code)).toBe(code.length + 2);
  });
});

it("counts a line to whom its segments say, up to the next", () => {
  // Columns 0 and 4 of the first line are of one source each; 6 is of none; the second line has no segment.
  const parts = read({ version: 3, sources: ["../src/a.js", "b.js"], mappings: "AAAA,ICAA,E" }, "aaaabb--\nccc");
  expect(Object.fromEntries(parts)).toEqual({ "src/a.js": 4, "dist/b.js": 2, [NO_SOURCE]: 6 });
});

it("reads maps that are made of sections", () => {
  const section = (line: number, source: string) => ({
    offset: { line, column: 0 },
    map: { version: 3, sources: [source], mappings: "AAAA" },
  });
  const parts = read({ version: 3, sections: [section(0, "../a.js"), section(1, "../b.js")] }, "12\n345");
  expect(Object.fromEntries(parts)).toEqual({ "a.js": 3, "b.js": 3 });
});

describe("what is no source map", () => {
  const section = (offset: unknown) => ({ offset, map: { version: 3, sources: [], mappings: "" } });

  it.each([
    ["another version", { version: 2, sources: [], mappings: "" }],
    ["sources of numbers", { version: 3, sources: [1], mappings: "" }],
    ["lines without end", { version: 3, sections: [section({ line: 1e15, column: 0 })] }],
    ["too many mappings", { version: 3, sources: [], mappings: ";".repeat(8_000_001) }],
    [
      "sections in sections",
      { version: 3, sections: [{ offset: { line: 0, column: 0 }, map: { version: 3, sections: [] } }] },
    ],
  ])("%s is an error of ours", (_, map) => expect(() => read(map, "x")).toThrow(DataError));

  it("never breaks: parts add up to the file, or it is an error of ours", () => {
    const mappings = fc.string({ unit: fc.constantFrom(..."ACIEg+/9,;;, é") });
    const plain = fc.record(
      {
        version: fc.constant(3),
        sourceRoot: fc.option(fc.string()),
        sources: fc.array(fc.option(fc.oneof(fc.string(), fc.webUrl()))),
        mappings,
      },
      { requiredKeys: ["version", "sources", "mappings"] },
    );
    const offset = fc.record({ line: fc.nat(5), column: fc.nat(5) });
    const sections = fc.record({ version: fc.constant(3), sections: fc.array(fc.record({ offset, map: plain })) });
    const text = fc.oneof(
      fc.string(),
      ...[plain, sections, fc.jsonValue()].map((json) => json.map((one) => JSON.stringify(one))),
    );
    let whole = 0;
    fc.assert(
      fc.property(text, fc.string({ unit: fc.constantFrom("a", "\n", "ß", "😀") }), (map, code) => {
        try {
          const parts = modulesOfMap("dist/a.js.map", map, code, "/repository");
          expect([...parts.values()].every((bytes) => bytes > 0)).toBe(true);
          expect(total(parts)).toBeGreaterThanOrEqual(Buffer.byteLength(code));
          whole++;
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(whole).toBeGreaterThan(100);
  });
});
