// src/system/packages.ts
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolError } from "../errors.js";
var TIME = 10 * 6e4;
async function findPackage(system, name) {
  const here = fileURLToPath(import.meta.url);
  const near = above(here).map((folder) => join(folder, "node_modules", name));
  const found = near.find((folder) => existsSync(join(folder, "package.json")));
  if (found !== void 0) return found;
  const lock = await lockFor(name, above(here));
  const place = join(system.toolCache, "packages", createHash("sha256").update(lock).digest("hex").slice(0, 16));
  if (!existsSync(place)) await install(system, name, lock, place);
  return join(place, "node_modules", name);
}
function above(path) {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...above(folder)];
}
async function lockFor(name, folders) {
  const file = folders.map((folder) => join(folder, "package-lock.json")).find(existsSync);
  if (file === void 0) {
    throw new ToolError(
      `${name} is not installed, and this copy of Weighbridge has no package-lock.json to install it from: run \`npm ci --omit=dev\` in a complete copy.`
    );
  }
  const lock = JSON.parse(await readFile(file, "utf8"));
  const version = lock.packages[""]?.dependencies?.[name];
  const root = { name: "weighbridge-packages", version: "0.0.0", dependencies: { [name]: version } };
  return JSON.stringify({ ...lock, name: root.name, version: root.version, packages: { ...lock.packages, "": root } });
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
  findPackage
};
