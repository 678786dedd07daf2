/** V8's precise coverage: which ranges of a script ran. Pure. */
import { z } from "zod";
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

/** `scripts`: the same file in each thread that loaded it. A line ran where its first character ran in any of them. */
export function coveredByV8(scripts: readonly V8Script[], source: string): CoveredFile {
  const lines = linesOf(source);
  const spans = scripts.map(({ functions }) =>
    functions.flatMap(({ functionName, ranges }) => ranges.map((one) => ({ ...one, name: functionName }))),
  );
  const innermost = (all: (typeof spans)[number], at: number) =>
    all
      .filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset)
      .sort((x, y) => x.endOffset - x.startOffset - (y.endOffset - y.startOffset))[0];
  return {
    ran(line) {
      const at = lines[line - 1] ?? null;
      return at === null ? null : spans.some((all) => (innermost(all, at)?.count ?? 0) > 0);
    },
    functionAt(line) {
      const at = lines[line - 1] ?? null;
      return at === null ? null : innermost(spans[0] ?? [], at)?.name || null;
    },
  };
}

/** Where the code of each line begins; null for lines without any, as far as that can be told without reading the language. */
function linesOf(source: string): readonly (number | null)[] {
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
