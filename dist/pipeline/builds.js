// src/pipeline/builds.ts
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseConfig } from "../config/load.js";
import { ConfigError, TargetError } from "../errors.js";
import { passedEnvironment } from "../system/env.js";
import { liesIn } from "../system/inside.js";
import { buildSide } from "../target/build.js";
import { fillTree, refuseUnlike, withoutOf } from "../target/contents.js";
import { isFolder } from "../target/folder.js";
import { changedFiles, sameBytes } from "../target/same.js";
import { addWorktrees } from "../target/worktrees.js";
import { folderOf } from "./gate-files.js";
import { refuseMissing } from "./needed-files.js";
import { comparing } from "./sides.js";
async function buildSides(request, loaded, sides, system) {
  const { target } = loaded.config;
  const nothing = { seconds: { install: 0, build: 0 }, notices: [], noBase: null };
  if (!sides.source || target.kind === "url") {
    await refuseMissing(loaded.config, { dir: request.cwd, folder: "", where: "here" });
    return { ...nothing, builds: await builtElsewhere(request, target), configs: { base: target, head: target } };
  }
  const { git, base, head } = sides.source;
  const dirs = await addWorktrees(system, git, { head: head.sha, ...base ? { base: base.sha } : {} });
  const folder = await folderOf(git, request.cwd);
  const contents = await fillTree(system, "head", { git, commit: head.sha, dir: dirs.head });
  const notices = [...withoutOf(contents)];
  const total = { install: 0, build: 0 };
  const build = async (side, commit, config) => {
    const dir = join(dirs[side], folder);
    if (!await isFolder(dir) || !liesIn(dirs[side], dir)) throw noFolder(side, commit, folder);
    const { passed, missing } = passedTo(config, request);
    const given = Object.keys(passed);
    if (missing.length > 0) notices.push(`${side}: target.passEnv names ${missing.join(", ")}, not set here.`);
    if (given.length > 0) notices.push(`${side}: install was given ${given.join(", ")}.`);
    const built = await buildSide(system, config, { side, dir, commit }, passed);
    total.install += built.seconds.install;
    total.build += built.seconds.build;
    return built.build;
  };
  const configs = { base: target, head: target };
  const builds = { base: null, head: null };
  builds.head = await build("head", head.sha, target);
  const where = target.install || target.build ? "in head, also after its build" : "in head";
  await refuseMissing(loaded.config, { dir: builds.head.dir, folder, where });
  let noBase = comparing(request) && !base ? "There is no commit before head." : null;
  if (base) {
    const own = await ownTarget(join(dirs.base, folder), loaded);
    configs.base = own.target;
    if (own.notice) notices.push(own.notice);
    refuseUnlike(contents, await fillTree(system, "base", { git, commit: base.sha, dir: dirs.base }));
    try {
      builds.base = await build("base", base.sha, own.target);
    } catch (error) {
      if (!(error instanceof TargetError) || error.side === "head") throw error;
      noBase = error.message;
    }
  }
  return { builds, configs, seconds: total, notices, noBase };
}
async function buildBaseAgain(request, { git, base }, config, system) {
  const dirs = await addWorktrees(system, git, { base: base.sha });
  await fillTree(system, "base", { git, commit: base.sha, dir: dirs.base });
  const place = { side: "base", dir: join(dirs.base, await folderOf(git, request.cwd)), commit: base.sha };
  return buildSide(system, config, place, passedTo(config, request).passed);
}
function passedTo(config, { env }) {
  return passedEnvironment(env, config.kind === "url" ? [] : config.passEnv);
}
function noFolder(side, commit, folder) {
  return new TargetError(
    side,
    `${side}: ${commit.slice(0, 10)} has no folder ${folder}, where the config's paths start.`
  );
}
async function builtElsewhere(request, target) {
  if (target.kind !== "url" || !target.dir) return { base: null, head: null };
  const build = async (side, folder) => {
    const dir = join(request.cwd, folder);
    if (await isFolder(dir)) return { side, commit: null, dir };
    throw new ConfigError(`target.dir.${side}: there is no folder ${folder}; paths start from the config's folder.`);
  };
  return { base: await build("base", target.dir.base), head: await build("head", target.dir.head) };
}
async function ownTarget(dir, loaded) {
  const head = loaded.config.target;
  const file = loaded.places.find((place) => existsSync(join(dir, place)));
  const text = file === void 0 ? null : await readFile(join(dir, file), "utf8").catch(() => null);
  if (text === null || text === loaded.text) return { target: head, notice: null };
  try {
    const { target } = parseConfig(text, `base's ${file}`).config;
    return { target: target.kind === "url" ? head : target, notice: null };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      target: head,
      notice: `Base is built with head's target section, its own cannot be read: ${error.message}`
    };
  }
}
async function sameAfterBuild({ source }, { builds, configs }, ignore) {
  const { base, head } = builds;
  if (!source?.base || !base || !head || JSON.stringify(configs.base) !== JSON.stringify(configs.head)) return null;
  const changed = await changedFiles(source.git, source.base.sha, source.head.sha);
  return sameBytes({ base: base.dir, head: head.dir }, changed, ignore);
}
export {
  buildBaseAgain,
  buildSides,
  sameAfterBuild
};
