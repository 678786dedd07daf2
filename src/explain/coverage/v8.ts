/** V8's precise coverage: which ranges of a script ran. Pure. */
import { z } from "zod";
import { ToolError } from "../../errors.ts";
import type { CoveredFile } from "./coverage.ts";

const range = z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() });

/** Of the inspector's Profiler.takePreciseCoverage. */
export const v8Scripts = z.array(
  z.object({
    url: z.string(),
    functions: z.array(z.object({ functionName: z.string(), ranges: z.array(range).min(1) })),
  }),
);

export type V8Script = z.output<typeof v8Scripts>[number];

/** Ranges of one file in all threads, and its lines times the threads: far more than programs have. */
const MOST_RANGES = 200_000;
const MOST_LINES = 20_000_000;

/**
 * `scripts`: the same file in each thread that loaded it. A line ran where its first character ran in any of them.
 *
 * @throws ToolError when there is more of it than a program has
 */
export function coveredByV8(scripts: readonly V8Script[], source: string): CoveredFile {
  return coveredAt(scripts, linesOf(source));
}

/** The same where `lines` says at which character of the script each line begins; null: there is nothing in it to run. */
export function coveredAt(scripts: readonly V8Script[], lines: readonly (number | null)[]): CoveredFile {
  const spans = scripts.map(({ functions }) =>
    functions.flatMap(({ functionName, ranges }) => ranges.map((one) => ({ ...one, name: functionName }))),
  );
  const ranges = spans.reduce((sum, { length }) => sum + length, 0);
  if (ranges > MOST_RANGES || scripts.length * lines.length > MOST_LINES) {
    throw new ToolError(`what V8 tells of the lines that ran is more than can be read (${ranges} ranges of one file)`);
  }
  const innermost = spans.map((all) => innermostBy(all, lines));
  return {
    ran(line) {
      return (lines[line - 1] ?? null) === null ? null : innermost.some((spanAt) => (spanAt[line - 1]?.count ?? 0) > 0);
    },
    functionAt: (line) => innermost[0]?.[line - 1]?.name || null,
  };
}

interface Span extends z.output<typeof range> {
  readonly name: string;
}

/** By line, the shortest range in which its code begins: the shortest take theirs first, and what is taken is skipped. */
function innermostBy(spans: readonly Span[], lines: readonly (number | null)[]): readonly (Span | undefined)[] {
  // Compilers may move lines.
  const code = lines.flatMap((at, line) => (at === null ? [] : [{ at, line }])).sort((x, y) => x.at - y.at);
  const found: (Span | undefined)[] = [];
  const free = Uint32Array.from({ length: code.length + 1 }, (_, index) => index);
  const nextFree = (from: number) => {
    let index = from;
    while (free[index] !== index) index = free[index] = free[free[index]!]!;
    return index;
  };
  const byLength = spans.toSorted((x, y) => x.endOffset - x.startOffset - (y.endOffset - y.startOffset));
  for (const span of byLength) {
    let index = nextFree(firstFrom(code, span.startOffset));
    while (index < code.length && code[index]!.at < span.endOffset) {
      found[code[index]!.line] = span;
      free[index] = index + 1;
      index = nextFree(index);
    }
  }
  return found;
}

/** The first that begins there or later; as many as there are, where none does. */
function firstFrom(code: readonly { readonly at: number }[], offset: number): number {
  let [low, high] = [0, code.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (code[middle]!.at < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the code of each line begins; null for lines without any, as far as that can be told without reading the language. */
export function linesOf(source: string): readonly (number | null)[] {
  let offset = 0;
  let comment = false;
  return source.split("\n").map((line) => {
    const text = line.trim();
    const at = offset + line.length - line.trimStart().length;
    offset += line.length + 1;
    const begins = text.startsWith("/*");
    const inside = comment || begins;
    if (inside) comment = !text.includes("*/");
    return inside || text === "" || text.startsWith("//") || /^[\])};,]+$/u.test(text) ? null : at;
  });
}
