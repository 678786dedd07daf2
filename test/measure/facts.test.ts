import { expect, test } from "vitest";
import type { FactRule, Found } from "../../src/measure/fact-rule.ts";
import { gatherFacts } from "../../src/measure/facts.ts";
import { createRanges } from "../../src/measure/ranges.ts";

const found = (subject: string, value: number, note: string | null = null): Found => ({
  subject,
  name: null,
  value,
  note,
});
const rules: readonly FactRule<readonly Found[]>[] = [{ rule: "slow-statement", unit: "ms", of: (all) => all }];
const facts = (base: readonly Found[] | null, head: readonly Found[] | null) =>
  gatherFacts("postgres", rules, { base, head }, { base: createRanges(rules), head: createRanges(rules) });

test("both sides of a subject are one fact, with head's note; one side alone leaves the other open", () => {
  expect(facts([found("a", 1, "of base"), found("b", 2)], [found("a", 3, "of head")])).toMatchObject([
    { rule: "slow-statement", collector: "postgres", subject: "a", base: 1, head: 3, unit: "ms", note: "of head" },
    { subject: "b", base: 2, head: null },
  ]);
  expect(facts(null, [found("a", 3)])).toMatchObject([{ subject: "a", base: null, head: 3 }]);
});

test("of several numbers of one subject the largest counts, and of many subjects the largest fifty", {
  tags: ["L17"],
}, () => {
  expect(facts(null, [found("a", 1), found("a", 5), found("a", 2)])).toMatchObject([{ head: 5 }]);
  const many = Array.from({ length: 200 }, (_, i) => found(`s${i}`, i));
  const values = facts(many, many).map(({ head }) => head);
  expect(values).toEqual(Array.from({ length: 50 }, (_, i) => 199 - i));
});
