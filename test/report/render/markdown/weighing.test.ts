import { expect, test } from "vitest";
import { renderCancelled, renderUnweighed, renderWeighing } from "../../../../src/report/render/markdown/weighing.ts";

test("while it runs, the comment names the commit and holds no number of another", () => {
  expect(renderWeighing("c0ffee0123456789")).toBe(
    "### ⏳ Weighing `c0ffee0123`\n\nThis comment will hold its verdict. Numbers of earlier commits are not shown.\n",
  );
});

test("since when, and where to look", () => {
  const links = { run: "https://example.test/runs/1" };
  const body = renderWeighing("c0ffee0123456789", "2026-01-31T12:00:59Z", links);
  expect(body).toMatch(/^### ⏳ Weighing `c0ffee0123` since 2026-01-31 12:00 UTC\n/);
  expect(body).toContain("[The log of the job](<https://example.test/runs/1>)");
});

test("one that was cancelled judged nothing, and says what comes in its place", () => {
  expect(renderCancelled("c0ffee0123456789", "deadbeef0123")).toBe(
    "### ⏳ Not weighed: `c0ffee0123` was superseded by `deadbeef01`\n\nIts job was cancelled before there was a verdict. The newer commit gets its own.\n",
  );
  expect(renderCancelled("c0ffee0123456789", null)).toMatch(
    /the job of `c0ffee0123` was cancelled\n\nNothing was judged/,
  );
});

test("a job that ended early says why, with what the command printed last", () => {
  const body = renderUnweighed("c0ffee0123", "head: `make` failed:\n  | error: no rule\n  | @octocat <b>");
  expect(body).toMatch(/^### 🛑 Could not measure `c0ffee0123`: head: \\`make\\` failed:\n/);
  expect(body).toContain("error: no rule");
  expect(body).toContain("repair what is named above");
});

test("or that nobody was left to say", () => {
  expect(renderUnweighed("", null)).toMatch(/^### 🛑 Could not measure this commit: the job ended before/);
});
