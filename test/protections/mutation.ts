/** A protection, and the patch in test/mutations/ that takes it away. */
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";

export const root = join(import.meta.dirname, "../..");
export const folder = join(root, "test/mutations");
export const README = join(folder, "README.md");
const run = promisify(execFile);

export interface Mutation {
  readonly file: string;
  readonly row: string;
  /** What is missing then. */
  readonly without: string;
  readonly tests: readonly string[];
  readonly build: boolean;
}

export interface Outcome {
  readonly mutation: Mutation;
  /** Names of the tests that fail with the patch and pass without it; none: nothing noticed. */
  readonly failed: readonly string[];
  /** Why it could not be tried. */
  readonly problem?: string;
}

/** By row. Throws an Error that names a patch without a head. */
export async function mutations(): Promise<readonly Mutation[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".patch"));
  const all = await Promise.all(
    files.map(async (file): Promise<Mutation> => {
      const text = await readFile(join(folder, file), "utf8");
      const row = /^([TRL]\d+)-/.exec(file)?.[1];
      const [without = "", ...head] = text.slice(0, text.search(/^--- /m)).trim().split("\n");
      const tests = head.find((line) => line.startsWith("Tests: "))?.slice("Tests: ".length);
      if (row === undefined || tests === undefined || without === "")
        throw new Error(`test/mutations/${file}: its name begins with a row, its text with a sentence and "Tests: …".`);
      return { file, row, without, tests: tests.split(" "), build: head.includes("Build: dist") };
    }),
  );
  const order = ({ row, file }: Mutation) => `${row[0]}${row.slice(1).padStart(3, "0")}${file}`;
  return all.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** A sentence a patch that does not apply to this tree. */
export async function doNotApply(all: readonly Mutation[]): Promise<string[]> {
  const why = all.map(({ file }) =>
    run("git", ["apply", "--unidiff-zero", "--check", join(folder, file)], { cwd: root }).then(
      () => [],
      (error: { stderr: string }) => [`test/mutations/${file} does not apply: ${error.stderr.trim()}`],
    ),
  );
  return (await Promise.all(why)).flat();
}

/** What the table in README.md lacks, and what it has too much. */
export async function notListed(all: readonly Mutation[]): Promise<string[]> {
  const table = await readFile(README, "utf8").catch(() => "");
  const missing = all.filter(({ file, without }) => !table.includes(`](${file}) | ${cell(without)} |`));
  const listed = [...table.matchAll(/\]\(([^)]+\.patch)\)/g)].map(([, name]) => name);
  const gone = listed.filter((name) => all.every(({ file }) => file !== name));
  return [...missing.map(({ file }) => file), ...gone].map(
    (name) =>
      `test/mutations/README.md is stale (${name}): run "npx tsx scripts/mutations.ts --write" and commit the result.`,
  );
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** The page with the table of what fails without which protection; what was not tried now keeps its line of `before`. */
export function readme(all: readonly Mutation[], outcomes: readonly Outcome[], before: string): string {
  const lines = all.map((mutation) => {
    const tried = outcomes.find((outcome) => outcome.mutation === mutation);
    return tried ? lineOf(tried) : (before.split("\n").find((line) => line.includes(`](${mutation.file})`)) ?? "");
  });
  return [
    "# Protections, taken away one by one",
    "",
    "Each patch takes one protection away. `npx tsx scripts/mutations.ts` applies it to a copy of the tree, runs the tests that carry its row, and wants at least one to fail that passes without the patch. `--write` writes this table.",
    "",
    "| row | patch | without the protection | fails then |",
    "| - | - | - | - |",
    ...lines.filter((line) => line !== ""),
    "",
  ].join("\n");
}

function lineOf({ mutation: { file, row, without }, failed: [first = "–", ...more] }: Outcome): string {
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  return `| ${row} | [${basename(file, ".patch")}](${file}) | ${cell(without)} | ${cell(first)}${others} |`;
}
