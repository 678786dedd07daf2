/** The gate's own files in the repository: configs, what they name, workflows. Paths are from the top of the repository. */
import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, relative } from "node:path";
import type { Config } from "../config/schema.ts";
import { registry } from "../measure/registry.ts";
import { filesAt, pathFrom, textAt } from "../target/files.ts";
import type { Git } from "../target/git.ts";

/** A file of ours is smaller. */
const MOST_BYTES = 1024 * 1024;

/**
 * The folder that a config's paths start from; "" at the top. `cwd`: absolute. By its name in the repository, not by where
 * links in there lead: head could put one in the place of the folder, and base has its config under the name.
 */
export async function folderOf({ root }: Pick<Git, "root">, cwd: string): Promise<string> {
  let top: string | null = null;
  for (let at = cwd; ; at = dirname(at)) {
    if ((await realpath(at)) === root) top = at;
    if (at === dirname(at)) return top === null ? relative(root, await realpath(cwd)) : relative(top, cwd);
  }
}

/** Where a config is looked for, in order, as far as that is inside the repository; by name, as folderOf. */
export async function placesIn(
  git: Pick<Git, "root">,
  folder: string,
  places: readonly string[],
): Promise<readonly string[]> {
  const paths = await Promise.all(
    places.map(async (place) =>
      isAbsolute(place) ? pathFrom(await folderOf(git, dirname(place)), basename(place)) : pathFrom(folder, place),
    ),
  );
  return paths.filter((path) => path !== null);
}

/** Where links lead from an absolute path, as far as that is inside the repository. */
export async function ledTo({ root }: Pick<Git, "root">, path: string): Promise<readonly string[]> {
  const found = pathFrom("", relative(root, await realpath(path).catch(() => path)));
  return found === null ? [] : [found];
}

/** A config as a commit has it. */
export interface Written {
  readonly path: string;
  readonly text: string;
}

/** The first of `places` that the commit has; null where it has none, or none of the size of a config. */
export async function configAt(git: Git, commit: string, places: readonly string[]): Promise<Written | null> {
  const files = await filesAt(git, commit, places);
  const found = places.flatMap((place) => files.find(({ path }) => path === place) ?? [])[0];
  if (found === undefined || found.bytes > MOST_BYTES) return null;
  return { path: found.path, text: await textAt(git, found) };
}

/** Every text in a collector's section that may be a path from `folder`: scripts and the like are named there. */
export function namedBy(config: Config, folder: string): readonly string[] {
  const paths = registry.flatMap(({ id }) => textsIn(config[id])).map((text) => pathFrom(folder, text));
  return [...new Set(paths.filter((path) => path !== null))].slice(0, MOST_PATHS);
}

/** More than anybody writes, and not too many words for a command. */
const MOST_PATHS = 500;

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The paths of files that are not the same in both commits: changed, new, or gone. */
export async function changedAmong(
  { git, base, head }: { readonly git: Git; readonly base: string; readonly head: string },
  paths: readonly string[],
): Promise<readonly string[]> {
  const [before, after] = [await filesAt(git, base, paths), await filesAt(git, head, paths)];
  const blobs = new Map(before.map(({ path, blob }) => [path, blob]));
  const known = new Set(after.map(({ path }) => path));
  const gone = before.filter(({ path }) => !known.has(path));
  return [...after.filter(({ path, blob }) => blobs.get(path) !== blob), ...gone].map(({ path }) => path).sort();
}

/** The text of a file in each commit that has it, if it is no larger than a config may be. */
export async function textsAt(git: Git, commits: readonly string[], path: string): Promise<readonly string[]> {
  const files = (await Promise.all(commits.map((commit) => filesAt(git, commit, [path])))).flat();
  return Promise.all(files.filter(({ bytes }) => bytes <= MOST_BYTES).map((file) => textAt(git, file)));
}
