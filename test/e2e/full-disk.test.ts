/** Disks that are full where a job writes: the verdict stays, what lay there stays, and what is missing is named. */
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { config, type Files, mini, miniRepository } from "../helpers/mini.ts";
import { withSmallDisk } from "../helpers/small-disk.ts";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
/** Of a disk, or of a limit for files where no disk may be mounted. */
const FULL = "(the disk is full|it is larger than a file may be here)";
const bundle: Files = {
  "weighbridge.yml":
    "target: { static: dist }\nbundle: { files: '**/*.js' }\nmetrics: { 'bundle/raw@total': { max: 500B } }\n",
  "dist/a.js": "1",
  "dist/b.js": "1",
};
/** Above its budget, and smaller than what a job writes of it. */
const heavier: Files = { "dist/a.js": "x".repeat(900) };

async function run(
  cwd: string,
  { folder, kib, file = kib, env = {} }: { folder: string; kib: number; file?: number; env?: Record<string, string> },
  args: readonly string[] = [],
) {
  const { GITHUB_ACTIONS: _, GITHUB_EVENT_PATH: __, RUNNER_TEMP: ___, ...rest } = process.env;
  const surroundings = { ...rest, CI: "true", ...env };
  return withSmallDisk({ folder, kib, file, cwd, env: surroundings }, [process.execPath, cli, "run", ...args]);
}

test.each([
  [2, "rounds.json", []],
  [
    40,
    "report.html",
    ["badge.json", "comment.md", "details.json", "junit.xml", "rounds.json", "snapshot.json", "verdict.json"],
  ],
])(
  "room for %i KiB of the report: the exit code is the verdict's, %s is named, and no part of it is left",
  { tags: ["R22"] },
  async (kib, name, whole) => {
    await using repository = await miniRepository(bundle, heavier);
    const output = join(repository.folder, ".weighbridge");
    const { code, stdout, stderr } = await run(repository.folder, { folder: output, kib });
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^Blocked: /)]);
    expect(stderr).toMatch(new RegExp(`/${name} could not be written: ${FULL}.* The verdict stands\\.\n$`));
    expect(await readdir(output)).toEqual(whole);
    for (const file of whole.filter((one) => one.endsWith(".json")))
      JSON.parse(await readFile(join(output, file), "utf8"));
  },
);

test("no room in the baseline's folder: the exit code is the verdict's, and what was stored is as it was", {
  tags: ["R22"],
}, async () => {
  await using repository = await miniRepository(bundle, heavier);
  const store = join(repository.folder, ".git/store");
  const recording = ["--record", "--baseline", store];
  const first = await repository.weighbridge(["run", ...recording]);
  const [name = ""] = await readdir(join(store, "default"));
  const stored = await readFile(join(store, "default", name), "utf8");
  // Less than one, which on a disk means one.
  const { code, stderr } = await run(repository.folder, { folder: store, kib: 1 }, recording);
  expect(code).toBe(first.code);
  expect(stderr).toMatch(
    new RegExp(`This job was not recorded: .* could not be written: ${FULL}.* The verdict stands\\.\n$`),
  );
  expect(await readdir(join(store, "default"))).toEqual([name]);
  expect(await readFile(join(store, "default", name), "utf8")).toBe(stored);
});

test("no room to check a commit out: an error that names git's", { tags: ["R22"] }, async () => {
  await using repository = await miniRepository(bundle, { "dist/a.js": "x".repeat(200_000) });
  const temporary = join(repository.folder, ".git/small");
  const { code, stdout, stderr } = await run(repository.folder, {
    folder: temporary,
    kib: 64,
    env: { TMPDIR: temporary },
  });
  expect([code, stdout]).toEqual([2, expect.stringMatching(/^Could not measure:\sgit [\s\S]*worktree add/)]);
  expect(stderr).not.toContain("defect");
  expect(await readdir(temporary)).toEqual([]);
});

test("a build that leaves no room: an error that says so, and nothing is left behind", { tags: ["R22"] }, async () => {
  const filling = config.replace("start:", 'build: "dd if=/dev/zero of=filler bs=1k count=2048 2>&1 || true", start:');
  await using repository = await miniRepository({ ...mini, "weighbridge.yml": filling }, { "note.js": "// changed" });
  const temporary = join(repository.folder, ".git/small");
  await mkdir(temporary);
  const { code, stdout, stderr } = await run(repository.folder, {
    folder: temporary,
    kib: 1024,
    file: 8,
    env: { TMPDIR: temporary },
  });
  expect([code, stdout]).toEqual([2, expect.stringMatching(/^Could not measure:\s/)]);
  expect(stdout.replace(/\s+/g, " ")).toMatch(new RegExp(`${FULL}|file too large`));
  expect(stderr).not.toContain("defect");
  expect(await readdir(temporary)).toEqual([]);
});
