import { expect, test } from "vitest";
import { textOf } from "../../src/commands/explain.ts";
import { differenceOf } from "../../src/explain/difference.ts";
import { namedText } from "../../src/explain/words.ts";
import { sidesOf } from "../explain/make.ts";
import { HOSTILE, obeyed } from "../helpers/runner-commands.ts";

test("names of the target's own are no commands to a runner or a terminal", { tags: ["T17"] }, () => {
  const [named] = differenceOf(sidesOf({ "main;render": { base: [1, 1, 1], head: [4, 4, 4] } })).named;
  const functions = HOSTILE.map((name) => ({ ...named!, name }));
  const notes = HOSTILE.map((name) => `Explain: ${name}`);
  const time = { base: 1, head: 4, change: "grew", named: functions, share: 1, apart: [] } as const;
  const text = textOf({ time, causes: [], details: [], notes, notWeighed: [...HOSTILE] });
  expect(obeyed(text)).toEqual([]);
  expect(text).not.toContain("\u001b");
  expect(text.split("\n")).toHaveLength(3 * HOSTILE.length + 1);
  expect(text).toContain("  : :error::PWNED (render.js, line 7) +3 ms a request, all of the change\n");
});

test("a function that a sentence has named is not listed again", () => {
  const [named] = differenceOf(sidesOf({ "main;render": { base: [1, 1, 1], head: [4, 4, 4] } })).named;
  const other = { ...named!, name: "search" };
  const time = { base: 1, head: 4, change: "grew", named: [named!, other], share: 1, apart: [] } as const;
  const notes = [`Explain: it grew: ${namedText(named!, "ms")}.`];
  const text = textOf({ time, causes: [], details: [], notes, notWeighed: [] });
  expect(text.match(/render \(/gu)).toHaveLength(1);
  expect(text).toContain("\n  search (render.js, line 7)");
});
