import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { renderJoined } from "../../../../src/report/render/markdown/joined.ts";
import { MARKDOWN_LIMIT, renderMarkdown } from "../../../../src/report/render/markdown/markdown.ts";
import { renderSummary, SUMMARY_LIMIT } from "../../../../src/report/render/markdown/summary.ts";
import { renderText } from "../../../../src/report/render/terminal/text.ts";
import { manyMetrics, STATES } from "../../states.ts";
import { budget, CASES, history, latency, lowered, slower, verdictOf } from "../../verdicts.ts";
import { nodesOf } from "./gfm.ts";

const bytes = (text: string) => Buffer.byteLength(text);

/** Every string of the verdict that is not ours, set to one name. */
function named(name: string) {
  const metric = { id: `k6/latency@${name}` };
  const row = latency("", { change: "regressed" }, metric);
  const job = { run: name, attempt: 1, event: name };
  return verdictOf({
    verdict: "fail",
    gate: name,
    attempts: [{ job, verdict: "inconclusive", seed: 1, finished: name }],
    causes: (["module", "package", "copies", "resource", "audit", "element"] as const).map((kind, at) => ({
      metric: [metric.id, `k6/p${at >> 1}@${name}`][at % 2]!,
      kind,
      name,
      base: null,
      head: 3,
      unit: "bytes",
      whole: null,
      note: name,
      at: { file: name, line: 3 },
    })),
    accepted: [{ metric: `k6/p1@${name}`, upTo: 0.2, until: name, reason: name }],
    gateChanges: [
      { file: name, kind: "config", changes: [name] },
      { file: name, kind: "script", changes: [] },
    ],
    reasons: [
      { kind: "regressed", metric: metric.id },
      { kind: "budget", check: budget({ name, outcome: "broken" }) },
      { kind: "inconclusive", metric: metric.id, why: name },
      { kind: "could-not-measure", why: name },
    ],
    comparisons: [
      row,
      latency("", {}, { id: `${name}/x@y` }),
      latency("", {}, { id: name }),
      latency("", { change: "inconclusive" }, { id: `k6/latency-p50@${name}` }),
      latency("", { change: "regressed" }, { id: `k6/p0@${name}` }),
      latency("", { change: "regressed" }, { id: `k6/p1@${name}` }),
      lowered(name, name),
    ],
    budgets: [budget({ name, outcome: "broken" }), budget({ name }), budget({ name: metric.id, metric: metric.id })],
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

/** What may be pasted into a config keeps the `@` of an id; nothing is made of it in a block of code. */
const YAML = /```yaml\n.*?\n {2}```/gs;

function expectInert(markdown: string) {
  for (const node of nodesOf(markdown)) {
    expect(["link", "image", "linkReference", "imageReference", "definition", "footnoteReference"]).not.toContain(
      node.type,
    );
    if (node.type === "html") expect(node.value).toMatch(OURS);
    if (node.type === "table") expect(new Set(node.children.map((row) => row.children.length)).size).toBe(1);
  }
  expect(markdown.replace(YAML, "")).not.toMatch(/@[\w]|#\d|<!--/);
  expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
}

/** The same verdict, let pass by somebody of that name. */
function overridden(name: string) {
  const { override } = STATES.overridden!;
  return { ...named(name), override: { ...override!, by: name, permission: name, reason: name, at: name } };
}

const PAGES = {
  comment: (name: string) => renderMarkdown(named(name)),
  overridden: (name: string) => renderMarkdown(overridden(name)),
  summary: (name: string) => renderSummary(named(name)),
  joined: (name: string) => renderJoined([{ verdict: named(name) }, { verdict: overridden(name) }]),
};

test.each(Object.entries(PAGES))(
  "whatever names hold: no foreign HTML, link, picture or mention, and every row has its columns: %s",
  { tags: ["T9", "T10"] },
  (_, render) => {
    fc.assert(
      fc.property(HOSTILE, (name) => expectInert(render(name))),
      { numRuns: 25 },
    );
  },
);

test("whatever an id holds, what is to be pasted names it to the letter, on one line, without words that act", {
  tags: ["T9"],
}, () => {
  fc.assert(
    fc.property(HOSTILE, (name) => {
      const id = `k6/latency-tm95@${name || "x"}`;
      const row = latency("", { ...slower, metric: { ...slower.metric, id } });
      const markdown = renderMarkdown(verdictOf({ verdict: "fail", comparisons: [row] }));
      const code = nodesOf(markdown).flatMap((node) =>
        node.type === "code" && node.lang === "yaml" ? [node.value] : [],
      );
      fc.pre(id.length <= 300 && !/\p{Surrogate}/u.test(id));
      expect(code).toHaveLength(1);
      const { accept } = parse(code[0]!) as { accept: readonly { readonly metric: string; readonly upTo: string }[] };
      expect(accept).toEqual([expect.objectContaining({ metric: id, upTo: "18%" })]);
      expect(code[0]!.split("\n")).toHaveLength(2);
      const [, written] = /metric: "[^@]*@(.*)", upTo/.exec(code[0]!)!;
      expect(written).not.toMatch(/@|#|<|`|::|[\p{Cc}\p{Cf}]/u);
    }),
  );
});

test.each(Object.keys({ ...CASES, ...STATES }))("%s: every row of comment and summary has its columns", (name) => {
  const verdict = { ...CASES, ...STATES }[name]!;
  for (const markdown of [renderMarkdown(verdict), renderSummary(verdict)]) {
    expectInert(markdown);
    expect(markdown.match(/^### /gm)).toHaveLength(1);
  }
});

test("links are those that were given, with whatever is in them", () => {
  const url = "https://example.test/a b/<c>)?d=[e]";
  const links = nodesOf(renderMarkdown(CASES.fail!, { links: { report: url } })).flatMap((node) =>
    node.type === "link" ? [node.url] : [],
  );
  expect(links).toEqual(Array(2).fill("https://example.test/a%20b/%3Cc%3E)?d=[e]"));
});

test("where all is well a comment is two lines and one fold", () => {
  const lines = renderMarkdown(CASES.pass!).split("<details>")[0]!.split("\n");
  expect(lines.filter((line) => line !== "")).toHaveLength(2);
  const tops = nodesOf(renderMarkdown(CASES.pass!)).filter((node) => node.type === "html");
  let depth = 0;
  const outer = tops.filter(({ value }) => (value === "</details>" ? --depth < 0 : depth++ === 0));
  expect(outer).toHaveLength(1);
});

test("whatever a command printed, it is code under the headline, and the rest of the page follows", {
  tags: ["T9"],
}, () => {
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

test("whatever names hold, no line of the terminal report is a command to a CI runner", { tags: ["T9"] }, () => {
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

  test("of 10,000 changed rows stays in the limit, cut at whole rows, the worst and the verdict kept", {
    tags: ["T12", "L1"],
  }, () => {
    const markdown = renderMarkdown(many);
    expect(bytes(markdown)).toBeLessThanOrEqual(MARKDOWN_LIMIT);
    expect(bytes(markdown)).toBeGreaterThan(0.9 * MARKDOWN_LIMIT);
    expect(markdown.startsWith("### ❌ Blocked: k6/latency-tm95 of checkout: GET /cart rose by 17.2 %")).toBe(true);
    expect(markdown).toContain("| regressed | k6/latency-tm95 | checkout: GET /cart |");
    expect(markdown).toMatch(/… and \d+ more\.\n/);
    expect(markdown).toContain("How it was measured");
    expect(markdown).toContain("**What to do**");
    expect(markdown.endsWith("all of them are in `verdict.json`.\n")).toBe(true);
    const tables = nodesOf(markdown).filter((node) => node.type === "table");
    expect(new Set(tables.flatMap(({ children }) => children.map((row) => row.children.length)))).toEqual(new Set([6]));
  });

  test("of 10,000 metrics keeps both pages in their limits, with the verdict and what to do", {
    tags: ["T12", "L1", "L6"],
  }, () => {
    const verdict = manyMetrics();
    for (const [page, limit] of [
      [renderMarkdown(verdict), MARKDOWN_LIMIT],
      [renderSummary(verdict), SUMMARY_LIMIT],
      [renderJoined([{ verdict }, { verdict: { ...verdict, gate: "other" } }]), MARKDOWN_LIMIT],
    ] as const) {
      expect(bytes(page)).toBeLessThanOrEqual(limit);
      expect(bytes(page)).toBeGreaterThan(0.9 * limit);
      expect(page).toMatch(/^### ❌ Blocked/);
      expect(page).toContain("**What to do**");
      expect(page.match(/<details>/g)?.length).toBe(page.match(/<\/details>/g)?.length);
    }
  });

  test.each<[string, (limit?: number) => string]>([
    ["the comment", (limit) => renderMarkdown(CASES.fail!, limit === undefined ? {} : { limit })],
    ["the summary", (limit) => renderSummary(CASES.fail!, {}, limit)],
    ["the joined comment", (limit) => renderJoined([{ verdict: CASES.fail! }], limit === undefined ? {} : { limit })],
  ])(
    "of what is as long as its limit, a byte longer and a byte shorter: %s",
    { tags: ["T12", "L1", "L6"] },
    (_, render) => {
      const whole = render();
      const limit = bytes(whole) + bytes(FOOT);
      expect([render(limit + 1), render(limit)]).toEqual([whole, whole]);
      const cut = render(limit - 1);
      expect(bytes(cut)).toBeLessThan(limit);
      expect(cut.endsWith(FOOT)).toBe(true);
      expect(cut.split("\n")[0]).toBe(whole.split("\n")[0]);
    },
  );

  test("is never over the limit, and what fits exactly is not cut", { tags: ["T12", "L1"] }, () => {
    const whole = renderMarkdown(CASES.fail!);
    const size = bytes(whole);
    expect(renderMarkdown(CASES.fail!, { limit: size + bytes(FOOT) })).toBe(whole);
    for (let limit = 1200; limit < size; limit += 37) {
      const cut = renderMarkdown(CASES.fail!, { limit });
      expect(bytes(cut)).toBeLessThanOrEqual(limit);
      expect(cut.endsWith(FOOT)).toBe(true);
      expect(cut.match(/<details>/g)?.length).toBe(cut.match(/<\/details>/g)?.length);
    }
  });
});

const FOOT = "\nRows were left out to fit; all of them are in `verdict.json`.\n";

test("where the medians point the other way, a folded row and the terminal's say so as any other does", () => {
  const settled = latency("checkout: GET /cart", {
    base: 5.21,
    head: 5.18,
    effect: { value: 0.012, low: -0.01, high: 0.034 },
  });
  for (const role of ["gate", "watch"] as const) {
    const row = { ...settled, rule: { ...settled.rule, role } };
    const verdict = verdictOf({ comparisons: [row] });
    const pages = [renderMarkdown(verdict), renderSummary(verdict)];
    const said = role === "gate" ? [...pages, renderText(verdict, { width: 200, colour: false })] : pages;
    for (const page of said) {
      expect(page).toContain("+1.20 %, round by round");
      expect(page.split("what counts is head against base in each round.")).toHaveLength(2);
    }
  }
});
