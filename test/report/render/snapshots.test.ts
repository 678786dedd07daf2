/** What people read, as files: a change to one of them is a change of user-facing text and is reviewed as such. */
import { describe, expect, test } from "vitest";
import { renderJoined } from "../../../src/report/render/markdown/joined.ts";
import { renderMarkdown } from "../../../src/report/render/markdown/markdown.ts";
import { renderSummary } from "../../../src/report/render/markdown/summary.ts";
import { renderText } from "../../../src/report/render/terminal/text.ts";
import { GATES, STATES } from "../states.ts";
import { CASES } from "../verdicts.ts";

const links = {
  report: "https://example.test/report.html",
  run: "https://example.test/runs/1",
  docs: "https://example.test/docs/reading.md",
};

describe.each(Object.entries({ ...CASES, ...STATES }))("%s", (name, verdict) => {
  test("in the comment", async () => {
    await expect(renderMarkdown(verdict)).toMatchFileSnapshot(`./__snapshots__/${name}.md`);
  });

  test("in the job summary", async () => {
    await expect(renderSummary(verdict)).toMatchFileSnapshot(`./__snapshots__/${name}.summary.md`);
  });

  test("in a terminal of 120 columns", async () => {
    await expect(`${renderText(verdict, { width: 120, colour: false })}\n`).toMatchFileSnapshot(
      `./__snapshots__/${name}.txt`,
    );
  });
});

test.each(["pass", "fail", "build-failed"])("with links: %s", async (name) => {
  await expect(renderMarkdown(CASES[name]!, { links })).toMatchFileSnapshot(`./__snapshots__/${name}-linked.md`);
});

test("several gates in one comment", async () => {
  const gates = GATES.map((verdict) => ({ verdict }));
  await expect(renderJoined(gates)).toMatchFileSnapshot("./__snapshots__/joined.md");
});

test("several gates that all pass", async () => {
  const gates = ["web", "api"].map((gate) => ({ verdict: { ...CASES.pass!, gate } }));
  await expect(renderJoined(gates, { links })).toMatchFileSnapshot("./__snapshots__/joined-pass.md");
});

test("in a narrow terminal every row is whole, on two lines", async () => {
  await expect(`${renderText(CASES.fail!, { width: 60, colour: false })}\n`).toMatchFileSnapshot(
    "./__snapshots__/fail-narrow.txt",
  );
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CODES = /\u001B\[\d+m/g;

test("colour follows the words, and changes nothing else", () => {
  const text = renderText(CASES.fail!, { width: 140, colour: true });
  expect(text.startsWith("\u001B[31mBlocked\u001B[0m: ")).toBe(true);
  expect(text).toContain("\u001B[31mregressed  k6/latency-tm95");
  expect(text).toContain("\u001B[32mimproved   k6/latency-tm95");
  expect(text).toContain("\u001B[2mwithin ±5 %");
  expect(renderText(CASES.inconclusive!, { width: 60, colour: true })).toContain("\u001B[33minconclusive");
  expect(text.replace(CODES, "")).toBe(renderText(CASES.fail!, { width: 140, colour: false }));
});
