// src/system/packages.ts
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ToolError } from "../errors.js";
var TIME = 10 * 6e4;
async function findPackage(system, name) {
  const folders = above(fileURLToPath(import.meta.url));
  const lockfile = await readLockfile(folders);
  const wanted = lockfile?.packages[`node_modules/${name}`]?.version;
  for (const folder of folders.map((one) => join(one, "node_modules", name))) {
    const version = await versionIn(folder);
    if (version !== null && (wanted === void 0 || version === wanted)) return folder;
  }
  if (lockfile === null) {
    throw new ToolError(
      `${name} is not installed, and this copy of Weighbridge has no package-lock.json to install it from: run \`npm ci --omit=dev\` in a complete copy.`
    );
  }
  const lock = lockFor(name, lockfile);
  const place = join(system.toolCache, "packages", createHash("sha256").update(lock).digest("hex").slice(0, 16));
  if (!existsSync(place)) await install(system, name, lock, place);
  return join(place, "node_modules", name);
}
async function importPackage(system, name, file) {
  return import(pathToFileURL(join(await findPackage(system, name), file)).href);
}
function above(path) {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...above(folder)];
}
async function readLockfile(folders) {
  const file = folders.map((folder) => join(folder, "package-lock.json")).find(existsSync);
  if (file === void 0) return null;
  const lockfile = JSON.parse(await readFile(file, "utf8"));
  return lockfile.name === "weighbridge" ? lockfile : null;
}
async function versionIn(folder) {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => null);
  return text === null ? null : JSON.parse(text).version;
}
function lockFor(name, lockfile) {
  const version = lockfile.packages[""]?.dependencies?.[name];
  const root = { name: "weighbridge-packages", version: "0.0.0", dependencies: { [name]: version } };
  const packages = { ...lockfile.packages, "": root };
  return JSON.stringify({ ...lockfile, name: root.name, version: root.version, packages });
}
async function install(system, name, lock, place) {
  system.log.info(`${name} is installed from the lockfile: once, into ${place}.`);
  await mkdir(dirname(place), { recursive: true });
  const folder = join(dirname(place), `.${randomBytes(5).toString("hex")}`);
  try {
    await mkdir(folder);
    const { packages } = JSON.parse(lock);
    await writeFile(join(folder, "package.json"), JSON.stringify({ ...packages[""], private: true }));
    await writeFile(join(folder, "package-lock.json"), lock);
    const flags = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
    const finished = await system.processes.run(["npm", "ci", ...flags], {
      cwd: folder,
      env: system.env,
      timeout: TIME
    });
    if (finished.exitCode !== 0) {
      const said = finished.stderr.trim().split("\n").slice(-3).join(" / ");
      const how = finished.timedOut ? "took longer than 10 minutes" : "failed";
      throw new ToolError(`npm ci for ${name} ${how}: ${said || `exit code ${finished.exitCode}`}.`);
    }
    await rename(folder, place).catch((error) => {
      if (!existsSync(place)) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
export {
  findPackage,
  importPackage
};
