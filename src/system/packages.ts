/** The npm packages that cannot be bundled into dist/: found where Weighbridge lies, else installed from its lockfile. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolError } from "../errors.ts";
import type { System } from "./system.ts";

/** The dependencies of our package.json. */
export type InstalledPackage = "@lhci/cli" | "esbuild";

const TIME = 10 * 60_000;

/**
 * The folder of a package, as an absolute path. Looked for in the `node_modules` beside and above us, then in the tool
 * cache; else it is installed there, with just what it needs, in the versions and with the digests of our lockfile,
 * without running any script of a package.
 *
 * @throws ToolError when npm is missing or fails, or this copy of Weighbridge has no lockfile
 */
export async function findPackage(system: System, name: InstalledPackage): Promise<string> {
  const here = fileURLToPath(import.meta.url);
  const near = above(here).map((folder) => join(folder, "node_modules", name));
  const found = near.find((folder) => existsSync(join(folder, "package.json")));
  if (found !== undefined) return found;
  const lock = await lockFor(name, above(here));
  const place = join(system.toolCache, "packages", createHash("sha256").update(lock).digest("hex").slice(0, 16));
  if (!existsSync(place)) await install(system, name, lock, place);
  return join(place, "node_modules", name);
}

function above(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...above(folder)];
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dependencies?: Readonly<Record<string, string>> }>>;
}

/** Our lockfile with `name` as the only dependency of its root: npm leaves out what that does not need. */
async function lockFor(name: InstalledPackage, folders: readonly string[]): Promise<string> {
  const file = folders.map((folder) => join(folder, "package-lock.json")).find(existsSync);
  if (file === undefined) {
    throw new ToolError(
      `${name} is not installed, and this copy of Weighbridge has no package-lock.json to install it from: run \`npm ci --omit=dev\` in a complete copy.`,
    );
  }
  const lock = JSON.parse(await readFile(file, "utf8")) as Lock;
  const version = lock.packages[""]?.dependencies?.[name];
  const root = { name: "weighbridge-packages", version: "0.0.0", dependencies: { [name]: version } };
  return JSON.stringify({ ...lock, name: root.name, version: root.version, packages: { ...lock.packages, "": root } });
}

async function install(system: System, name: InstalledPackage, lock: string, place: string): Promise<void> {
  system.log.info(`${name} is installed from the lockfile: once, into ${place}.`);
  await mkdir(dirname(place), { recursive: true });
  // Beside its place first: a rename is one step, and two jobs may install at once.
  const folder = join(dirname(place), `.${randomBytes(5).toString("hex")}`);
  try {
    await mkdir(folder);
    const { packages } = JSON.parse(lock) as Lock;
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
