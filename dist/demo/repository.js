// src/demo/repository.ts
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolError } from "../errors.js";
import { findPackage } from "../system/packages.js";
var SHOP = { folder: "", subject: "Search keywords, show slides" };
var NOT_COPIED = /* @__PURE__ */ new Set(["head", "dist", "node_modules", "services", ".weighbridge"]);
async function createDemoRepository(wanted) {
  const { folder, variant, system, files = SHOP, configured = (config2) => config2 } = wanted;
  const demo = join(findDemo(), files.folder);
  const modules = dirname(await findPackage(system, "esbuild"));
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new ToolError(`${folder} is not empty: the demo's repository needs a folder of its own.`);
  const git = gitIn(folder, system);
  await git(["init", "--quiet", "--template=", "--initial-branch=main"]);
  await git(["config", "weighbridge.modules", modules]);
  await cp(demo, folder, { recursive: true, filter: (path) => !NOT_COPIED.has(firstPart(demo, path)) });
  const config = join(folder, "weighbridge.yml");
  await writeFile(config, configured(await readFile(config, "utf8")));
  const base = await commit(git, "Open the shop", "2024-05-01T09:00:00Z");
  if (variant === "regressed") await cp(join(demo, "head"), folder, { recursive: true });
  const subject = variant === "regressed" ? files.subject : "Change nothing";
  const head = await commit(git, subject, "2024-05-02T09:00:00Z");
  return { base, head };
}
async function commit(git, subject, date) {
  await git(["add", "--all"]);
  await git(["commit", "--quiet", "--allow-empty", "--no-verify", "--no-gpg-sign", "--message", subject], {
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date
  });
  return await git(["rev-parse", "HEAD"]);
}
function gitIn(folder, system) {
  const who = { NAME: "Weighbridge demo", EMAIL: "demo@weighbridge.invalid" };
  const fixed = {
    ...system.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: who.NAME,
    GIT_AUTHOR_EMAIL: who.EMAIL,
    GIT_COMMITTER_NAME: who.NAME,
    GIT_COMMITTER_EMAIL: who.EMAIL,
    // Ignore and attribute files of the user's are read even without a configuration.
    XDG_CONFIG_HOME: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    // Otherwise a repository above the folder could be taken for ours before `init`.
    GIT_DIR: join(folder, ".git"),
    GIT_WORK_TREE: folder,
    GIT_DEFAULT_HASH: "sha1",
    LC_ALL: "C"
  };
  return async (args, env = {}) => {
    const options = { cwd: folder, env: { ...fixed, ...env }, timeout: 6e4 };
    const { exitCode, stdout, stderr } = await system.processes.run(["git", ...args], options);
    if (exitCode === 0) return stdout.trim();
    throw new ToolError(`The demo's repository could not be made: git ${args[0]} failed: ${stderr.trim()}`);
  };
}
function firstPart(root, path) {
  return relative(root, path).split(sep)[0] ?? "";
}
function findDemo() {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const demo = join(folder, "demo");
    if (existsSync(join(demo, "weighbridge.yml"))) return demo;
    if (folder === dirname(folder))
      throw new ToolError("The demo's files are missing: take a complete copy of Weighbridge.");
  }
}
export {
  SHOP,
  createDemoRepository
};
