/** What a source map says of one built file: whose bytes they are. Works for every bundler that writes source maps. */
import { decodedMappings, FlattenMap } from "@jridgewell/trace-mapping";
import { z } from "zod";
import { DataError } from "../../../errors.ts";
import { add, modulePath, NO_SOURCE, type Way } from "./composition.ts";

export const SOURCE_MAPS: Way = {
  by: "by source maps: bytes of the built files, before compression",
  caveat: null,
};

/** A segment of the mappings takes some fifty bytes of memory, and two letters of text at least. */
const MOST_MAPPINGS = 8_000_000;
const MOST_LINES = 1_000_000;

const plain = z
  .object({
    version: z.literal(3),
    sourceRoot: z.string().nullish(),
    sources: z.array(z.string().nullable()),
    mappings: z.string(),
  })
  .transform((map) => ({ ...map, sourceRoot: map.sourceRoot ?? "", names: [] }));

const offset = z.object({ line: z.int().nonnegative().max(MOST_LINES), column: z.int().nonnegative() });
const sectioned = z.object({ version: z.literal(3), sections: z.array(z.object({ offset, map: plain })) });

const sourceMap = z
  .union([plain, sectioned])
  .refine((map) => mappingsOf(map) <= MOST_MAPPINGS, { error: "it holds too many mappings" });

function mappingsOf(map: z.output<typeof plain> | z.output<typeof sectioned>): number {
  const parts = "sections" in map ? map.sections.map((section) => section.map) : [map];
  return parts.reduce((sum, { mappings }) => sum + mappings.length, 0);
}

/**
 * The bytes of each source in `code`, which add up to all its bytes. `path` is the map's, below `root`, the absolute
 * folder of the build. Throws DataError when it is no source map, or too large a one.
 */
export function modulesOfMap(path: string, map: string, code: string, root: string): ReadonlyMap<string, number> {
  const { mappings, sources } = decode(path, map);
  const names = sources.map((source) => (source === null ? NO_SOURCE : modulePath(source, root)));
  const sums = new Map<string, number>();
  const lines = code.split("\n");
  for (const [index, text] of lines.entries()) {
    // What ends a line belongs to what is last on it.
    const whole = index < lines.length - 1 ? `${text}\n` : text;
    let name = NO_SOURCE;
    let from = 0;
    for (const [column, source] of mappings[index] ?? []) {
      const to = Math.min(Math.max(column, from), text.length);
      if (to > from) add(sums, name, Buffer.byteLength(whole.slice(from, to)));
      from = to;
      name = source === undefined ? NO_SOURCE : (names[source] ?? NO_SOURCE);
    }
    if (whole.length > from) add(sums, name, Buffer.byteLength(whole.slice(from)));
  }
  return sums;
}

interface Decoded {
  /** A list of segments a line; a segment begins with its column and, where it has one, its source. */
  readonly mappings: readonly (readonly (readonly [number, number?, ...unknown[]])[])[];
  readonly sources: readonly (string | null)[];
}

function decode(path: string, text: string): Decoded {
  try {
    const map = new FlattenMap(sourceMap.parse(JSON.parse(text)), path);
    return { mappings: decodedMappings(map), sources: map.resolvedSources };
  } catch (cause) {
    // The library throws whatever it meets on mappings that are none.
    throw new DataError(`${path} is not a source map that Weighbridge reads, or too large a one.`, { cause });
  }
}
