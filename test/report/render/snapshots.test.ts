/** What people read, as files: a change to one of them is a change of user-facing text and is reviewed as such. */
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../src/report/render/markdown.ts";
import { renderText } from "../../../src/report/render/text.ts";
import { CASES } from "../verdicts.ts";

describe.each(Object.entries(CASES))("%s", (name, verdict) => {
  test("in the comment", async () => {
    await expect(renderMarkdown(verdict)).toMatchFileSnapshot(`./__snapshots__/${name}.md`);
  });

  test("in a terminal of 120 columns", async () => {
    await expect(`${renderText(verdict, { width: 120, colour: false })}\n`).toMatchFileSnapshot(
      `./__snapshots__/${name}.txt`,
    );
  });
});

test("in a narrow terminal every row is whole, on two lines", async () => {
  await expect(`${renderText(CASES.fail!, { width: 60, colour: false })}\n`).toMatchFileSnapshot(
    "./__snapshots__/fail-narrow.txt",
  );
});

test("colour is on the verdict and the titles, and changes nothing else", () => {
  const text = renderText(CASES.fail!, { width: 120, colour: true });
  expect(text.startsWith("\u001B[31mBlocked\u001B[0m: ")).toBe(true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(text.replace(/\u001B\[\d+m/g, "")).toBe(renderText(CASES.fail!, { width: 120, colour: false }));
});
