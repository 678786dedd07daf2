/**
 * One line of Prometheus' text format 0.0.4 or of OpenMetrics 1.0 (both: prometheus.io/docs/instrumenting/exposition_formats).
 * Each character is looked at once: lines come from a pull request. Pure.
 */

/** A sample without its timestamp and exemplar. */
export interface SampleLine {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** The name that a sample begins with; "" where the line begins with no name. */
export function nameOf(line: string): string {
  return /^[A-Za-z_:][\w:]*/.exec(line)?.[0] ?? "";
}

/** null: the line is no sample. `name` is what it begins with. */
export function parseSample(line: string, name: string): SampleLine | null {
  const from = skipBlank(line, name.length);
  const labels = new Map<string, string>();
  const end = line[from] === "{" ? readLabels(line, from + 1, labels) : from;
  if (end === null) return null;
  // What may follow the value: a timestamp, and an exemplar after #.
  const [text = ""] = line.slice(end).trimStart().split(/[ \t]/, 1);
  const value = numberOf(text);
  return value === null ? null : { name, labels, value };
}

function skipBlank(line: string, from: number): number {
  let at = from;
  while (line[at] === " " || line[at] === "\t") at++;
  return at;
}

/** Reads from behind the brace into `labels`; where the labels end, or null where they are broken. */
function readLabels(line: string, from: number, labels: Map<string, string>): number | null {
  let at = skipBlank(line, from);
  while (line[at] !== "}") {
    const equals = line.indexOf("=", at);
    if (equals < 0) return null;
    const name = line.slice(at, equals).trimEnd();
    const quote = skipBlank(line, equals + 1);
    if (!/^[A-Za-z_]\w*$/.test(name) || line[quote] !== '"') return null;
    const closing = closingQuote(line, quote + 1);
    if (closing === null) return null;
    labels.set(name, unescaped(line.slice(quote + 1, closing)));
    at = skipBlank(line, closing + 1);
    if (line[at] === ",") at = skipBlank(line, at + 1);
    else if (line[at] !== "}") return null;
  }
  return at + 1;
}

function closingQuote(line: string, from: number): number | null {
  for (let at = from; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === '"') return at;
  }
  return null;
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(.)/gsu, (_, one: string) => (one === "n" ? "\n" : one));
}

const INFINITY = /^([+-]?)inf(?:inity)?$/iu;

/** As Go reads it: +Inf, -Inf and NaN in any case. null: no number. */
function numberOf(text: string): number | null {
  const plain = Number(text);
  // What is too large for a number is infinite here too.
  if (text !== "" && (!Number.isNaN(plain) || /^nan$/iu.test(text))) return plain;
  const infinite = INFINITY.exec(text);
  return infinite ? (infinite[1] === "-" ? -Infinity : Infinity) : null;
}

/** Labels as the id of a metric names them, without `own`: sorted, written as the format writes them; "" for none. */
export function labelText(labels: ReadonlyMap<string, string>, own: "le" | "quantile" | null): string {
  const escaped = (value: string) => value.replace(/[\\"]/gu, "\\$&").replaceAll("\n", "\\n");
  return [...labels]
    .filter(([name]) => name !== own)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",");
}
