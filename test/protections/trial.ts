/** Applies patches to a copy of the tree and sees which tests fail. */
import { execFile } from "node:child_process";
import { chmod, cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { folder, type Mutation, type Outcome, root } from "./mutation.ts";
import { type Shown, shownIn } from "./shown.ts";

const run = promisify(execFile);

/** Two at a time; says what became of each as it goes. */
export async function tryAll(all: readonly Mutation[]): Promise<readonly Outcome[]> {
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

async function outcomeOf(mutation: Mutation, copy: string): Promise<Outcome> {
  const patch = (...more: string[]) =>
    run("git", ["apply", "--unidiff-zero", ...more, join(folder, mutation.file)], { cwd: copy });
  try {
    const passing = await passingWithout(mutation, copy);
    await patch();
    const ran = await testsOf(mutation, copy).finally(() => patch("-R"));
    const failed = ran.filter(({ name, state }) => state === "failed" && passing.has(name)).map(({ name }) => name);
    return { mutation, failed: [...new Set(failed)] };
  } catch (error) {
    return { mutation, failed: [], problem: (error as Error).message };
  }
}

/** Tests and row → names that pass in the tree as it is. */
const passing = new Map<string, Promise<ReadonlySet<string>>>();

/** The run of all tests before this one has told, where there was one; else they are run. */
async function passingWithout(mutation: Mutation, copy: string): Promise<ReadonlySet<string>> {
  const key = [mutation.row, mutation.build, ...mutation.tests].join(" ");
  const told = process.env.WEIGHBRIDGE_SHOWN;
  const known =
    passing.get(key) ??
    (told === undefined ? testsOf(mutation, copy) : shownIn(told)).then(
      (tests) => new Set(tests.filter(({ state }) => state === "passed").map(({ name }) => name)),
    );
  passing.set(key, known);
  return await known;
}

/** What became of the tests of a row. Throws when none ran. */
async function testsOf({ row, tests, build }: Mutation, copy: string): Promise<readonly Shown[]> {
  if (build) await run(process.execPath, [join(root, "scripts/build.mjs"), "--root", copy], { cwd: copy });
  const temporary = await mkdtemp(join(tmpdir(), "weighbridge-tests-"));
  // Where we are root, PostgreSQL runs as another user, who has to come by.
  await chmod(temporary, 0o711);
  const results = join(temporary, "shown");
  const args = ["run", ...tests, `--tags-filter=${row}`, "--reporter=./test/protections/reporter.ts"];
  const env = { ...process.env, TMPDIR: temporary, WEIGHBRIDGE_SHOWN: results };
  try {
    // Failing is what is asked for.
    await run(join(root, "node_modules/.bin/vitest"), args, { cwd: copy, env, timeout: 400_000 }).catch(
      () => undefined,
    );
    const ran = (await shownIn(results)).filter(({ rows, state }) => rows.includes(row) && state !== "skipped");
    if (ran.length === 0) throw new Error(`no test in ${tests.join(", ")} carries ${row}`);
    return ran;
  } finally {
    await endWhatIsLeft([temporary, copy]);
    await rm(temporary, { recursive: true, force: true });
  }
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

/** Where what ends processes is taken away, they stay: all that name one of the folders of these tests. */
async function endWhatIsLeft(folders: readonly string[]): Promise<void> {
  const isOurs = async (pid: string) => {
    const sources = ["environ", "cmdline"].map((name) => readFile(`/proc/${pid}/${name}`, "utf8").catch(() => ""));
    return (await Promise.all(sources)).some((text) => folders.some((folder) => text.includes(folder)));
  };
  // Again and again, since some start others.
  for (let left = 20; left > 0; left--) {
    const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
    const found = (await Promise.all(pids.map(async (pid) => ((await isOurs(pid)) ? [Number(pid)] : [])))).flat();
    if (found.length === 0) break;
    for (const pid of found) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended.
      }
    }
  }
}
