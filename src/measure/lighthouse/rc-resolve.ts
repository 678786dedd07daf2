/** Reads a lighthouserc as Lighthouse CI does, by its own code, in a process of its own. */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConfigError } from "../../errors.ts";
import { leadsOut, staysInside } from "../../system/inside.ts";
import type { System } from "../../system/system.ts";

/** LHCI has no command that prints a config: what its own code makes of a file is printed by this. */
const print = (make: string) => `
  const { argv, exit, stderr, stdout } = process;
  const [lhci, file] = argv.slice(1);
  const load = require("node:module").createRequire(lhci);
  async function print() {
    const json = JSON.stringify(await (${make}), (_, value) => (value instanceof RegExp ? value.source : value));
    stdout.write("\\n" + json, () => exit());
  }
  print().catch((error) => stderr.write(String(error?.message ?? error), () => exit(1)));
`;

/** Takes JSON, YAML and JavaScript, follows `extends`, joins the sections into one map, and turns `.` in keys into `:`. */
const RC = print(`load("@lhci/utils/src/lighthouserc.js").loadAndParseRcFile(file)`);

/** A budgets file is turned into assertions as `lhci assert` does. */
const BUDGETS = print(
  `load("@lhci/utils/src/budgets-converter.js").convertBudgetsToAssertions(JSON.parse(require("node:fs").readFileSync(file, "utf8")))`,
);

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
export async function resolveRc(file: RcFile, lhci: string, system: System): Promise<unknown> {
  // Of what is no map nothing is left, which is refused as a config that says nothing.
  const read = (await printed(RC, [lhci, file.path], file, system)) as Readonly<Record<string, unknown>> | null;
  const { budgetMatrix: _, ...rc } = { ...read };
  if (typeof rc.budgetsFile !== "string" || rc.budgetsFile === "") return rc;
  // Found and judged here: what is wrong in a file is quoted from it.
  const budgets = locate("budgetsFile", rc.budgetsFile, file);
  const made = (await printed(BUDGETS, [lhci, budgets], file, system)) as { readonly assertMatrix?: unknown } | null;
  return { ...rc, budgetMatrix: made?.assertMatrix };
}

/** LHCI looks in the folder that it is run in: the root, or where the config lies. @throws ConfigError */
export function locate(key: string, path: string, { name, path: config, root }: RcFile): string {
  const places = [resolve(root, path), resolve(dirname(config), path)];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) {
    throw new ConfigError(`${name}: ${key}: ${path} does not exist, neither in ${root} nor beside ${name}.`);
  }
  if (!staysInside(root, found)) throw new ConfigError(`${name}: ${key}: ${leadsOut(path)}.`);
  return found;
}

/** What a script of the above prints, in a process of its own. */
async function printed(
  script: string,
  args: readonly string[],
  { name, root }: RcFile,
  system: System,
): Promise<unknown> {
  const node = [process.execPath, `--max-old-space-size=${MEMORY}`, "-e", script] as const;
  const finished = await system.processes.run([...node, ...args], { cwd: root, env: system.env, timeout: PATIENCE });
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
