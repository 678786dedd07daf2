import { expect, test } from "vitest";
import type { Flame } from "../../src/model/details.ts";
import { detailsSchema } from "../../src/stored/details.ts";
import { details } from "./examples.ts";

const isRead = (nodes: Flame["nodes"]) => {
  const flame = details.details.find(({ kind }) => kind === "flame");
  return detailsSchema.safeParse({ ...details, details: [{ ...flame, nodes }] }).success;
};
const node = (...children: readonly number[]) => ({ name: "f", at: null, base: 1, head: 1, children });

test("a flame graph is a tree, whose nodes stand behind their callers", { tags: ["T25"] }, () => {
  expect(isRead([node(1, 2), node(), node(3), node()])).toBe(true);
});

test.each<[what: string, nodes: Flame["nodes"]]>([
  ["without a root", []],
  ["that goes in circles", [node(1), node(0)]],
  ["with a circle beside its root", [node(), node(2), node(1)]],
  ["with a callee of two callers", [node(1, 2), node(2), node()]],
  ["with a node that nobody calls", [node(), node()]],
  ["with a callee that is not there", [node(1)]],
  [
    "of more nodes than anybody looks at",
    [node(...Array.from({ length: 2000 }, (_, i) => i + 1)), ...Array.from({ length: 2000 }, () => node())],
  ],
])("one %s is refused", { tags: ["T25"] }, (_, nodes) => expect(isRead(nodes)).toBe(false));
