import { describe, expect, it } from "vitest";
import { DataError } from "../../../src/errors.ts";
import { loadedWith, parseManifest } from "../../../src/measure/bundle/manifest.ts";

const parse = (path: string, json: unknown, files: readonly string[] = []) =>
  parseManifest(path, JSON.stringify(json), new Set(files));

describe("Vite's manifest", () => {
  const manifest = parse("web/dist/.vite/manifest.json", {
    "src/main.ts": {
      file: "assets/main-DcX81Taz.js",
      name: "main",
      src: "src/main.ts",
      isEntry: true,
      imports: ["_shared-B1cD2eF3.js", "__proto__", "gone"],
      dynamicImports: ["src/lazy.ts"],
      css: ["assets/main-Zx9Yw8Vu.css"],
    },
    "_shared-B1cD2eF3.js": { file: "assets/shared-B1cD2eF3.js", name: "shared", css: ["assets/shared-Q1w2E3r4.css"] },
    "src/lazy.ts": { file: "assets/lazy-H7g6F5d4.js", name: "lazy", src: "src/lazy.ts", isDynamicEntry: true },
  });

  it("names the entries by their source; what is loaded on demand is none", () => {
    expect([...manifest.entries]).toEqual([["src/main", ["web/dist/assets/main-DcX81Taz.js"]]]);
  });

  it("counts static imports and styles to an entry, theirs too", () => {
    expect([...loadedWith(manifest, manifest.entries.get("src/main")!)].sort()).toEqual([
      "web/dist/assets/main-DcX81Taz.js",
      "web/dist/assets/main-Zx9Yw8Vu.css",
      "web/dist/assets/shared-B1cD2eF3.js",
      "web/dist/assets/shared-Q1w2E3r4.css",
    ]);
  });

  it("knows sources and the names before the hashes", () => {
    expect(manifest.chunks.get("web/dist/assets/lazy-H7g6F5d4.js")).toMatchObject({
      source: "src/lazy.ts",
      name: "lazy",
    });
    expect(manifest.chunks.get("web/dist/assets/shared-B1cD2eF3.js")).not.toHaveProperty("source");
  });

  it("survives imports that go round in a circle", () => {
    const circle = parse("manifest.json", {
      a: { file: "a.js", isEntry: true, imports: ["b"] },
      b: { file: "b.js", imports: ["a"] },
    });
    expect(loadedWith(circle, ["a.js"])).toEqual(["a.js", "b.js"]);
  });
});

describe("esbuild's metafile", () => {
  const json = {
    inputs: {},
    outputs: {
      "dist/app-AAAAAAA2.js": {
        entryPoint: "src/app.ts",
        cssBundle: "dist/app-BBBBBBB3.css",
        imports: [
          { path: "dist/chunk-CCCCCCC4.js", kind: "import-statement" },
          { path: "dist/lazy-DDDDDDD5.js", kind: "dynamic-import" },
          { path: "https://cdn.example/x.js", kind: "import-statement", external: true },
        ],
      },
      "dist/chunk-CCCCCCC4.js": { imports: [] },
      "dist/lazy-DDDDDDD5.js": { entryPoint: "src/lazy.ts", imports: [] },
      "dist/app-BBBBBBB3.css": { imports: [] },
    },
  };

  it("finds out which folder its paths start from", () => {
    const inPackage = parse("packages/web/dist/meta.json", json, ["packages/web/dist/app-AAAAAAA2.js"]);
    expect([...inPackage.entries]).toEqual([["src/app", ["packages/web/dist/app-AAAAAAA2.js"]]]);
    const atTop = parse("dist/meta.json", json, ["dist/app-AAAAAAA2.js"]);
    expect([...loadedWith(atTop, atTop.entries.get("src/app")!)].sort()).toEqual([
      "dist/app-AAAAAAA2.js",
      "dist/app-BBBBBBB3.css",
      "dist/chunk-CCCCCCC4.js",
    ]);
  });
});

describe("Next's build manifest", () => {
  it("has an entry a page, with what all pages load", () => {
    const manifest = parse(".next/build-manifest.json", {
      pages: {
        "/_app": ["static/chunks/main.js"],
        "/cart": ["static/chunks/main.js", "static/chunks/cart.js"],
        "/_document": [],
      },
    });
    expect([...manifest.entries]).toEqual([
      ["/_app", [".next/static/chunks/main.js"]],
      ["/cart", [".next/static/chunks/main.js", ".next/static/chunks/cart.js"]],
    ]);
  });
});

it.each(["[]", "7", '{"a":{"b":1}}', "null", "{"])("is refused, by its path, when it is %s", (text) => {
  expect(() => parseManifest("dist/meta.json", text, new Set())).toThrow(DataError);
  expect(() => parseManifest("dist/meta.json", text, new Set())).toThrow(/^dist\/meta\.json is not /);
});
