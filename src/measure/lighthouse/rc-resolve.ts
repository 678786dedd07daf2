/** Reads a lighthouserc as Lighthouse CI does, by its own code, in a process of its own. */
import { dirname } from "node:path";
import { ConfigError } from "../../errors.ts";
import { repositoryOf } from "../../system/inside.ts";
import type { System } from "../../system/system.ts";

/**
 * LHCI has no command that prints a config. Its reader takes JSON, YAML and JavaScript, follows `extends`, joins the
 * sections into one map, and turns `.` in keys into `:`. A budgets file is turned into assertions as `lhci assert` does.
 */
const PRINT = `
  const { existsSync, readFileSync, realpathSync } = require("node:fs");
  const { resolve } = require("node:path");
  const { argv, exit, stderr, stdout } = process;
  const [lhci, top, file, ...folders] = argv.slice(1);
  const load = require("node:module").createRequire(lhci);
  async function print() {
    const rc = load("@lhci/utils/src/lighthouserc.js").loadAndParseRcFile(file);
    const places = rc.budgetsFile ? folders.map((folder) => resolve(folder, rc.budgetsFile)) : [];
    const budgets = places.find(existsSync) ?? places[0];
    if (budgets && !realpathSync(budgets).startsWith(realpathSync(top)))
      throw new Error("budgetsFile " + rc.budgetsFile + " leads out of the repository");
    const { convertBudgetsToAssertions } = load("@lhci/utils/src/budgets-converter.js");
    const converted = budgets && (await convertBudgetsToAssertions(JSON.parse(readFileSync(budgets, "utf8"))));
    const all = { ...rc, budgetMatrix: converted?.assertMatrix };
    const json = JSON.stringify(all, (_, value) => (value instanceof RegExp ? value.source : value));
    stdout.write("\\n" + json, () => exit());
  }
  print().catch((error) => stderr.write(String(error?.message ?? error), () => exit(1)));
`;

/** Milliseconds, and megabytes of memory: a config of a few lines can be made to fill any. */
const PATIENCE = 30_000;
const MEMORY = 256;

export interface RcFile {
  /** As the user knows it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Absolute folder that `lhci` would be run in: paths inside the file start there, or else beside the file. */
  readonly root: string;
}

/**
 * The file's settings of all sections in one map, as `lhci` sees them, and `budgetMatrix`, what its budgets file makes as
 * an `assertMatrix`. A JavaScript config is run, like the build commands of the tree that it comes from.
 *
 * @param lhci absolute path of lhci's cli.js
 * @throws ConfigError with what LHCI's reader says
 */
export async function resolveRc({ name, path, root }: RcFile, lhci: string, system: System): Promise<unknown> {
  const node = [process.execPath, `--max-old-space-size=${MEMORY}`, "-e", PRINT] as const;
  const finished = await system.processes.run([...node, lhci, repositoryOf(root), path, root, dirname(path)], {
    cwd: root,
    env: system.env,
    timeout: PATIENCE,
  });
  if (finished.timedOut) throw new ConfigError(`${name}: reading it took longer than ${PATIENCE / 1000} s.`);
  if (finished.exitCode !== 0) {
    const said = finished.stderr.replaceAll(root, ".").trim().split("\n")[0]!.slice(0, 500);
    // V8 aborts when its memory is full.
    const reason = finished.signal === null ? said || "it gave no reason" : `it takes more than ${MEMORY} MB of memory`;
    throw new ConfigError(`${name}: Lighthouse CI cannot read it: ${reason.replace(/(?<![.:])[.:]+$/u, "")}.`);
  }
  try {
    // What a JavaScript config prints itself comes before the last line.
    return JSON.parse(finished.stdout.slice(finished.stdout.lastIndexOf("\n") + 1));
  } catch (cause) {
    throw new ConfigError(`${name} is more than a config may hold, 1 MiB.`, { cause });
  }
}
