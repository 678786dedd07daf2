import { expect, test } from "vitest";
import { boundedCauses, boundedFacts } from "../../src/measure/bounded.ts";
import type { Cause } from "../../src/model/cause.ts";
import type { Fact } from "../../src/model/finding.ts";
import { cause as storedCause, facts as storedFacts } from "../../src/stored/judging.ts";

const cause = (more: Partial<Cause>): Cause => ({
  ...{ metric: "runtime/blocked@shop: GET /", kind: "function", name: "hash", base: 1, head: 2, unit: "ms" },
  ...{ whole: 1, note: null, at: null },
  ...more,
});

const fact = (more: Partial<Fact>): Fact => ({
  ...{ rule: "blocking-call", collector: "runtime", subject: "target", name: null, base: 1, head: 2, unit: "ms" },
  ...{ note: null, at: null },
  ...more,
});

test("what is told in bounds is left as it is", () => {
  const told = cause({ note: "called from render", at: { file: "lib/cart.js", line: 3 } });
  expect(boundedCauses([told])).toEqual([told]);
  expect(boundedFacts([fact({ name: "hash" })])).toEqual([fact({ name: "hash" })]);
});

test("names, notes and numbers of any size can be stored", { tags: ["T24", "L17"] }, () => {
  const long = "x".repeat(100_000);
  const [one] = boundedCauses([cause({ name: long, note: long, base: Number.NaN, head: Infinity })]);
  expect(one).toMatchObject({ base: null, head: null });
  expect(storedCause.safeParse(JSON.parse(JSON.stringify(one))).success).toBe(true);
  const facts = boundedFacts(Array.from({ length: 6_000 }, () => fact({ subject: long, name: long, note: long })));
  expect(storedFacts.safeParse(facts).success).toBe(true);
});

test("the rounds of a fact can be stored: of what is no number nothing is known", () => {
  const range = (most: number) => ({ rounds: 8, least: 0, most });
  const rounds = { base: range(Number.POSITIVE_INFINITY), head: range(3) };
  const facts = boundedFacts([fact({ rounds }), fact({ rounds: "same" }), fact({})]);
  expect(facts.map((one) => one.rounds)).toEqual([{ base: null, head: range(3) }, "same", undefined]);
  expect(storedFacts.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
});

test("a place is one in the repository", { tags: ["T25"] }, () => {
  const placeOf = (file: string, line: number | null = 1) => boundedCauses([cause({ at: { file, line } })])[0]!.at;
  for (const file of ["../../etc/passwd", "lib/../../secret", "/etc/passwd", "..", `${"a/".repeat(1_000)}b.js`])
    expect(placeOf(file)).toBeNull();
  expect(placeOf("lib/../cart.js")).toEqual({ file: "cart.js", line: 1 });
  expect(placeOf("..cart.js")).toEqual({ file: "..cart.js", line: 1 });
  expect(placeOf("cart.js", Number.MAX_SAFE_INTEGER + 1)).toEqual({ file: "cart.js", line: null });
});
