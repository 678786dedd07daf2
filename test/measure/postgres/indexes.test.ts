import { expect, test } from "vitest";
import type { Index } from "../../../src/measure/postgres/catalog.ts";
import { duplicates, onlyIn } from "../../../src/measure/postgres/indexes.ts";

const index = (name: string, keys: readonly string[] | null, more: Partial<Index> = {}): Index => ({
  ...{
    name,
    keys,
    table: "orders",
    definition: `btree (${keys})`,
    bytes: 8192,
    scans: 0,
    isUnique: false,
    carried: [],
  },
  ...more,
});

test("an index is the same one under another name, and another one on other columns or another table", () => {
  const [a, b] = [index("a", ["1"]), index("b", ["2"])];
  expect(onlyIn([a, b], [index("renamed", ["1"])])).toEqual([b]);
  expect(onlyIn([a], [index("a", ["1"], { table: "lines" })])).toEqual([a]);
  expect(onlyIn([a], [index("a", ["1"], { isUnique: true })])).toEqual([a]);
});

const named = (indexes: readonly Index[]) => duplicates(indexes).map(({ index, by }) => [index.name, by.name]);

test.each<[string, readonly Index[], readonly (readonly string[])[]]>([
  ["the first columns of another", [index("a", ["1"]), index("b", ["1", "2"])], [["a", "b"]]],
  ["not the later ones", [index("a", ["2"]), index("b", ["1", "2"])], []],
  ["the same twice: the later by name", [index("a", ["1"]), index("b", ["1"])], [["b", "a"]]],
  ["beside one that keeps rows unique", [index("a", ["1"]), index("b", ["1"], { isUnique: true })], [["a", "b"]]],
  ["what keeps rows unique is none", [index("a", ["1"], { isUnique: true }), index("b", ["1", "2"])], []],
  ["of another table", [index("a", ["1"]), index("b", ["1"], { table: "lines" })], []],
  ["another order is another key", [index("a", ["1 0"]), index("b", ["1 3", "2 0"])], []],
  ["what is no tree is not compared", [index("a", null), index("b", null)], []],
  ["that carries what the other has", [index("a", ["1"], { carried: ["2"] }), index("b", ["1", "2"])], [["a", "b"]]],
  ["that carries what the other lacks", [index("a", ["1"], { carried: ["3"] }), index("b", ["1", "2"])], []],
])("duplicates: %s", (_, indexes, expected) => {
  expect(named(indexes)).toEqual(expected);
});
