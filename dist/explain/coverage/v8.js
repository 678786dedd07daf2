// src/explain/coverage/v8.ts
import { z } from "../../vendor/zod.js";
var range = z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() });
var v8Scripts = z.array(
  z.object({
    url: z.string(),
    functions: z.array(z.object({ functionName: z.string(), ranges: z.array(range).min(1) }))
  })
);
function coveredByV8(scripts, source) {
  const lines = linesOf(source);
  const spans = scripts.map(
    ({ functions }) => functions.flatMap(({ functionName, ranges }) => ranges.map((one) => ({ ...one, name: functionName })))
  );
  const innermost = (all, at) => all.filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset).sort((x, y) => x.endOffset - x.startOffset - (y.endOffset - y.startOffset))[0];
  return {
    ran(line) {
      const at = lines[line - 1] ?? null;
      return at === null ? null : spans.some((all) => (innermost(all, at)?.count ?? 0) > 0);
    },
    functionAt(line) {
      const at = lines[line - 1] ?? null;
      return at === null ? null : innermost(spans[0] ?? [], at)?.name || null;
    }
  };
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
  coveredByV8,
  v8Scripts
};
