/** The two sides built: git worktrees, the target's commands, each side's own `target:` section. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type LoadedConfig, parseConfig } from "../config/load.ts";
import type { TargetConfig } from "../config/schema.ts";
import { ConfigError, TargetError } from "../errors.ts";
import type { Build } from "../measure/served.ts";
import type { Side } from "../model/series.ts";
import { passedEnvironment } from "../system/env.ts";
import { liesIn } from "../system/inside.ts";
import type { System } from "../system/system.ts";
import { type Built, buildSide } from "../target/build.ts";
import type { ChosenCommit } from "../target/commits.ts";
import { fillTree, refuseUnlike, withoutOf } from "../target/contents.ts";
import { isFolder } from "../target/folder.ts";
import type { Git } from "../target/git.ts";
import { changedFiles, sameBytes } from "../target/same.ts";
import { addWorktrees } from "../target/worktrees.ts";
import { folderOf } from "./gate-files.ts";
import { refuseMissing } from "./needed-files.ts";
import type { WeighRequest } from "./request.ts";
import { comparing, type Sides } from "./sides.ts";

export interface BuiltSides {
  readonly builds: Readonly<Record<Side, Build | null>>;
  readonly configs: Readonly<Record<Side, TargetConfig>>;
  readonly seconds: { readonly install: number; readonly build: number };
  readonly notices: readonly string[];
  /** Why there is no base to compare with; null when there is one, or when none was asked for. */
  readonly noBase: string | null;
}

/**
 * @throws TargetError when head has no such folder, or does not install or build; base's failure is an answer (the next rung).
 *   ConfigError when a file that the config names is not there; ToolError when a side lacks contents that the other has
 */
export async function buildSides(
  request: WeighRequest,
  loaded: LoadedConfig,
  sides: Sides,
  system: System,
): Promise<BuiltSides> {
  const { target } = loaded.config;
  const nothing = { seconds: { install: 0, build: 0 }, notices: [], noBase: null };
  if (!sides.source || target.kind === "url") {
    await refuseMissing(loaded.config, { dir: request.cwd, folder: "", where: "here" });
    return { ...nothing, builds: await builtElsewhere(request, target), configs: { base: target, head: target } };
  }
  const { git, base, head } = sides.source;
  const dirs = await addWorktrees(system, git, { head: head.sha, ...(base ? { base: base.sha } : {}) });
  const folder = await folderOf(git, request.cwd);
  const contents = await fillTree(system, "head", { git, commit: head.sha, dir: dirs.head });
  const notices = [...withoutOf(contents)];
  const total = { install: 0, build: 0 };
  const build = async (side: Side, commit: string, config: TargetConfig): Promise<Build> => {
    const dir = join(dirs[side], folder);
    // Of a link to elsewhere nothing is known to be this commit's.
    if (!(await isFolder(dir)) || !liesIn(dirs[side], dir)) throw noFolder(side, commit, folder);
    const { passed, missing } = passedTo(config, request);
    const given = Object.keys(passed);
    if (missing.length > 0) notices.push(`${side}: target.passEnv names ${missing.join(", ")}, not set here.`);
    if (given.length > 0) notices.push(`${side}: install was given ${given.join(", ")}.`);
    const built = await buildSide(system, config, { side, dir, commit }, passed);
    total.install += built.seconds.install;
    total.build += built.seconds.build;
    return built.build;
  };
  const configs: Record<Side, TargetConfig> = { base: target, head: target };
  const builds: Record<Side, Build | null> = { base: null, head: null };
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

/**
 * Base once more, by the commands that built it, in a folder of its own with a path as long: some builds write theirs into
 * what they make. @throws TargetError when it fails this time; ToolError when git does
 */
export async function buildBaseAgain(
  request: Pick<WeighRequest, "cwd" | "env">,
  { git, base }: { readonly git: Git; readonly base: ChosenCommit },
  config: TargetConfig,
  system: System,
): Promise<Built> {
  const dirs = await addWorktrees(system, git, { base: base.sha });
  await fillTree(system, "base", { git, commit: base.sha, dir: dirs.base });
  const place = { side: "base", dir: join(dirs.base, await folderOf(git, request.cwd)), commit: base.sha } as const;
  return buildSide(system, config, place, passedTo(config, request).passed);
}

/** What install is given of our own environment. */
function passedTo(config: TargetConfig, { env }: Pick<WeighRequest, "env">): ReturnType<typeof passedEnvironment> {
  return passedEnvironment(env, config.kind === "url" ? [] : config.passEnv);
}

/** A gate may be new, or have moved: other commits need not have its folder. */
function noFolder(side: Side, commit: string, folder: string): TargetError {
  return new TargetError(
    side,
    `${side}: ${commit.slice(0, 10)} has no folder ${folder}, where the config's paths start.`,
  );
}

/** Files of sides that run elsewhere may still lie here, for collectors that only read them. @throws ConfigError */
async function builtElsewhere(request: WeighRequest, target: TargetConfig): Promise<BuiltSides["builds"]> {
  if (target.kind !== "url" || !target.dir) return { base: null, head: null };
  const build = async (side: Side, folder: string): Promise<Build> => {
    const dir = join(request.cwd, folder);
    if (await isFolder(dir)) return { side, commit: null, dir };
    throw new ConfigError(`target.dir.${side}: there is no folder ${folder}; paths start from the config's folder.`);
  };
  return { base: await build("base", target.dir.base), head: await build("head", target.dir.head) };
}

/** Base's own `target:` section, from the config that lies in its tree, in whichever place; head's where it has none. */
async function ownTarget(dir: string, loaded: LoadedConfig): Promise<{ target: TargetConfig; notice: string | null }> {
  const head = loaded.config.target;
  const file = loaded.places.find((place) => existsSync(join(dir, place)));
  const text = file === undefined ? null : await readFile(join(dir, file), "utf8").catch(() => null);
  if (text === null || text === loaded.text) return { target: head, notice: null };
  try {
    const { target } = parseConfig(text, `base's ${file}`).config;
    return { target: target.kind === "url" ? head : target, notice: null };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      target: head,
      notice: `Base is built with head's target section, its own cannot be read: ${error.message}`,
    };
  }
}

/** Why both sides will run the same bytes, known after building; null when they may not. */
export async function sameAfterBuild(
  { source }: Sides,
  { builds, configs }: BuiltSides,
  ignore: readonly string[],
): Promise<string | null> {
  const { base, head } = builds;
  if (!source?.base || !base || !head || JSON.stringify(configs.base) !== JSON.stringify(configs.head)) return null;
  const changed = await changedFiles(source.git, source.base.sha, source.head.sha);
  return sameBytes({ base: base.dir, head: head.dir }, changed, ignore);
}
