/** What ran of the files that head changes: as they lie in its folder, and by the source maps of what was built from them. */
import { insideOf } from "../inside.ts";
import { type Lookup, mapsIn } from "../mapped.ts";
import { sourceOf } from "../source.ts";
import type { Coverage, CoveredFile } from "./coverage.ts";
import { coveredAt, coveredByV8, linesOf, type V8Script } from "./v8.ts";

/** Bytes of a built file; of a bundle with all of its packages. */
const LARGEST = 8 * 1024 * 1024;

/** `dir`: absolute, no link. `scripts`: of all threads. @throws ToolError when there is more of it than a program has */
export function coverageOf(scripts: readonly V8Script[], dir: string, changed: ReadonlySet<string>): Coverage {
  const loaded = new Map<string, V8Script[]>();
  for (const script of scripts) {
    // V8 names what it loaded from a file by the whole path of it.
    const file = script.url.startsWith("file:") ? insideOf(dir, script.url) : null;
    if (file !== null) add(loaded, file, script);
  }
  const mapOf = mapsIn(dir);
  const found = new Map<string, CoveredFile[]>();
  for (const [file, own] of loaded) {
    const lookup = changed.has(file) ? null : mapOf(file);
    const text = changed.has(file) || lookup !== null ? sourceOf(dir, file, LARGEST) : null;
    if (text !== null && lookup === null) add(found, file, coveredByV8(own, text));
    const sources = text === null || lookup === null ? [] : sourcesIn(text, lookup, changed);
    for (const [source, lines] of sources) add(found, source, coveredAt(own, codeOf(dir, source, lines)));
  }
  return new Map([...found].map(([file, all]) => [file, anyOf(all)]));
}

function add<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  list.push(value);
}

/** By source and line, where in the built text the first of what was made of it begins. */
function sourcesIn(text: string, lookup: Lookup, changed: ReadonlySet<string>) {
  const sources = new Map<string, Map<number, { readonly at: number; readonly column: number }>>();
  let start = 0;
  for (const [index, built] of text.split("\n").entries()) {
    for (const word of built.matchAll(/[\w$]+|[^\s\w$]/gu)) {
      const from = lookup(index + 1, word.index);
      if (from === null || !changed.has(from.file)) continue;
      const lines = sources.get(from.file) ?? new Map<number, { at: number; column: number }>();
      sources.set(from.file, lines);
      const known = lines.get(from.line);
      if (known === undefined || from.column < known.column)
        lines.set(from.line, { at: start + word.index, column: from.column });
    }
    start += built.length + 1;
  }
  return sources;
}

/** By line, without those that hold no code by themselves; none where the source cannot be read. */
function codeOf(dir: string, source: string, lines: ReadonlyMap<number, { readonly at: number }>) {
  const written = linesOf(sourceOf(dir, source) ?? "");
  return written.map((code, index) => (code === null ? null : (lines.get(index + 1)?.at ?? null)));
}

/** Built more than once, as for two kinds of modules, a file ran where any of that did. */
function anyOf(files: readonly CoveredFile[]): CoveredFile {
  return {
    ran(line) {
      const all = files.map((file) => file.ran(line)).filter((ran) => ran !== null);
      return all.length === 0 ? null : all.includes(true);
    },
    functionAt: (line) => files.map((file) => file.functionAt(line)).find((name) => name !== null) ?? null,
  };
}
