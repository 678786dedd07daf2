// src/measure/bundle/modules/find.ts
import { likelyPaths, messageOf, parseLikely, readInside } from "../files.js";
import { joinCompositions } from "./composition.js";
import { METAFILE } from "./metafile.js";
import { modulesOfMap, SOURCE_MAPS } from "./source-map.js";
import { parseStats, statsNames } from "./stats.js";
import { VISUALIZER, VISUALIZER_MAPPED } from "./visualizer.js";
import { WEBPACK } from "./webpack.js";
var WAYS = [METAFILE, SOURCE_MAPS, VISUALIZER_MAPPED, VISUALIZER, WEBPACK];
async function findCompositions(sides, named) {
  const problems = [];
  const stats = { head: await statsOf(sides.head, named, problems), base: await statsOf(sides.base, named, problems) };
  for (const way of WAYS) {
    const head = stats.head.get(way) ?? await mapped(sides.head, way, named, problems);
    const base = head && (stats.base.get(way) ?? await mapped(sides.base, way, named, problems));
    if (head && base) return { found: { base, head }, problems };
  }
  return { found: null, problems };
}
async function statsOf({ build, files }, named, problems) {
  const paths = files.map(({ path }) => path);
  const weighed = new Set(paths);
  const parse = (path, text) => parseStats(path, text, weighed, build.dir);
  if (named !== void 0) {
    try {
      const text = await readInside(build, named);
      if (text === null) problems.push(notThere(build, named));
      return byWay(text === null ? [] : [parse(named, text)]);
    } catch (error) {
      problems.push(messageOf(error));
      return /* @__PURE__ */ new Map();
    }
  }
  const { found, notes } = await parseLikely(build, likelyPaths(paths, statsNames), parse);
  problems.push(...notes);
  return byWay(found);
}
function notThere({ side }, named) {
  return `${side}'s build has no ${named}: have it written there, or correct bundle.modules.`;
}
function byWay(found) {
  const ways = /* @__PURE__ */ new Map();
  for (const one of found) {
    const other = ways.get(one.way);
    ways.set(one.way, other ? joinCompositions([other, one]) : one);
  }
  return ways;
}
var MOST_LETTERS = 256e6;
async function mapped({ build, files }, way, named, problems) {
  if (way !== SOURCE_MAPS || named !== void 0) return void 0;
  const made = /* @__PURE__ */ new Map();
  let letters = 0;
  for (const { path: file } of files) {
    if (letters > MOST_LETTERS) break;
    const path = `${file}.map`;
    try {
      const map = await readInside(build, path);
      const code = map === null ? null : await readInside(build, file);
      if (map === null || code === null) continue;
      letters += map.length;
      made.set(file, modulesOfMap(path, map, code, build.dir));
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  return made.size > 0 ? { way, files: made } : void 0;
}
export {
  findCompositions,
  notThere
};
