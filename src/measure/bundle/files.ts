/** Which files of a build are to be weighed, and what their bundler says of them. */
import { readFile, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { dirname } from "node:path/posix";
import { distance } from "fastest-levenshtein";
import { glob } from "tinyglobby";
import { ConfigError, DataError } from "../../errors.ts";
import type { Build } from "../collector.ts";
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
  const root = await realpath(build.dir);
  const files = new Set<string>();
  const notes: string[] = [];
  for (const wanted of globs.filter((one) => !one.startsWith("!"))) {
    const matches = await list(build, wanted, ignore);
    if (matches.length === 0 && build.side === "head") throw await nothingMatches(build, "bundle.files", wanted);
    for (const path of matches) {
      const real = await realpath(join(build.dir, path));
      if (real.startsWith(root + sep)) files.add(path);
      else if (build.side === "head")
        throw new ConfigError(
          `bundle.files: ${path} of head's build leads out of it by a link: build into the target's folder.`,
        );
      else notes.push(`${path} of base's build leads out of it by a link: it was not weighed.`);
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
    const text = await read(build, config.manifest);
    if (text !== null) return { manifest: parseManifest(config.manifest, text, known), notes: [] };
    if (build.side === "head") throw await nothingMatches(build, "bundle.manifest", config.manifest);
    return { manifest: null, notes: [`Base has no ${config.manifest}: its files were matched by their names.`] };
  }
  const found: Manifest[] = [];
  for (const path of likelyPaths(files)) {
    const text = await read(build, path);
    if (text === null) continue;
    try {
      found.push(parseManifest(path, text, known));
    } catch (error) {
      // Any program may write a meta.json.
      if (!(error instanceof DataError)) throw error;
    }
  }
  return { manifest: found.length > 0 ? joinManifests(found) : null, notes: [] };
}

function likelyPaths(files: readonly string[]): readonly string[] {
  const folders = new Set(files.map((file) => dirname(file)));
  for (const folder of folders) if (folder !== ".") folders.add(dirname(folder));
  return [...folders]
    .sort()
    .flatMap((folder) => manifestNames.map((name) => (folder === "." ? name : `${folder}/${name}`)));
}

async function read({ dir }: Build, path: string): Promise<string | null> {
  const file = join(dir, path);
  const [root, real] = await Promise.all([realpath(dir), realpath(file).catch(() => "")]);
  return real.startsWith(root + sep) ? await readFile(real, "utf8").catch(() => null) : null;
}
