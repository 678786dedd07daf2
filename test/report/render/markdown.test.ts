import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMPARISON_COLUMNS } from "../../../src/report/render/columns.ts";
import { HISTORY_COLUMNS } from "../../../src/report/render/history.ts";
import { MARKDOWN_LIMIT, renderMarkdown } from "../../../src/report/render/markdown.ts";
import { renderText } from "../../../src/report/render/text.ts";
import { budget, CASES, history, latency, slower, verdictOf } from "../verdicts.ts";
import { nodesOf } from "./gfm.ts";

const bytes = (text: string) => Buffer.byteLength(text);

/** Every string of the verdict that is not ours, set to one name. */
function named(name: string) {
  const metric = { id: `k6/latency@${name}` };
  const row = latency("", { change: "regressed" }, metric);
  return verdictOf({
    verdict: "fail",
    reasons: [
      { kind: "regressed", metric: metric.id },
      { kind: "budget", check: budget({ name, outcome: "broken" }) },
      { kind: "inconclusive", metric: metric.id, why: name },
      { kind: "could-not-measure", why: name },
    ],
    comparisons: [row, latency("", {}, { id: `${name}/x@y` }), latency("", {}, { id: name })],
    budgets: [budget({ name, outcome: "broken" }), budget({ name })],
    base: { side: "base", ref: name, commit: null, subject: name },
    head: { side: "head", ref: "worktree", commit: name, subject: name },
    environment: { cpu: name, cores: 2, memoryBytes: 1e9, os: name, tools: { [name || "x"]: name } },
    history: {
      reference: { how: "ancestor", commit: name, distance: 1, finished: name },
      jobs: 1,
      leftOut: [{ jobs: 1, why: name }],
      rows: [metric.id, name].map((id) => ({ ...history.rows[0]!, metric: id, head: 99 })),
    },
    measuredBy: [{ collector: name, rounds: 12, discarded: [name], notes: [name] }],
    notWeighed: [name],
    notices: [name],
    finished: name,
    version: name,
  });
}

const HOSTILE = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "|",
        "\\",
        "`",
        "\n",
        "</summary>",
        "</details>",
        "<!--",
        "@user",
        "#1",
        "![x](y)",
        "::error::",
        "\r",
      ),
      fc.constantFrom("https://a.b", "[x](y)", "<img src=x>", "&commat;u", "\n\n", "| a |", "a@b.cd", "###", "\u202E"),
      fc.string(),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/** The HTML that we write ourselves; a summary holds escaped words only. */
const OURS = /^<details><summary>[^<>]*<\/summary>$|^<\/details>$/;

test("whatever names hold: no foreign HTML, link, picture or mention, and every row has its columns", () => {
  fc.assert(
    fc.property(HOSTILE, (name) => {
      const markdown = renderMarkdown(named(name));
      for (const node of nodesOf(markdown)) {
        expect(["link", "image", "linkReference", "imageReference", "definition", "footnoteReference"]).not.toContain(
          node.type,
        );
        if (node.type === "html") expect(node.value).toMatch(OURS);
        if (node.type !== "table") continue;
        const widths = node.children.map((row) => row.children.length);
        expect(new Set(widths).size).toBe(1);
        expect([COMPARISON_COLUMNS.length, HISTORY_COLUMNS.length, 5]).toContain(widths[0]);
      }
      expect(markdown).not.toMatch(/@[\w]|#\d/);
      expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
    }),
    { numRuns: 100 },
  );
});

test("whatever a command printed, it is code under the headline, and the rest of the page follows", () => {
  fc.assert(
    fc.property(HOSTILE, (line) => {
      const why = `head: build failed. Its last 2 lines:\n  | ${line.replace(/[\r\n\u2028\u2029]/g, " ")}\n  | end`;
      const reasons = [{ kind: "could-not-measure", why }] as const;
      const [heading, code, next] = nodesOf(renderMarkdown(verdictOf({ verdict: "error", reasons }))).filter(
        ({ type }) => ["heading", "code", "paragraph"].includes(type),
      );
      expect([heading?.type, code?.type, next?.type]).toEqual(["heading", "code", "paragraph"]);
      expect(code && "value" in code && code.value.endsWith("end")).toBe(true);
    }),
  );
});

test("whatever names hold, no line of the terminal report is a command to a CI runner", () => {
  fc.assert(
    fc.property(HOSTILE, fc.integer({ min: 20, max: 160 }), (name, width) => {
      for (const line of renderText(named(name), { width, colour: false }).split("\n")) {
        expect(line).not.toMatch(/^\s*::|##\[|\p{Cc}|\u202E/u);
      }
    }),
    { numRuns: 100 },
  );
});

describe("the size", () => {
  const many = verdictOf({
    verdict: "fail",
    blocks: true,
    reasons: Array.from({ length: 10_000 }, () => ({ kind: "regressed" as const, metric: slower.metric.id })),
    comparisons: [
      slower,
      ...Array.from({ length: 10_000 }, (_, at) =>
        latency(`\u{1F600}${"é|".repeat(40)} ${at}`, { change: "regressed" }),
      ),
      ...Array.from({ length: 3_000 }, (_, at) => latency(`quiet ${at}`)),
    ],
  });

  test("of 10,000 changed rows stays in the limit, cut at whole rows, the worst and the verdict kept", () => {
    const markdown = renderMarkdown(many);
    expect(bytes(markdown)).toBeLessThanOrEqual(MARKDOWN_LIMIT);
    expect(bytes(markdown)).toBeGreaterThan(0.9 * MARKDOWN_LIMIT);
    expect(markdown.startsWith("### ❌ Blocked: k6/latency-tm95 of checkout: GET /cart rose by 17.2 %")).toBe(true);
    expect(markdown).toContain("| regressed | k6/latency-tm95 | checkout: GET /cart |");
    expect(markdown).toMatch(/… and \d+ more\.\n/);
    expect(markdown).toContain("How it was measured");
    expect(markdown.endsWith("all of them are in `verdict.json`.\n")).toBe(true);
    const tables = nodesOf(markdown).filter((node) => node.type === "table");
    expect(new Set(tables.flatMap(({ children }) => children.map((row) => row.children.length)))).toEqual(new Set([6]));
  });

  test("is never over the limit, and what fits exactly is not cut", () => {
    const whole = renderMarkdown(CASES.fail!);
    const size = bytes(whole);
    expect(renderMarkdown(CASES.fail!, size + bytes(FOOT))).toBe(whole);
    for (let limit = 1200; limit < size; limit += 37) {
      const cut = renderMarkdown(CASES.fail!, limit);
      expect(bytes(cut)).toBeLessThanOrEqual(limit);
      expect(cut.endsWith(FOOT)).toBe(true);
      expect(cut.match(/<details>/g)?.length).toBe(cut.match(/<\/details>/g)?.length);
    }
  });
});

const FOOT = "\nRows were left out to fit; all of them are in `verdict.json`.\n";
