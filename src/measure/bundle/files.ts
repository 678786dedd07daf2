/** Which files of a build are to be weighed, and what their bundler says of them. */
import { readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { dirname } from "node:path/posix";
import { distance } from "fastest-levenshtein";
import { glob } from "tinyglobby";
import { ConfigError, DataError } from "../../errors.ts";
import { leadsOut, liesIn } from "../../system/inside.ts";
import type { Build } from "../served.ts";
import { joinManifests, type Manifest, manifestNames, parseManifest } from "./manifest.ts";
import type { BundleConfig } from "./schema.ts";

/**
 * The files below a build's folder that the globs match, sorted. Links below it are not followed; where the folder that a
 * glob starts with is a link out of the build, its files are left out and named in `notes`. Throws ConfigError when a
 * glob matches nothing on head, or leads out of it.
 */
export async function findFiles(
  build: Build,
  globs: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly notes: readonly string[] }> {
  const ignore = globs.filter((one) => one.startsWith("!")).map((one) => one.slice(1));
  const ofBuild = `${build.side}'s build`;
  const files = new Set<string>();
  const notes: string[] = [];
  for (const wanted of globs.filter((one) => !one.startsWith("!"))) {
    const matches = await list(build, wanted, ignore);
    if (matches.length === 0 && build.side === "head") throw await nothingMatches(build, "bundle.files", wanted);
    for (const path of matches) {
      if (liesIn(build.dir, join(build.dir, path))) files.add(path);
      else if (build.side === "head")
        throw new ConfigError(`bundle.files: ${leadsOut(path, ofBuild)} by a link: build into the target's folder.`);
      else notes.push(`${leadsOut(path, ofBuild)} by a link: it was not weighed.`);
    }
  }
  return { files: [...files].sort(), notes };
}

function list({ dir }: Build, pattern: string, ignore: readonly string[]): Promise<string[]> {
  // `**/*.js` means what was built, not what was installed.
  const installed = pattern.includes("node_modules") ? [] : ["**/node_modules/**"];
  return glob([pattern], {
    cwd: dir,
    ignore: [...ignore, ...installed, "**/.git/**"],
    followSymbolicLinks: false,
    expandDirectories: false,
    onlyFiles: true,
    dot: true,
  });
}

const NEAREST = 3;
const LOOKED_AT = 5_000;

export async function nothingMatches(build: Build, key: string, wanted: string): Promise<ConfigError> {
  const all = (await list(build, "**/*", [])).slice(0, LOOKED_AT);
  const far = new Map(all.map((path) => [path, distance(wanted, path)]));
  const nearest = all.sort((a, b) => far.get(a)! - far.get(b)! || (a < b ? -1 : 1)).slice(0, NEAREST);
  const there = nearest.length > 0 ? `the nearest files there are ${nearest.join(", ")}` : "there are no files in it";
  return new ConfigError(
    `${key}: "${wanted}" matches no file of ${build.side}'s build; ${there}: correct the glob, or have target.build write them (links are not followed).`,
  );
}

/**
 * The manifest that the config names, else those found beside the files or above them. Throws ConfigError when the named
 * one is missing on head, and DataError when it is none; one that was only found is then passed over.
 */
export async function findManifest(
  build: Build,
  config: BundleConfig,
  files: readonly string[],
): Promise<{ readonly manifest: Manifest | null; readonly notes: readonly string[] }> {
  const known = new Set(files);
  if (config.manifest !== undefined) {
    const text = await readInside(build, config.manifest);
    if (text !== null) return { manifest: parseManifest(config.manifest, text, known), notes: [] };
    if (build.side === "head") throw await nothingMatches(build, "bundle.manifest", config.manifest);
    return { manifest: null, notes: [`Base has no ${config.manifest}: its files were matched by their names.`] };
  }
  const { found, notes } = await parseLikely(build, likelyPaths(files, manifestNames), (path, text) =>
    parseManifest(path, text, known),
  );
  return { manifest: found.length > 0 ? joinManifests(found) : null, notes };
}

/** Parses those of the files that are there and are what they may be. Files that are too large are named in `notes`. */
export async function parseLikely<Parsed>(
  build: Build,
  paths: readonly string[],
  parse: (path: string, text: string) => Parsed,
): Promise<{ readonly found: readonly Parsed[]; readonly notes: readonly string[] }> {
  const found: Parsed[] = [];
  const notes: string[] = [];
  for (const path of paths) {
    const text = await readInside(build, path).catch((error: unknown) => {
      notes.push(messageOf(error));
      return null;
    });
    try {
      if (text !== null) found.push(parse(path, text));
    } catch (error) {
      // Any program may write a meta.json.
      if (!(error instanceof DataError)) throw error;
    }
  }
  return { found, notes };
}

/** What is wrong with a file. Throws whatever else it is given. */
export function messageOf(error: unknown): string {
  if (!(error instanceof DataError)) throw error;
  return error.message;
}

/** Where bundlers may have put files of these names: beside the built files, or in a folder above them. */
export function likelyPaths(files: readonly string[], names: readonly string[]): readonly string[] {
  const folders = new Set(files.map((file) => dirname(file)));
  for (const folder of folders) if (folder !== ".") folders.add(dirname(folder));
  return [...folders].sort().flatMap((folder) => names.map((name) => (folder === "." ? name : `${folder}/${name}`)));
}

/** Above what bundlers write of an application of tens of thousands of modules. */
const MOST_MEGABYTES = 64;

/**
 * The text of a file of the build; null where there is none, or where a link leads out of the build. Throws DataError
 * when it is too large to be read.
 */
export async function readInside(build: Build, path: string): Promise<string | null> {
  const real = await placeInside(build, path);
  if (real === null) return null;
  const { size } = await stat(real);
  if (size > MOST_MEGABYTES * 1_000_000)
    throw new DataError(
      `${path} of ${build.side}'s build is larger than ${MOST_MEGABYTES} MB: have the bundler write less into it.`,
    );
  return await readFile(real, "utf8").catch(() => null);
}

/** Where a file of the build really lies; null where there is none, or where a link leads out of the build. */
export async function placeInside({ dir }: Build, path: string): Promise<string | null> {
  if (!liesIn(dir, join(dir, path))) return null;
  const real = await realpath(join(dir, path));
  const isFile = await stat(real).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFile ? real : null;
}
