/** The npm packages that cannot be bundled into dist/: found where Weighbridge lies, else installed from its lockfile. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ToolError } from "../errors.ts";
import type { System } from "./system.ts";

/** The dependencies of our package.json. */
export type InstalledPackage = "@lhci/cli" | "@redis/client" | "esbuild" | "mysql2";

const TIME = 10 * 60_000;

/**
 * The folder of a package in the version of our lockfile, as an absolute path. Looked for in the `node_modules` beside and
 * above us, then in the tool cache; else it is installed there, with just what it needs, in the versions and with the
 * digests of that lockfile, without running any script of a package.
 *
 * @throws ToolError when npm is missing or fails, or this copy of Weighbridge has no lockfile
 */
export async function findPackage(system: System, name: InstalledPackage): Promise<string> {
  const folders = above(fileURLToPath(import.meta.url));
  const lockfile = await readLockfile(folders);
  const wanted = lockfile?.packages[`node_modules/${name}`]?.version;
  for (const folder of folders.map((one) => join(one, "node_modules", name))) {
    const version = await versionIn(folder);
    // Above a copy of ours lies the user's own, perhaps of another version.
    if (version !== null && (wanted === undefined || version === wanted)) return folder;
  }
  if (lockfile === null) {
    throw new ToolError(
      `${name} is not installed, and this copy of Weighbridge has no package-lock.json to install it from: run \`npm ci --omit=dev\` in a complete copy.`,
    );
  }
  const lock = lockFor(name, lockfile);
  const place = join(system.toolCache, "packages", createHash("sha256").update(lock).digest("hex").slice(0, 16));
  if (!existsSync(place)) await install(system, name, lock, place);
  return join(place, "node_modules", name);
}

/** A module of a package, by its file below the package's folder. Throws ToolError as findPackage. */
export async function importPackage(system: System, name: InstalledPackage, file: string): Promise<unknown> {
  return import(pathToFileURL(join(await findPackage(system, name), file)).href);
}

function above(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...above(folder)];
}

interface Lockfile {
  readonly name?: string;
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly dependencies?: Readonly<Record<string, string>> }>
  >;
}

/** null: there is none of ours. A project that we are installed in has its own. */
async function readLockfile(folders: readonly string[]): Promise<Lockfile | null> {
  const file = folders.map((folder) => join(folder, "package-lock.json")).find(existsSync);
  if (file === undefined) return null;
  const lockfile = JSON.parse(await readFile(file, "utf8")) as Lockfile;
  return lockfile.name === "weighbridge" ? lockfile : null;
}

/** null: it is not there. */
async function versionIn(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as { version: string }).version;
}

/** Our lockfile with `name` as the only dependency of its root: npm leaves out what that does not need. */
function lockFor(name: InstalledPackage, lockfile: Lockfile): string {
  const version = lockfile.packages[""]?.dependencies?.[name];
  const root = { name: "weighbridge-packages", version: "0.0.0", dependencies: { [name]: version } };
  const packages = { ...lockfile.packages, "": root };
  return JSON.stringify({ ...lockfile, name: root.name, version: root.version, packages });
}

async function install(system: System, name: InstalledPackage, lock: string, place: string): Promise<void> {
  system.log.info(`${name} is installed from the lockfile: once, into ${place}.`);
  await mkdir(dirname(place), { recursive: true });
  // Beside its place first: a rename is one step, and two jobs may install at once.
  const folder = join(dirname(place), `.${randomBytes(5).toString("hex")}`);
  try {
    await mkdir(folder);
    const { packages } = JSON.parse(lock) as Lockfile;
    await writeFile(join(folder, "package.json"), JSON.stringify({ ...packages[""], private: true }));
    await writeFile(join(folder, "package-lock.json"), lock);
    const flags = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
    const finished = await system.processes.run(["npm", "ci", ...flags], {
      cwd: folder,
      env: system.env,
      timeout: TIME,
    });
    if (finished.exitCode !== 0) {
      const said = finished.stderr.trim().split("\n").slice(-3).join(" / ");
      const how = finished.timedOut ? "took longer than 10 minutes" : "failed";
      throw new ToolError(`npm ci for ${name} ${how}: ${said || `exit code ${finished.exitCode}`}.`);
    }
    await rename(folder, place).catch((error: unknown) => {
      if (!existsSync(place)) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
