import { expect, test } from "vitest";
import type { Finding } from "../../../../src/model/finding.ts";
import { escapeMarkdown, escapePage, escapeText } from "../../../../src/report/render/escape.ts";
import { findingLines, rankOf } from "../../../../src/report/render/words/findings.ts";
import { finding } from "../../states.ts";

const line = (over: Partial<Finding>, safe = escapeText) => findingLines({ findings: [finding(over)] }, safe, 5)[0];

test("what was seen, in numbers, and what to do", () => {
  expect(line({})).toBe(
    "Critical: statement repeated in a request (N+1), SELECT * FROM products WHERE id = $1 of shop: GET /cart: 1 → 21 times a request, at most 5. Fetch all rows with one statement: a join, or WHERE … IN over the keys.",
  );
});

test("a new one has no base, what is of the whole target says so, and a place and a note follow the numbers", () => {
  const at = { file: "lib/cart.js", line: 12 };
  expect(line({ base: null, name: null, subject: "target", note: "in round 3", at })).toContain(
    "statement repeated in a request (N+1), the target: 21 times a request, at most 5, in round 3, in lib/cart.js, line 12. ",
  );
});

test("a least is one", () => {
  expect(line({ bound: "least", limit: 0.8, unit: "fraction", base: 0.9, head: 0.4, of: "of reads hit" })).toContain(
    "90 % → 40 % of reads hit, at least 80 %.",
  );
});

test("what was so before is not said, and more than there is room for is counted", () => {
  const findings = [finding(), finding(), finding({ since: "worse" }), finding({ since: "standing" })];
  expect(findingLines({ findings }, escapeText, 2)).toEqual([
    expect.any(String),
    expect.any(String),
    "1 more in the report.",
  ]);
  expect(findingLines({ findings: [finding({ since: "alone" })] }, escapeText, 2)).toEqual([]);
});

test("statements are code where the place has code, and cannot end it", () => {
  const name = "SELECT `id` FROM `a`";
  expect(line({ name }, escapeMarkdown)).toContain("`` SELECT `id` FROM `a` `` of shop");
  expect(line({ name: "SELECT 1 <b>" }, escapePage)).toContain("<code>SELECT 1 &lt;b&gt;</code> of shop");
});

test("a rank says since when", () => {
  expect(
    (["new", "worse", "unclear", "standing", "alone"] as const).map((since) => rankOf(finding({ since }))),
  ).toEqual([
    "critical, new",
    "critical, worse",
    "critical, may be chance",
    "critical, before too",
    "critical, base not measured",
  ]);
});
