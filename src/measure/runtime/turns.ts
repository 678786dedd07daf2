/** From a sampled profile of a main thread: the turns of its event loop that were long, and what code they were spent in. Pure. */
import { posix } from "node:path";
import { z } from "zod";
import { shortened } from "../subject.ts";

const LONGEST_NAME = 200;

const frame = z.object({
  functionName: z.string(),
  url: z.string(),
  /** From 0; -1 where there is none. */
  lineNumber: z.int(),
});

/** As V8's inspector answers Profiler.stop; times are microseconds of the machine's steady clock. */
export const profileSchema = z.object({
  nodes: z.array(z.object({ id: z.int(), callFrame: frame, children: z.array(z.int()).optional() })),
  startTime: z.number(),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});

export type Profile = z.output<typeof profileSchema>;

/** A function of the target. */
export interface Place {
  readonly name: string;
  /** From the folder of the build. */
  readonly file: string;
  /** From 1. */
  readonly line: number | null;
  /** Not of a package that it has installed. */
  readonly own: boolean;
}

interface Spent {
  readonly place: Place;
  readonly milliseconds: number;
}

/** A stretch of time in which the thread did not wait for events. */
export interface Turn {
  readonly milliseconds: number;
  /** By the innermost function of the target's own code, else of a package's; what is in none is not there. */
  readonly spent: readonly Spent[];
}

/**
 * The turns of at least `least` milliseconds that ended before each of `marks` (microseconds, rising) and not before the one
 * before it: the thread answered then, so that no turn goes on beyond it. `folder`: the build's, absolute, without links.
 */
export function longTurns(
  profile: Profile,
  marks: readonly number[],
  folder: string,
  least: number,
): readonly (readonly Turn[])[] {
  const places = placesIn(profile, folder);
  const idle = new Set(
    profile.nodes.filter(({ callFrame }) => callFrame.functionName === "(idle)").map(({ id }) => id),
  );
  const turns: Turn[][] = marks.map(() => []);
  let spent = new Map<string, Spent>();
  let from: number | null = null;
  let last = profile.startTime;
  let next = 0;
  const end = () => {
    const milliseconds = from === null ? 0 : (last - from) / 1000;
    if (milliseconds >= least) turns[next]?.push({ milliseconds, spent: [...spent.values()] });
    from = null;
    spent = new Map();
  };
  let running: Place | undefined;
  for (const [index, id] of profile.samples.entries()) {
    const passed = profile.timeDeltas[index] ?? 0;
    // A sample stands for the time up to the next one.
    if (running) add(spent, running, passed / 1000);
    last += passed;
    if (last >= (marks[next] ?? Number.POSITIVE_INFINITY)) end();
    while (last >= (marks[next] ?? Number.POSITIVE_INFINITY)) next++;
    if (idle.has(id)) end();
    else from ??= last;
    running = places.get(id);
  }
  end();
  return turns;
}

function add(spent: Map<string, Spent>, place: Place, milliseconds: number): void {
  const key = `${place.file}:${place.line}:${place.name}`;
  spent.set(key, { place, milliseconds: (spent.get(key)?.milliseconds ?? 0) + milliseconds });
}

/** Of each node of the profile's tree, the innermost function around it that is the target's own, else a package's. */
function placesIn({ nodes }: Profile, folder: string): ReadonlyMap<number, Place> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame, folder)] as const));
  const found = new Map<number, Place | null>();
  const search = (id: number) => {
    // Each node is passed once, also in a tree that a target has forged to go round in circles.
    const passed: number[] = [];
    let at: number | undefined = id;
    while (at !== undefined && !found.has(at) && !frames.get(at)?.own) {
      found.set(at, null);
      passed.push(at);
      at = parents.get(at);
    }
    let outer = at === undefined ? null : (found.get(at) ?? frames.get(at) ?? null);
    if (at !== undefined) found.set(at, outer);
    for (const one of passed.reverse()) {
      if (!outer?.own) outer = frames.get(one) ?? outer;
      found.set(one, outer);
    }
  };
  for (const { id } of nodes) search(id);
  return new Map([...found].flatMap(([id, place]) => (place ? [[id, place] as const] : [])));
}

function placeOf({ functionName, url, lineNumber }: z.output<typeof frame>, folder: string): Place | null {
  const path = pathOf(url);
  // A process may say anything: what leads out of the folder does not lie in it.
  const file = path === null ? ".." : posix.relative(folder, posix.normalize(path));
  if (file === "" || file === ".." || file.startsWith("../")) return null;
  return {
    name: shortened(functionName || "an anonymous function", LONGEST_NAME),
    file: shortened(file, LONGEST_NAME),
    line: lineNumber >= 0 ? lineNumber + 1 : null,
    own: !`/${file}`.includes("/node_modules/"),
  };
}

/** Modules are named by their URL, or in an old Node by their path. */
function pathOf(url: string): string | null {
  if (url.startsWith("/")) return url;
  if (!url.startsWith("file:///")) return null;
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
}
