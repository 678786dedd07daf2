/** What both sides' files are made of, by the best way that there is on both. */
import type { Side } from "../../../model/series.ts";
import type { Build } from "../../served.ts";
import { likelyPaths, messageOf, parseLikely, readInside } from "../files.ts";
import type { Weighed } from "../run.ts";
import { type Composition, joinCompositions, type Way } from "./composition.ts";
import { METAFILE } from "./metafile.ts";
import { modulesOfMap, SOURCE_MAPS } from "./source-map.ts";
import { parseStats, statsNames } from "./stats.ts";
import { VISUALIZER, VISUALIZER_MAPPED } from "./visualizer.ts";
import { WEBPACK } from "./webpack.ts";

/** The best first: exact bytes of the output, then bytes of the output, then those of what went in. */
const WAYS: readonly Way[] = [METAFILE, SOURCE_MAPS, VISUALIZER_MAPPED, VISUALIZER, WEBPACK];

export interface BuiltSide {
  readonly build: Build;
  readonly files: readonly Weighed[];
}

type Sides<Of> = Readonly<Record<Side, Of>>;

/**
 * `named`: the one file to look into, below each side's folder; without it, those that lie beside the built files.
 * `found` is null where one side has none, or none of the other's kind; `problems` are what stood in the way, a sentence
 * each.
 */
export async function findCompositions(
  sides: Sides<BuiltSide>,
  named: string | undefined,
): Promise<{ readonly found: Sides<Composition> | null; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  const stats = { head: await statsOf(sides.head, named, problems), base: await statsOf(sides.base, named, problems) };
  for (const way of WAYS) {
    const head = stats.head.get(way) ?? (await mapped(sides.head, way, named, problems));
    const base = head && (stats.base.get(way) ?? (await mapped(sides.base, way, named, problems)));
    if (head && base) return { found: { base, head }, problems };
  }
  return { found: null, problems };
}

async function statsOf(
  { build, files }: BuiltSide,
  named: string | undefined,
  problems: string[],
): Promise<ReadonlyMap<Way, Composition>> {
  const paths = files.map(({ path }) => path);
  const weighed = new Set(paths);
  const parse = (path: string, text: string) => parseStats(path, text, weighed, build.dir);
  if (named !== undefined) {
    try {
      const text = await readInside(build, named);
      if (text === null) problems.push(notThere(build, named));
      return byWay(text === null ? [] : [parse(named, text)]);
    } catch (error) {
      problems.push(messageOf(error));
      return new Map();
    }
  }
  const { found, notes } = await parseLikely(build, likelyPaths(paths, statsNames), parse);
  problems.push(...notes);
  return byWay(found);
}

/** Says that the file which the config names is not there. */
export function notThere({ side }: Build, named: string): string {
  return `${side}'s build has no ${named}: have it written there, or correct bundle.modules.`;
}

function byWay(found: readonly Composition[]): ReadonlyMap<Way, Composition> {
  const ways = new Map<Way, Composition>();
  for (const one of found) {
    const other = ways.get(one.way);
    ways.set(one.way, other ? joinCompositions([other, one]) : one);
  }
  return ways;
}

/** Letters of source maps that are read of a side; the files after them are told of as wholes. */
const MOST_LETTERS = 256_000_000;

/** By the source maps beside the files; undefined where there are none, or they are not what is asked for. */
async function mapped(
  { build, files }: BuiltSide,
  way: Way,
  named: string | undefined,
  problems: string[],
): Promise<Composition | undefined> {
  if (way !== SOURCE_MAPS || named !== undefined) return undefined;
  const made = new Map<string, ReadonlyMap<string, number>>();
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
  return made.size > 0 ? { way, files: made } : undefined;
}
