/** What every report has in common, whatever names from outside hold. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderBadge } from "../../../src/report/render/machines/badge.ts";
import { checkTitle, remarksOf } from "../../../src/report/render/machines/check.ts";
import { renderJunit, renderUnmeasuredJunit } from "../../../src/report/render/machines/junit.ts";
import { renderJoined } from "../../../src/report/render/markdown/joined.ts";
import { renderMarkdown } from "../../../src/report/render/markdown/markdown.ts";
import { renderSummary } from "../../../src/report/render/markdown/summary.ts";
import { renderCancelled, renderUnweighed, renderWeighing } from "../../../src/report/render/markdown/weighing.ts";
import { renderText } from "../../../src/report/render/terminal/text.ts";
import { named } from "../named.ts";
import { pageOf } from "./html/read.ts";

/** Of each kind that acts and is not seen: control, direction, width, joining of lines, tags, half a pair. */
const UNSEEN = [
  "\u0000",
  "\u0007",
  "\u001B[31m",
  "\u007F",
  "\u009B31m",
  "\u00AD",
  "\u061C",
  "\u200E",
  "\u202E",
  "\u2066",
];
const MORE = ["\u2028", "\u2029", "\u2060", "\uFEFF", "\uFFF9", "\u{E0041}", "\uD800", "\r", "\n", "\u0085", "\v"];
const WORDS = [
  "@user",
  "@org/team",
  "#1",
  "GH-1",
  "o/r#1",
  "<!--",
  "-->",
  "<img src=x>",
  "::error::x",
  "##[error]",
  "|",
  "`",
  "]]>",
];

const hostile = fc
  .array(fc.constantFrom(...UNSEEN, ...MORE, ...WORDS, "a", " "), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(""));

const ACTING =
  /(?!\n)\p{Cc}|[\u00AD\u061C\u180E\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|\p{Surrogate}/u;

const REPORTS: Readonly<Record<string, (name: string) => string>> = {
  comment: (name) => renderMarkdown(named(name).verdict),
  summary: (name) => renderSummary(named(name).verdict),
  "joined comment": (name) => renderJoined([{ verdict: named(name).verdict }, { gate: name, why: `${name}\n${name}` }]),
  "comment of a job under way": (name) => renderWeighing(name, name),
  "comment of a job that was cancelled": (name) => renderCancelled(name, name),
  "comment of a job without a verdict": (name) => renderUnweighed(name, `${name}\n${name}`),
  "title of the check": (name) => checkTitle(named(name).verdict),
  "remarks of the check": (name) =>
    remarksOf(named(name).verdict)
      .map(({ message }) => message)
      .join("\n"),
  "JUnit XML": (name) => renderJunit(named(name).verdict) + renderUnmeasuredJunit(name, name),
  badge: (name) => JSON.stringify(renderBadge(named(name).verdict)),
  "text of the terminal": (name) => renderText(named(name).verdict, { width: 80, colour: false }),
  // Without the data of its charts, which is shown by their code.
  page: (name) => pageOf(named(name)).replace(/<script type="application\/json">.*?<\/script>/gs, ""),
};

/** Where GitHub looks for mentions and references. */
const MARKDOWN = Object.keys(REPORTS).filter((name) => /comment|summary/.test(name));

/** What may be pasted into a config keeps the letters of an id, in a block of code. */
const YAML = /```yaml\n.*?\n {2}```/gs;

describe("whatever names hold", () => {
  test.each(Object.keys(REPORTS))("nothing that acts unseen is in the report: %s", { tags: ["T9"] }, (report) => {
    fc.assert(
      fc.property(hostile, (name) => {
        expect(REPORTS[report]!(name)).not.toMatch(ACTING);
      }),
      { numRuns: 30 },
    );
  });

  test.each(MARKDOWN)(
    "nobody is mentioned, no issue referred to, no comment of HTML begun: %s",
    { tags: ["T9", "T10"] },
    (report) => {
      fc.assert(
        fc.property(hostile, (name) => {
          expect(REPORTS[report]!(name).replace(YAML, "")).not.toMatch(/@\w|#\d|\bGH-\d|<!--/);
        }),
        { numRuns: 30 },
      );
    },
  );
});
