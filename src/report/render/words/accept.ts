/** What to paste into the config so that a regression is accepted: a `weighbridge.yml` takes it as it stands. */
import type { Comparison } from "../../../model/comparison.ts";
import { dimensionOf } from "../../../model/quantity.ts";

/** Longer ids would be a page of their own. */
const LONGEST = 300;

/** More at once is a change of `tolerate`, and a page of its own. The others are counted: without them it blocks as before. */
const MOST = 5;

/** Lines of YAML for the regressions among `rows`; empty where there are none. Date and reason are the reader's to give. */
export function acceptYaml(rows: readonly Comparison[]): readonly string[] {
  const regressed = rows.filter(({ rule, change }) => rule.role === "gate" && change === "regressed");
  const entries = regressed
    .filter(isWritable)
    .slice(0, MOST)
    .map((row) => `  - { metric: ${quoted(row.metric.id)}, upTo: ${upTo(row)}, until: <date>, reason: "<why>" }`);
  const more = regressed.length - entries.length;
  if (entries.length === 0) return [];
  return [
    "accept:",
    ...entries,
    ...(more === 0 ? [] : [`  # ${more} more regressed, and these lines do not accept them: see the report.`]),
  ];
}

function isWritable({ metric, effect }: Comparison): boolean {
  if (effect === null || !Number.isFinite(effect.value)) return false;
  return metric.id.length <= LONGEST && !/\p{Surrogate}/u.test(metric.id);
}

/** The estimate rounded up: to a whole percent, else to two digits. */
function upTo({ metric, effect }: Comparison): string {
  const size = Math.abs(effect!.value);
  if (metric.scale === "ratio") return `${Math.max(1, Math.ceil(tidy(size * 100)))}%`;
  const dimension = dimensionOf(metric.unit);
  if (dimension === "fraction") return `${roundUp(size * 100)}%`;
  const number = roundUp(size);
  return dimension === "ms" ? `${number}ms` : dimension === "bytes" ? `${Math.ceil(number)}B` : String(number);
}

/** Two significant digits, away from zero, without an exponent. */
function roundUp(size: number): number {
  if (size === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(size)) - 1);
  return Number((Math.ceil(tidy(size / step)) * step).toPrecision(2));
}

/** What floating point adds to a number must not make it the next one up. */
const tidy = (number: number) => Number(number.toPrecision(12));

/**
 * A YAML string in double quotes that is the id to the letter, and inert where a comment is searched for words that act:
 * the `@` of the id itself follows a letter or digit and stands in a block of code, all others are written as escapes.
 */
function quoted(id: string): string {
  const separator = id.indexOf("@");
  const written = id.replace(/[^\p{L}\p{N} ]/gu, (character, at: number) => {
    const isOwn = at === separator && /[a-z\d]/i.test(id[at - 1] ?? "");
    return isOwn || PLAIN.has(character) ? character : escapeOf(character);
  });
  return `"${written.replaceAll("::", ":\\u003a")}"`;
}

const PLAIN = new Set("/:-_.,?*+()[]{}=%!'");

function escapeOf(character: string): string {
  const point = character.codePointAt(0)!;
  return point > 0xffff ? `\\U${point.toString(16).padStart(8, "0")}` : `\\u${point.toString(16).padStart(4, "0")}`;
}
