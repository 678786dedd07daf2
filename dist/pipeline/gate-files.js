// src/pipeline/gate-files.ts
import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, relative } from "node:path";
import { registry } from "../measure/registry.js";
import { filesAt, pathFrom, textAt } from "../target/files.js";
var MOST_BYTES = 1024 * 1024;
async function folderOf({ root }, cwd) {
  let top = null;
  for (let at = cwd; ; at = dirname(at)) {
    if (await realpath(at) === root) top = at;
    if (at === dirname(at)) return top === null ? relative(root, await realpath(cwd)) : relative(top, cwd);
  }
}
async function placesIn(git, folder, places) {
  const paths = await Promise.all(
    places.map(
      async (place) => isAbsolute(place) ? pathFrom(await folderOf(git, dirname(place)), basename(place)) : pathFrom(folder, place)
    )
  );
  return paths.filter((path) => path !== null);
}
async function ledTo({ root }, path) {
  const found = pathFrom("", relative(root, await realpath(path).catch(() => path)));
  return found === null ? [] : [found];
}
async function configAt(git, commit, places) {
  const files = await filesAt(git, commit, places);
  const found = places.flatMap((place) => files.find(({ path }) => path === place) ?? [])[0];
  if (found === void 0 || found.bytes > MOST_BYTES) return null;
  return { path: found.path, text: await textAt(git, found) };
}
function namedBy(config, folder) {
  const paths = registry.flatMap(({ id }) => textsIn(config[id])).map((text) => pathFrom(folder, text));
  return [...new Set(paths.filter((path) => path !== null))].slice(0, MOST_PATHS);
}
var MOST_PATHS = 500;
function textsIn(value) {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
async function changedAmong({ git, base, head }, paths) {
  const [before, after] = [await filesAt(git, base, paths), await filesAt(git, head, paths)];
  const blobs = new Map(before.map(({ path, blob }) => [path, blob]));
  const known = new Set(after.map(({ path }) => path));
  const gone = before.filter(({ path }) => !known.has(path));
  return [...after.filter(({ path, blob }) => blobs.get(path) !== blob), ...gone].map(({ path }) => path).sort();
}
async function textsAt(git, commits, path) {
  const files = (await Promise.all(commits.map((commit) => filesAt(git, commit, [path])))).flat();
  return Promise.all(files.filter(({ bytes }) => bytes <= MOST_BYTES).map((file) => textAt(git, file)));
}
export {
  changedAmong,
  configAt,
  folderOf,
  ledTo,
  namedBy,
  placesIn,
  textsAt
};
