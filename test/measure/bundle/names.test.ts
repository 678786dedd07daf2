import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BuiltFile, matchFiles } from "../../../src/measure/bundle/names.ts";

const file = (path: string, digest = path, more: Partial<BuiltFile> = {}): BuiltFile => ({ path, digest, ...more });

describe("matchFiles", () => {
  it("sees through changed hashes, and finds what is new and what is gone", () => {
    expect(
      matchFiles(
        [file("app-AAAAAAA2.js"), file("old-BBBBBBB3.js"), file("plain.css", "one")],
        [file("app-CCCCCCC4.js"), file("new-DDDDDDD5.js"), file("plain.css", "two")],
      ),
    ).toEqual([
      { name: "app.js", base: ["app-AAAAAAA2.js"], head: ["app-CCCCCCC4.js"] },
      { name: "new.js", base: [], head: ["new-DDDDDDD5.js"] },
      { name: "old.js", base: ["old-BBBBBBB3.js"], head: [] },
      { name: "plain.css", base: ["plain.css"], head: ["plain.css"] },
    ]);
  });

  it("weighs together what cannot be told apart", () => {
    const base = [file("chunk-AAAAAAA2.js"), file("chunk-BBBBBBB3.js")];
    const head = [file("chunk-AAAAAAA2.js"), file("chunk-CCCCCCC4.js"), file("chunk-DDDDDDD5.js")];
    const [only, ...rest] = matchFiles(base, head);
    expect(rest).toEqual([]);
    expect([only!.name, [...only!.base].sort(), [...only!.head].sort()]).toEqual([
      "chunk.js",
      base.map(({ path }) => path),
      head.map(({ path }) => path),
    ]);
  });

  it("tells namesakes apart by what the manifest says they were built from, on both sides alike", () => {
    const a = { source: "a/index.ts" };
    const b = { source: "b/index.ts" };
    expect(
      matchFiles(
        [file("index-AAAAAAA2.js", "1", a)],
        [file("index-BBBBBBB3.js", "2", a), file("index-CCCCCCC4.js", "3", b)],
      ),
    ).toEqual([
      { name: "index.js (a/index.ts)", base: ["index-AAAAAAA2.js"], head: ["index-BBBBBBB3.js"] },
      { name: "index.js (b/index.ts)", base: [], head: ["index-CCCCCCC4.js"] },
    ]);
  });

  it("follows a file that was renamed: by its source, by its bytes", () => {
    const source = { source: "src/main.ts" };
    expect(matchFiles([file("main.js", "1", source)], [file("app.js", "2", source)])).toEqual([
      { name: "app.js", base: ["main.js"], head: ["app.js"] },
    ]);
    expect(matchFiles([file("lib/a.js", "1")], [file("vendor/a.js", "1")])).toEqual([
      { name: "vendor/a.js", base: ["lib/a.js"], head: ["vendor/a.js"] },
    ]);
  });

  it("does not guess where equal bytes have several answers", () => {
    const names = matchFiles([file("a.js", "1")], [file("b.js", "1"), file("c.js", "1")]).map(({ base, head }) => [
      base.length,
      head.length,
    ]);
    expect(names).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
  });

  it("takes a word for a hash only where the other side certainly has one", () => {
    expect(matchFiles([file("main-abcdefgh.js")], [file("main-DcX81Taz.js")])).toEqual([
      { name: "main.js", base: ["main-abcdefgh.js"], head: ["main-DcX81Taz.js"] },
    ]);
    expect(matchFiles([file("main-DcX81Taz.js")], [file("main-abcdefgh.js")])[0]!.name).toBe("main.js");
    expect(matchFiles([file("main-abcdefgh.js")], [file("main-ijklmnop.js")])).toHaveLength(2);
    expect(matchFiles([file("polyfill.js")], [file("carousel.js")])).toHaveLength(2);
  });

  it("puts every file into exactly one subject, under names that are all different", () => {
    const hash = fc.constantFrom("", "-AAAAAAA2", "-DcX81Taz", ".8f3a2b1c", "-abcdefgh", "-polyfill");
    const path = fc.tuple(fc.constantFrom("a", "b", "dist/a", "main"), hash).map(([stem, tail]) => `${stem}${tail}.js`);
    const built = fc.record(
      { path, digest: fc.constantFrom("1", "2", "3"), source: fc.constantFrom("x.ts", "y.ts") },
      { requiredKeys: ["path", "digest"] },
    );
    const side = fc.uniqueArray(built, { selector: (one) => one.path, maxLength: 8 });
    fc.assert(
      fc.property(side, side, (base, head) => {
        const subjects = matchFiles(base, head);
        expect(new Set(subjects.map(({ name }) => name)).size).toBe(subjects.length);
        expect(subjects.flatMap((subject) => subject.base).sort()).toEqual(base.map((one) => one.path).sort());
        expect(subjects.flatMap((subject) => subject.head).sort()).toEqual(head.map((one) => one.path).sort());
      }),
    );
  });

  it("shows a build against itself as the same files, whatever they are called", () => {
    const path = fc.stringMatching(/^[a-zA-Z0-9_-]{1,12}([-.][a-zA-Z0-9_-]{8})?\.(js|css)$/);
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 8 }), (paths) => {
        const files = paths.map((one) => file(one));
        for (const { base, head } of matchFiles(files, files)) expect(base).toEqual(head);
      }),
    );
  });
});
