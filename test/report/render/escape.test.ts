import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  codeBy,
  escapeHtml,
  escapeMarkdown,
  escapeOutput,
  escapePage,
  escapeText,
  fenced,
} from "../../../src/report/render/escape.ts";
import { nodesOf, textOf } from "./markdown/gfm.ts";

/** Characters and words that mean something to somebody, so that random strings of them meet every rule. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."\\|`*_[]()<>!#~&$@:;/-+=.\"'{}^ \n\r\t0aZ".split(""),
        ...["<!--", "-->", "<img src=x>", "![a](http://b.c)", "[a](b)", "[^1]", "www.a.b", "https://a.b/c", "a@b.cd"],
        ...[
          "@user",
          "@org/team",
          "#12",
          "GH-1",
          "&#64;",
          "&commat;",
          "&#35;1",
          "&lt;b>",
          ":tada:",
          "~~~",
          "```",
          "---",
        ],
        ...["\u202E", "\u200B", "\u0000", "\u001B[31m", "\uD800", "\u{1F600}", "::error::", "##[error]", "    ", "1. "],
      ),
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const PLAIN = new Set(["root", "paragraph", "text", "listItem", "list", "heading", "table", "tableRow", "tableCell"]);

describe("in Markdown", () => {
  test("whatever a name holds, it is text: in a paragraph, a list, a heading and a table cell", {
    tags: ["T9"],
  }, () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const safe = escapeMarkdown(name);
        const page = `${safe}\n\nx ${safe} y\n\n- ${safe}\n\n### ${safe}\n\n| a | b |\n| - | - |\n| ${safe} | ${safe} |\n`;
        const nodes = nodesOf(page);
        expect(nodes.map(({ type }) => type).filter((type) => !PLAIN.has(type))).toEqual([]);
        const rows = nodes.filter(({ type }) => type === "tableRow");
        expect(rows.map((row) => ("children" in row ? row.children.length : 0))).toEqual([2, 2]);
      }),
      { numRuns: 500 },
    );
  });

  test("and what is read is what was written, but for what is invisible", { tags: ["T9"] }, () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."\\|`*_[]()<>!#~&$;-+=.ab1") }), (name) => {
        const visible = name.replace(/&(?:#0*35);/g, "#");
        expect(textOf(`x ${escapeMarkdown(name)}`).replaceAll("\u200B", "")).toBe(`x ${visible}`.trim());
      }),
    );
  });

  test.each([
    ["@user", "@\u200Buser"],
    ["\\@user", "\\\\@\u200Buser"],
    ["@org/team", "@\u200Borg/team"],
    ["&#64;user", "@\u200Buser"],
    ["&#0064;user", "@\u200Buser"],
    ["&#x40;user", "@\u200Buser"],
    ["&#X40;user", "@\u200Buser"],
    ["&commat;user", "@\u200Buser"],
    ["`@user`", "\\`@\u200Buser\\`"],
    ["#123", "\\#\u200B123"],
    ["owner/repo#123", "owner/repo\\#\u200B123"],
    ["&#35;123", "\\#\u200B123"],
    ["GH-123", "GH-\u200B123"],
    ["https://a.b", "https:\u200B//a.b"],
    ["www.a.b", "www\u200B.a.b"],
    ["owner/repo@c0ffee1", "owner/repo@\u200Bc0ffee1"],
    ["mailto:a@b.cd", "mailto:a@\u200Bb.cd"],
    ["gh-7", "gh-\u200B7"],
    ["HTTP://a.b", "HTTP:\u200B//a.b"],
    ["WWW.a.b", "WWW\u200B.a.b"],
    ["\u2066@\u2069user", "@\u200Buser"],
    ["@\u200Duser", "@\u200B\u200Duser"],
    // Must be copied to override a verdict. It leads to a commit that the repository has, and tells nobody.
    ["c0ffee".padEnd(40, "0"), "c0ffee".padEnd(40, "0")],
    [":tada:", ":\u200Btada:"],
    ["05:06:07", "05:06:07"],
    ["2.40 ms", "2.40 ms"],
    ["1. item", "1\\. item"],
    ["-3.1 %", "-3.1 %"],
    ["- item", "\\- item"],
    ["a\\|b", "a\\\\\\|b"],
  ])("%j becomes %j", { tags: ["T10"] }, (name, safe) => {
    expect(escapeMarkdown(name)).toBe(safe);
  });
});

describe("everywhere", () => {
  test.each([escapeMarkdown, escapeHtml, escapeText])(
    "nothing invisible that acts is left, and one line stays one",
    { tags: ["T9"] },
    (safe) => {
      fc.assert(
        fc.property(hostile, (name) => {
          expect(safe(name).replaceAll("\u200B", "")).not.toMatch(
            /[\p{Cc}\p{Surrogate}\u2028-\u202E\u2066-\u2069\uFEFF]/u,
          );
        }),
      );
    },
  );

  test("a long name is cut at whole characters, however long", { tags: ["T9"] }, () => {
    expect(escapeText("\u{1F600}".repeat(201))).toBe(`${"\u{1F600}".repeat(199)}…`);
    expect(escapeText("a".repeat(200))).toBe("a".repeat(200));
    expect(escapeText("a".repeat(10_000_000), 3)).toBe("aa…");
  });
});

describe("a program's output", () => {
  test("whatever it holds, it is one block of code, alone and in a list, and nothing follows out of it", {
    tags: ["T9", "T10"],
  }, () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 5 }), (lines) => {
        const block = fenced(lines);
        expect(block).toHaveLength(lines.length + 2);
        const page = `# x\n\n${block.join("\n")}\n\ny\n\n- z\n${block.map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}\n`;
        const around = ["root", "heading", "text", "code", "paragraph", "text"];
        expect(nodesOf(page).map(({ type }) => type)).toEqual([
          ...around,
          ...["list", "listItem", "paragraph", "text", "code"],
        ]);
        expect(block.join("\n")).not.toMatch(/@\w|#\d|<!--|<\/|[\p{Surrogate}\u2028-\u202E]/u);
        for (const line of block) expect(line).not.toMatch(/^\s*::|##\[|\p{Cc}/u);
      }),
      { numRuns: 300 },
    );
  });

  test("keeps what carets point at, links and places in files", () => {
    expect(fenced(["src/a.ts:12:7 @x/y #1", "   ~~~ see https://a.b\t", "a ```` b"])).toEqual([
      "`````text",
      "src/a.ts:12:7 @\u200Bx/y #\u200B1",
      "   ~~~ see https://a.b",
      "a ```` b",
      "`````",
    ]);
  });

  test("of a long line shows the end, and is no command to a CI runner", () => {
    expect(escapeOutput(`${"a".repeat(5000)}\u{1F600}b`, 4)).toBe("…a\u{1F600}b");
    expect(escapeOutput("  a  b ")).toBe("  a  b");
    expect(escapeOutput("\t::error::x ##[error]")).toBe(" : :error::x # #[error]");
  });
});

test("in HTML neither a tag, a reference nor a mention is left", { tags: ["T9", "T10"] }, () => {
  expect(escapeHtml("</summary><img src='x'>&amp; @user #1 `")).toBe(
    "&lt;/summary&gt;&lt;img src='x'&gt;&amp;amp; @\u200Buser #\u200B1 `",
  );
});

test.each([
  ["::error::x", ": :error::x"],
  ["said ::error::x", "said : :error::x"],
  ["a\r::stop-commands::t", "a : :stop-commands::t"],
  ["std::vector", "std::vector"],
  ["x ##[add-mask]y", "x # #[add-mask]y"],
  ["\u001B[31mred", "[31mred"],
])("a CI log does not obey %j", { tags: ["T9"] }, (name, safe) => {
  expect(escapeText(name)).toBe(safe);
});

describe("code inside a sentence", () => {
  const code = codeBy(escapeMarkdown);

  test.each([
    ["SELECT * FROM a WHERE b = $1", "`SELECT * FROM a WHERE b = $1`"],
    ["SELECT `id`\n  FROM a", "``SELECT `id` FROM a``"],
    ["`id`", "`` `id` ``"],
    ["a `` b", "```a `` b```"],
    ["\u0000", ""],
  ])("of Markdown: %j", (text, expected) => expect(code(text)).toBe(expected));

  test("nothing that is searched for stands in it", { tags: ["T10"] }, () => {
    expect(code("@user #1 GH-1 <!-- --> ::error::x")).not.toMatch(/@\w|#\d|GH-\d|<!--|::error/);
  });

  test("of a page is an element around text; elsewhere it is as any other text", () => {
    expect(codeBy(escapePage)("<b>")).toBe("<code>&lt;b&gt;</code>");
    expect(codeBy(escapeText)("a `b`")).toBe(escapeText("a `b`"));
  });
});
