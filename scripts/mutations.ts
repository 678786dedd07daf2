/**
 * Takes each protection away by its patch in test/mutations/ and shows that a test of its row then fails.
 *
 *   npx tsx scripts/mutations.ts              all of them, some minutes
 *   npx tsx scripts/mutations.ts T8 R6-       those whose name begins so
 *   npx tsx scripts/mutations.ts --write      all of them, and writes test/mutations/README.md
 *   npx tsx scripts/mutations.ts --check      runs nothing: every patch applies, and README.md lists each
 *
 * A patch is called `<row>-<what it takes away>.patch` and begins with one sentence on that, then `Tests: <file> …`. `Build: dist`
 * where the tests run dist/. It is applied to a copy of this tree.
 */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs, promisify } from "node:util";

const root = join(import.meta.dirname, "..");
const folder = join(root, "test/mutations");
const README = join(folder, "README.md");
const run = promisify(execFile);

interface Mutation {
  readonly file: string;
  readonly row: string;
  /** What is missing then. */
  readonly without: string;
  readonly tests: readonly string[];
  readonly build: boolean;
}

interface Outcome {
  readonly mutation: Mutation;
  /** Names of the tests that fail with the patch and pass without it; none: nothing noticed. */
  readonly failed: readonly string[];
  /** Why it could not be tried. */
  readonly problem?: string;
}

async function mutations(): Promise<readonly Mutation[]> {
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

async function doNotApply(all: readonly Mutation[]): Promise<string[]> {
  const why = all.map(({ file }) =>
    run("git", ["apply", "--unidiff-zero", "--check", join(folder, file)], { cwd: root }).then(
      () => [],
      (error: { stderr: string }) => [`test/mutations/${file} does not apply: ${error.stderr.trim()}`],
    ),
  );
  return (await Promise.all(why)).flat();
}

/** What the table in README.md lacks, and what it has too much. */
async function notListed(all: readonly Mutation[]): Promise<string[]> {
  const table = await readFile(README, "utf8").catch(() => "");
  const missing = all.filter(({ file, without }) => !table.includes(`](${file}) | ${cell(without)} |`));
  const listed = [...table.matchAll(/\]\(([^)]+\.patch)\)/g)].map(([, name]) => name);
  const gone = listed.filter((name) => all.every(({ file }) => file !== name));
  return [...missing.map(({ file }) => file), ...gone].map(
    (name) =>
      `test/mutations/README.md is stale (${name}): run "npx tsx scripts/mutations.ts --write" and commit the result.`,
  );
}

/** A copy of what git knows or would add, with the packages that are installed here. */
async function copyOfTree(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "weighbridge-mutation-"));
  const { stdout } = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const path of stdout.split("\0").filter((name) => name !== ""))
    await cp(join(root, path), join(copy, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error; // removed, and not yet committed
    });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Names of the tests of a row that ran, by what became of them. Throws when none ran. */
async function testsOf({ row, tests, build }: Mutation, copy: string): Promise<Map<string, string>> {
  if (build) await run(process.execPath, [join(root, "scripts/build.mjs"), "--root", copy], { cwd: copy });
  const output = join(copy, "results.json");
  await rm(output, { force: true });
  const args = ["run", ...tests, `--tags-filter=${row}`, "--reporter=json", `--outputFile.json=${output}`];
  // Failing is what is asked for.
  await run(join(root, "node_modules/.bin/vitest"), args, { cwd: copy, timeout: 400_000 }).catch(() => undefined);
  const { testResults } = JSON.parse(await readFile(output, "utf8")) as {
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  const ran = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== "skipped");
  if (ran.length === 0) throw new Error(`no test in ${tests.join(", ")} carries ${row}`);
  return new Map(ran.map(({ fullName, status }) => [fullName.trim(), status]));
}

/** Tests and row → names that pass in the tree as it is. */
const healthy = new Map<string, Promise<ReadonlySet<string>>>();

async function outcomeOf(mutation: Mutation, copy: string): Promise<Outcome> {
  const patch = (...more: string[]) =>
    run("git", ["apply", "--unidiff-zero", ...more, join(folder, mutation.file)], { cwd: copy });
  const key = [mutation.row, mutation.build, ...mutation.tests].join(" ");
  try {
    const known =
      healthy.get(key) ??
      testsOf(mutation, copy).then((ran) => {
        const bad = [...ran].filter(([, status]) => status !== "passed");
        if (bad.length > 0) throw new Error(`without any patch "${bad[0]?.[0]}" fails`);
        return new Set(ran.keys());
      });
    healthy.set(key, known);
    const passing = await known;
    await patch();
    const ran = await testsOf(mutation, copy).finally(() => patch("-R"));
    const failed = [...ran].filter(([name, status]) => status === "failed" && passing.has(name)).map(([name]) => name);
    return { mutation, failed };
  } catch (error) {
    return { mutation, failed: [], problem: (error as Error).message };
  }
}

async function tryAll(all: readonly Mutation[]): Promise<readonly Outcome[]> {
  const queue = [...all];
  const outcomes: Outcome[] = [];
  await Promise.all(
    [1, 2].map(async () => {
      const copy = await copyOfTree();
      try {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const outcome = await outcomeOf(next, copy);
          const { failed, problem } = outcome;
          console.error(
            `${next.file}: ${problem ?? (failed.length > 0 ? `${failed.length} tests fail` : "NOT NOTICED")}`,
          );
          outcomes.push(outcome);
        }
      } finally {
        await rm(copy, { recursive: true, force: true });
      }
    }),
  );
  return all.flatMap((mutation) => outcomes.filter((outcome) => outcome.mutation === mutation));
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function readme(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ mutation: { file, row, without }, failed: [first = "–", ...more] }) => {
    const others = more.length === 0 ? "" : ` and ${more.length} more`;
    return `| ${row} | [${basename(file, ".patch")}](${file}) | ${cell(without)} | ${cell(first)}${others} |`;
  });
  return [
    "# Protections, taken away one by one",
    "",
    "Each patch takes one protection away. `npx tsx scripts/mutations.ts` applies it to a copy of the tree, runs the tests that carry its row, and wants at least one to fail that passes without the patch. `--write` writes this table.",
    "",
    "| row | patch | without the protection | fails then |",
    "| - | - | - | - |",
    ...rows,
    "",
  ].join("\n");
}

const { values, positionals } = parseArgs({
  options: { check: { type: "boolean" }, write: { type: "boolean" } },
  allowPositionals: true,
});
const all = await mutations();
const faulty = await doNotApply(all);
if (values.check) faulty.push(...(await notListed(all)));
else {
  const chosen = all.filter(
    ({ file }) => positionals.length === 0 || positionals.some((begin) => file.startsWith(begin)),
  );
  const outcomes = await tryAll(chosen);
  const unnoticed = outcomes.filter(({ failed }) => failed.length === 0);
  faulty.push(
    ...unnoticed.map(({ mutation: { file } }) => `test/mutations/${file} is not noticed by any test of its row.`),
  );
  console.log(`${outcomes.length} protections taken away: a test failed for ${outcomes.length - unnoticed.length}.`);
  if (values.write && unnoticed.length === 0) await writeFile(README, readme(outcomes));
}
for (const line of faulty) console.error(line);
process.exitCode = faulty.length > 0 ? 1 : 0;
