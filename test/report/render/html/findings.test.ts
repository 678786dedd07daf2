import { expect, test } from "vitest";
import type { Finding } from "../../../../src/model/finding.ts";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { STATES } from "../../states.ts";
import { pageOf, tagsOf, textOf } from "./read.ts";

const sectionOf = (of: string | Verdict) => {
  const verdict = typeof of === "string" ? STATES[of]! : of;
  const page = pageOf({ verdict, rounds: null, details: [] });
  return /<section id="findings"[\s\S]*?<\/section>/.exec(page)?.[0] ?? "";
};

test("what head brings stands in a table that can be sorted, by numbers where they are some", () => {
  const section = sectionOf("findings");
  const tables = tagsOf(section).filter(({ name }) => name === "table");
  expect(tables.map(({ attributes }) => "data-sortable" in attributes)).toEqual([true, true]);
  expect(section).toContain('<td data-v="0">critical, new</td>');
  expect(section).toContain('<td class="number" data-v="21">21</td>');
  expect(textOf(section)).toContain("Fetch all rows with one statement");
});

test("what was so before is folded, and said to be no part of this change", () => {
  const [own, folded] = sectionOf("findings").split("<details>");
  expect(own).not.toContain("slow endpoint");
  expect(folded).toContain("1 more that is not of this change");
  expect(folded).toContain("slow endpoint");
  expect(sectionOf("findings-standing")).toContain("This change brings none.");
});

test("what may be chance is not said to be of before", () => {
  const verdict = STATES["findings-standing"]!;
  const section = sectionOf({ ...verdict, findings: verdict.findings.map((one) => ({ ...one, since: "unclear" })) });
  expect(section).toContain("This change brings none for certain.");
  expect(section).toContain("1 more that is not of this change, or may be chance");
  expect(section).toContain("high, may be chance");
});

test("its place stands with what was seen, for a last column is one to scroll for", () => {
  const withPlaces = (at: Finding["at"]) => {
    const verdict = STATES.findings!;
    const findings = verdict.findings.map((finding, index) => ({ ...finding, at: index === 0 ? at : null }));
    return sectionOf({ ...verdict, findings });
  };
  const seen = "statement repeated in a request (N+1), SELECT * FROM products WHERE id = $1 of shop: GET /cart";
  expect(textOf(withPlaces(null))).toContain(`| ${seen} |`);
  expect(textOf(withPlaces({ file: "src/orders.js", line: 12 }))).toContain(`| ${seen}, in src/orders.js:12 |`);
});

test("where nothing was found there is no section", () => expect(sectionOf("improved")).toBe(""));
