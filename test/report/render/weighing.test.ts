import { expect, test } from "vitest";
import { renderUnweighed, renderWeighing } from "../../../src/report/render/weighing.ts";

test("while it runs, the comment names the commit and holds no number of another", () => {
  expect(renderWeighing("c0ffee0123456789")).toBe(
    "### ⏳ Weighing `c0ffee0123`\n\nThis comment will hold its verdict. Numbers of earlier commits are not shown.\n",
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
