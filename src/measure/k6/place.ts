/** Where a threshold stands in the script that states it. Pure. */
import type { Source } from "../../model/source.ts";

/**
 * The line of `expression` at or after the first one that names its metric, `selector`; null where the script computes
 * either, or takes them from another file.
 */
export function placeOfThreshold(script: string, file: string, selector: string, expression: string): Source | null {
  const lines = script.split(/\r\n|\n|\r/);
  const from = lines.findIndex((line) => namesMetric(line, selector));
  if (from < 0) return null;
  const line = lines.findIndex((text, index) => index >= from && text.includes(expression.trim()));
  return line < 0 ? null : { file, line: line + 1 };
}

/** As a key of an object: `http_req_failed:`, `"http_req_duration{name:cart}":`. */
function namesMetric(line: string, selector: string): boolean {
  return [`"${selector}"`, `'${selector}'`, `\`${selector}\``, `${selector}:`].some((key) => line.includes(key));
}
