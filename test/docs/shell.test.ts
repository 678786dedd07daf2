/** What reaches a shell: lines that stand in a file of ours, and nothing that somebody else wrote. */
import { describe, expect, test } from "vitest";
import { action, blocks, mappingsIn, scripts, workflows } from "./documents.ts";

const linesOf = (content: unknown) =>
  mappingsIn(content).flatMap(({ run, script }) => [run, script].filter((line) => typeof line === "string"));

describe("no value is part of a line of shell", () => {
  test.each([action, ...workflows, ...blocks.filter(({ source }) => /\brun:/u.test(source))])(
    "in $name",
    { tags: ["T1"] },
    ({ source, content }) => {
      const lines = linesOf(content);
      // Those that it has were found.
      expect(lines.length).toBe([...source.matchAll(/^[\s-]*(?:run|script):/gmu)].length);
      for (const line of lines) {
        expect(line).not.toContain("${{");
        expect(line).not.toMatch(/\beval\b|\b(?:ba|da|z)?sh\s+-\w*c\b/u);
      }
    },
  );

  test.each(scripts)("in $name, nor run as if it were one", { tags: ["T1"] }, ({ source }) => {
    expect(source).not.toMatch(/\beval\b|\b(?:ba|da|z)?sh\s+-\w*c\b|\$\{\{|\benvsubst\b/u);
  });
});

test("each step of the action runs a file of the action, and gets each input as a variable", { tags: ["T1"] }, () => {
  const { inputs, runs } = action.content as {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly runs: {
      readonly steps: readonly {
        readonly id?: string;
        readonly run?: string;
        readonly env?: Readonly<Record<string, string>>;
      }[];
    };
  };
  const steps = runs.steps.filter(({ run }) => run !== undefined);
  expect(steps.map(({ run }) => run)).toEqual([
    'exec node "$GITHUB_ACTION_PATH/dist/action.js" fetch',
    'exec bash "$GITHUB_ACTION_PATH/scripts/weigh.sh"',
    'exec node "$GITHUB_ACTION_PATH/dist/action.js" report',
  ]);
  const given = (env: Readonly<Record<string, string>> = {}) =>
    Object.entries(env).filter(([name]) => name.startsWith("INPUT_"));
  for (const [name, value] of steps.flatMap(({ env }) => given(env)))
    expect(value).toBe(`\${{ inputs.${name.slice("INPUT_".length).toLowerCase().replaceAll("_", "-")} }}`);
  const known = new Set(steps.flatMap(({ env }) => given(env)).map(([name]) => name));
  expect(known).toEqual(new Set(Object.keys(inputs).map((name) => `INPUT_${name.toUpperCase().replaceAll("-", "_")}`)));
});

test("the step that runs a pull request's commands is given no token", { tags: ["T2", "T13"] }, () => {
  const step = mappingsIn(action.content).find(({ id }) => id === "weigh");
  expect(JSON.stringify(step)).toContain("inputs.mode");
  expect(JSON.stringify(step)).not.toMatch(/token|secrets\.|github\./iu);
});
