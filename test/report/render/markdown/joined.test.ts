import { expect, test } from "vitest";
import { renderJoined } from "../../../../src/report/render/markdown/joined.ts";
import { GATES, STATES } from "../../states.ts";
import { CASES } from "../../verdicts.ts";

const gates = GATES.map((verdict) => ({ verdict }));
const lines = (markdown: string) => markdown.split("\n").filter((line) => line.startsWith("- ") && line.includes("**"));

test("the worst gate comes first and is the headline, in whatever order they are given", () => {
  const markdown = renderJoined(gates);
  expect(markdown).toMatch(/^### ❌ Blocked in 1 of 4 gates \(web\), 1 not measured: bundle\/gzip of app\.js rose/);
  expect(
    lines(markdown)
      .slice(0, 4)
      .map((line) => /\*\*(.*?)\*\*/.exec(line)![1]),
  ).toEqual(["web", "admin", "search", "api"]);
  expect(renderJoined(gates.toReversed())).toBe(markdown);
});

test("several of a kind are counted, what blocks outranks what does not", () => {
  const twice = ["b", "a"].map((gate) => ({ verdict: { ...CASES.fail!, gate } }));
  expect(renderJoined(twice)).toMatch(/^### ❌ Blocked in 2 of 2 gates \(first a\): /);
  const overridden = { verdict: { ...STATES.overridden!, gate: "0" } };
  expect(renderJoined([overridden, twice[0]!])).toMatch(/^### ❌ Blocked in 1 of 2 gates \(b\): /);
  expect(renderJoined([overridden])).toMatch(/^### ⚠️ Overridden, not blocked \(0\): /);
});

test("a gate that could not measure is red, and goes before what does not block", () => {
  const reported = { verdict: { ...CASES["not-enforced"]!, gate: "a" } };
  expect(renderJoined([reported, { verdict: { ...CASES.error!, gate: "b" } }])).toMatch(
    /^### 🛑 Could not measure in 1 of 2 gates \(b\): /,
  );
});

test("each gate has its own links, or those of all", () => {
  const links = { run: "https://example.test/all" };
  const markdown = renderJoined(
    [{ verdict: CASES.fail!, links: { report: "https://example.test/own" } }, { verdict: CASES.pass! }],
    { links },
  );
  expect(markdown.match(/<https:\/\/example\.test\/own>/g)).toHaveLength(2);
  expect(markdown.match(/<https:\/\/example\.test\/all>/g)).toHaveLength(2);
});

test("a gate without a verdict keeps the others from being a pass, and shows what its command printed", () => {
  const why = "head: `make` failed. Its last line:\n  | error: no rule\n  | @octocat <b>";
  const markdown = renderJoined([{ verdict: CASES.pass! }, { gate: "admin", why }, { gate: "lost", why: null }]);
  expect(markdown).toMatch(
    /^### 🛑 Could not measure in 2 of 3 gates \(first admin\): head: \\`make\\` failed\. Its last line is below\.\n/,
  );
  expect(markdown).toContain("- 🛑 **lost** Could not measure: the job ended before there was a verdict.\n");
  expect(markdown).toContain("<details><summary>admin. Nothing was judged.</summary>");
  expect(markdown).toContain("error: no rule");
});

test("no gate is no pass", () => {
  expect(renderJoined([])).toBe("### 🛑 Could not measure: no gate has a verdict.\n");
});
