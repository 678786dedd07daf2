// src/measure/bundle/files.ts
import { readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { dirname } from "node:path/posix";
import { distance } from "../../vendor/fastest-levenshtein.js";
import { glob } from "../../vendor/tinyglobby.js";
import { ConfigError, DataError } from "../../errors.js";
import { leadsOut, liesIn } from "../../system/inside.js";
import { joinManifests, manifestNames, parseManifest } from "./manifest.js";
async function findFiles(build, globs) {
  const ignore = globs.filter((one) => one.startsWith("!")).map((one) => one.slice(1));
  const ofBuild = `${build.side}'s build`;
  const files = /* @__PURE__ */ new Set();
  const notes = [];
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
function list({ dir }, pattern, ignore) {
  const installed = pattern.includes("node_modules") ? [] : ["**/node_modules/**"];
  return glob([pattern], {
    cwd: dir,
    ignore: [...ignore, ...installed, "**/.git/**"],
    followSymbolicLinks: false,
    expandDirectories: false,
    onlyFiles: true,
    dot: true
  });
}
var NEAREST = 3;
var LOOKED_AT = 5e3;
async function nothingMatches(build, key, wanted) {
  const all = (await list(build, "**/*", [])).slice(0, LOOKED_AT);
  const far = new Map(all.map((path) => [path, distance(wanted, path)]));
  const nearest = all.sort((a, b) => far.get(a) - far.get(b) || (a < b ? -1 : 1)).slice(0, NEAREST);
  const there = nearest.length > 0 ? `the nearest files there are ${nearest.join(", ")}` : "there are no files in it";
  return new ConfigError(
    `${key}: "${wanted}" matches no file of ${build.side}'s build; ${there}: correct the glob, or have target.build write them (links are not followed).`
  );
}
async function findManifest(build, config, files) {
  const known = new Set(files);
  if (config.manifest !== void 0) {
    const text = await readInside(build, config.manifest);
    if (text !== null) return { manifest: parseManifest(config.manifest, text, known), notes: [] };
    if (build.side === "head") throw await nothingMatches(build, "bundle.manifest", config.manifest);
    return { manifest: null, notes: [`Base has no ${config.manifest}: its files were matched by their names.`] };
  }
  const { found, notes } = await parseLikely(
    build,
    likelyPaths(files, manifestNames),
    (path, text) => parseManifest(path, text, known)
  );
  return { manifest: found.length > 0 ? joinManifests(found) : null, notes };
}
async function parseLikely(build, paths, parse) {
  const found = [];
  const notes = [];
  for (const path of paths) {
    const text = await readInside(build, path).catch((error) => {
      notes.push(messageOf(error));
      return null;
    });
    try {
      if (text !== null) found.push(parse(path, text));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
    }
  }
  return { found, notes };
}
function messageOf(error) {
  if (!(error instanceof DataError)) throw error;
  return error.message;
}
function likelyPaths(files, names) {
  const folders = new Set(files.map((file) => dirname(file)));
  for (const folder of folders) if (folder !== ".") folders.add(dirname(folder));
  return [...folders].sort().flatMap((folder) => names.map((name) => folder === "." ? name : `${folder}/${name}`));
}
var MOST_MEGABYTES = 64;
async function readInside(build, path) {
  const real = await placeInside(build, path);
  if (real === null) return null;
  const { size } = await stat(real);
  if (size > MOST_MEGABYTES * 1e6)
    throw new DataError(
      `${path} of ${build.side}'s build is larger than ${MOST_MEGABYTES} MB: have the bundler write less into it.`
    );
  return await readFile(real, "utf8").catch(() => null);
}
async function placeInside({ dir }, path) {
  if (!liesIn(dir, join(dir, path))) return null;
  const real = await realpath(join(dir, path));
  const isFile = await stat(real).then(
    (found) => found.isFile(),
    () => false
  );
  return isFile ? real : null;
}
export {
  findFiles,
  findManifest,
  likelyPaths,
  messageOf,
  nothingMatches,
  parseLikely,
  placeInside,
  readInside
};
