import { expect, test } from "vitest";
import { type AskedOf, causesOfStatements, type Quantity } from "../../src/measure/statements.ts";

const asked = (requests: number, statements: Readonly<Record<string, number>>): AskedOf<number> => ({
  requests,
  statements: new Map(Object.entries(statements)),
});

const quantity = (metric: string, isByPlan: boolean): Quantity<string, number> => ({
  ...{ metric, unit: "count", least: 1, of: (count) => count, isByPlan },
});

function causes(before: AskedOf<number>, after: AskedOf<number>, isByPlan = false) {
  const sides = { base: new Map([["GET /", before]]), head: new Map([["GET /", after]]) };
  const found = causesOfStatements([quantity("rows", isByPlan)], sides, {
    idOf: (metric, endpoint) => `db/${metric}@${endpoint}`,
    noteOf: (statement) => `of ${statement}`,
    planChange: (statement) => (statement === "a" ? "was → is" : null),
    indexesOf: (statements) => [
      { kind: "index", name: statements.join(), base: 1, head: null, unit: "bytes", whole: null, note: null },
    ],
  });
  return found.map(({ metric, kind, name, base, head, whole, note }) => [metric, kind, name, base, head, whole, note]);
}

const ID = "db/rows@GET /";

test("statements a request, the largest move first, without what is a fiftieth of the whole", () => {
  const after = asked(2, { small: 1_010, a: 2_000, come: 20 });
  expect(causes(asked(1, { a: 100, gone: 30, small: 500 }), after)).toEqual([
    [ID, "statement", "a", 100, 1_000, 885, "of a"],
    [ID, "statement", "gone", 30, null, 885, "of gone"],
  ]);
});

test("where a plan can be behind it, the indexes stand first, and how a plan differs behind its statement", () => {
  expect(causes(asked(1, { a: 1, b: 5 }), asked(1, { a: 4, b: 7 }), true)).toEqual([
    [ID, "index", "a,b", 1, null, null, null],
    [ID, "statement", "a", 1, 4, 5, "of a"],
    [ID, "plan", "a", null, null, null, "was → is"],
    [ID, "statement", "b", 5, 7, 5, "of b"],
  ]);
});

test("nothing of an endpoint that hardly moved as a whole, or was not asked", () => {
  expect(causes(asked(1, { a: 10, b: 10 }), asked(1, { a: 15, b: 5.5 }))).toEqual([]);
  expect(causes(asked(0, {}), asked(1, { a: 15 }))).toEqual([]);
});
