/** Which source a place in a built file comes from, by the source map beside it. */
import { SourceMap } from "node:module";
import { isAbsolute, join, posix } from "node:path";
import { z } from "zod";
import { insideOf, isFile } from "./inside.ts";
import { sourceOf } from "./source.ts";

/** A place in a source, its file from the side's folder. Lines from 1, columns from 0. */
interface Mapped {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** null: it comes from no source that lies in the folder. */
export type Lookup = (line: number, column: number) => Mapped | null;

/** Bytes of a map; that of a bundle with all of its packages has some four million. */
const LARGEST = 16 * 1024 * 1024;
/** Bytes of all maps of a side. */
const MOST = 64 * 1024 * 1024;

/** Maps of sections are left out. Of the format (ECMA-426) names and the sources' text are not needed. */
const mapSchema = z.object({
  version: z.literal(3),
  sources: z.array(z.string().nullable()),
  sourceRoot: z.string().nullish(),
  mappings: z.string(),
});

/** Packages are not what a change wrote, and many bring maps. */
const isBuilt = (file: string) => /\.[cm]?js$/u.test(file) && !/(?:^|\/)node_modules\//u.test(file);

/** Of built files in `dir` (absolute, no link): null for one without a map, or with one that cannot be read. */
export function mapsIn(dir: string): (file: string) => Lookup | null {
  const known = new Map<string, Lookup | null>();
  let left = MOST;
  const read = (file: string) => {
    const text = sourceOf(dir, `${file}.map`, Math.min(LARGEST, left));
    left -= text?.length ?? 0;
    return text === null ? null : lookupOf(dir, file, text);
  };
  return (file) => {
    if (!known.has(file)) known.set(file, isBuilt(file) ? read(file) : null);
    return known.get(file)!;
  };
}

function lookupOf(dir: string, built: string, text: string): Lookup | null {
  try {
    const { sources, sourceRoot, mappings } = mapSchema.parse(JSON.parse(text));
    const files = new Map<number, string | null>();
    const fileAt = (index: number) => {
      const source = sources[index];
      if (!files.has(index)) files.set(index, source ? sourceIn(dir, built, rooted(sourceRoot ?? "", source)) : null);
      return files.get(index) ?? null;
    };
    // By their place in the list: what a source is called is the map's business.
    const map = new SourceMap({
      ...{ version: 3, file: built, names: [], sourcesContent: [], sourceRoot: "" },
      ...{ sources: sources.map((_, index) => `${index}`), mappings },
    });
    return (line, column) => {
      const found = map.findEntry(line - 1, column);
      // Where a line holds nothing of a source, what stands before it on another is found.
      if (!("originalSource" in found) || found.generatedLine !== line - 1) return null;
      const file = fileAt(Number(found.originalSource));
      return file !== null ? { file, line: found.originalLine + 1, column: found.originalColumn } : null;
    };
  } catch {
    return null;
  }
}

/** From the side's folder; null where no such file lies there. */
function sourceIn(dir: string, built: string, source: string): string | null {
  // "webpack://shop/./src/cart.ts"
  const named = source.replace(/^webpack:\/\/[^/]*\//iu, "");
  if (named !== source || source.startsWith("file:") || isAbsolute(source)) return insideOf(dir, named);
  const path = posix.join(posix.dirname(built), source);
  return path.startsWith("../") || !isFile(join(dir, path)) ? null : path;
}

const rooted = (root: string, source: string) => (root === "" || root.endsWith("/") ? root : `${root}/`) + source;
