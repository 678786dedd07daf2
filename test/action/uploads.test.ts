/** How action.yml uploads what the step that reports made ready. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly with?: { readonly overwrite?: boolean };
  readonly "continue-on-error"?: boolean;
}

const action = parse(readFileSync(join(import.meta.dirname, "../../action.yml"), "utf8")) as {
  readonly runs: { readonly steps: readonly Step[] };
};
const uploads = action.runs.steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"));

test("an artifact that the server does not take makes no job red", { tags: ["R23", "R26"] }, () => {
  expect(uploads).toHaveLength(3);
  expect(uploads.map((step) => step["continue-on-error"])).toEqual([true, true, true]);
});

test("a job that is run again replaces what it has uploaded before by the same name", { tags: ["R13"] }, () => {
  expect(uploads.map((step) => step.with?.overwrite)).toEqual([true, true, true]);
});
