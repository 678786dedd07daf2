// src/explain/coverage/v8.ts
import { z } from "../../vendor/zod.js";
import { ToolError } from "../../errors.js";
var range = z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() });
var v8Scripts = z.array(
  z.object({
    url: z.string(),
    functions: z.array(z.object({ functionName: z.string(), ranges: z.array(range).min(1) }))
  })
);
var MOST_RANGES = 2e5;
var MOST_LINES = 2e7;
function coveredByV8(scripts, source) {
  return coveredAt(scripts, linesOf(source));
}
function coveredAt(scripts, lines) {
  const spans = scripts.map(
    ({ functions }) => functions.flatMap(({ functionName, ranges: ranges2 }) => ranges2.map((one) => ({ ...one, name: functionName })))
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
    functionAt: (line) => innermost[0]?.[line - 1]?.name || null
  };
}
function innermostBy(spans, lines) {
  const code = lines.flatMap((at, line) => at === null ? [] : [{ at, line }]).sort((x, y) => x.at - y.at);
  const found = [];
  const free = Uint32Array.from({ length: code.length + 1 }, (_, index) => index);
  const nextFree = (from) => {
    let index = from;
    while (free[index] !== index) index = free[index] = free[free[index]];
    return index;
  };
  const byLength = spans.toSorted((x, y) => x.endOffset - x.startOffset - (y.endOffset - y.startOffset));
  for (const span of byLength) {
    let index = nextFree(firstFrom(code, span.startOffset));
    while (index < code.length && code[index].at < span.endOffset) {
      found[code[index].line] = span;
      free[index] = index + 1;
      index = nextFree(index);
    }
  }
  return found;
}
function firstFrom(code, offset) {
  let [low, high] = [0, code.length];
  while (low < high) {
    const middle = low + high >>> 1;
    if (code[middle].at < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
function linesOf(source) {
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
export {
  coveredAt,
  coveredByV8,
  linesOf,
  v8Scripts
};
