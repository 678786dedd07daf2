/** What the documented workflows say of runs at the same time: no push of the default branch loses its baseline to a newer one. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "../..");

interface Workflow {
  readonly on?: Readonly<Record<string, { readonly paths?: unknown; readonly "paths-ignore"?: unknown } | null>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": unknown };
}

/** The workflows as files, and those that pages show as a whole. */
const workflows = [
  ...readdirSync(join(ROOT, "docs/workflows")).map((name) => join("docs/workflows", name)),
  "README.md",
  ...readdirSync(join(ROOT, "docs")).flatMap((name) => (name.endsWith(".md") ? [join("docs", name)] : [])),
].flatMap((file) => {
  const text = readFileSync(join(ROOT, file), "utf8");
  // In a list they are indented, which YAML does not mind when all lines are.
  const blocks = [...text.matchAll(/^( *)```ya?ml\n([\s\S]*?)^\1```$/gmu)].map(([, , block]) => block!);
  const sources = file.endsWith(".md") ? blocks : [text];
  const whole = sources
    .filter((source) => /^ *on:/mu.test(source) && /^ *jobs:/mu.test(source))
    .map((source) => parse(source) as Workflow);
  return whole.map((workflow, index) => ({ name: `${file}, workflow ${index + 1}`, workflow }));
});
const recording = workflows.filter(({ workflow }) => workflow.on?.push !== undefined);

type Context = Readonly<Record<string, string | number>>;

/** As GitHub evaluates it, as far as these workflows go: names, texts, `||` and `==`. */
function evaluate(text: string, context: Context): string {
  const read = (word: string): unknown => {
    const [left, right] = word.split(" == ");
    if (right !== undefined) return read(left!) === read(right);
    return /^'.*'$/u.test(word) ? word.slice(1, -1) : context[word];
  };
  return text.replace(/\$\{\{ (.+?) \}\}/gu, (_, expression: string) => {
    const values = expression.split(" || ").map(read);
    return String(values.find(Boolean) ?? values.at(-1) ?? "");
  });
}

const push = (sha: string): Context => ({
  "github.event_name": "push",
  "github.sha": sha,
  "github.ref": "refs/heads/main",
});

test("some of them are shown", () => {
  expect(recording.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      expect.stringContaining("performance.yml"),
      expect.stringContaining("monorepo.yml"),
      expect.stringContaining("github-action.md"),
      expect.stringContaining("README.md"),
    ]),
  );
});

describe.each(recording)("$name", ({ workflow: { on, concurrency } }) => {
  test("each push of the default branch runs to its end, whatever is pushed after it", { tags: ["R27"] }, () => {
    // Without a group nothing waits for another, and nothing is cancelled.
    if (concurrency === undefined) return;
    expect(evaluate(concurrency.group, push("aaa"))).not.toBe(evaluate(concurrency.group, push("bbb")));
    expect(evaluate(String(concurrency["cancel-in-progress"]), push("aaa"))).toBe("false");
  });

  test("no push of the default branch is left out for what it changes", { tags: ["R27"] }, () => {
    expect(Object.keys(on?.push ?? {})).toEqual(["branches"]);
  });

  test("a newer commit of a pull request takes the place of an older", { tags: ["R27"] }, () => {
    if (concurrency === undefined) return;
    const pull = { "github.event_name": "pull_request", "github.event.pull_request.number": 7 };
    const [one, other] = ["aaa", "bbb"].map((sha) => evaluate(concurrency.group, { ...pull, "github.sha": sha }));
    expect(one).toBe(other);
    expect(evaluate(String(concurrency["cancel-in-progress"]), pull)).toBe("true");
  });
});
