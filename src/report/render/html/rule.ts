/** What a metric is held against, in words and as sizes of an effect. */
import type { Comparison } from "../../../model/comparison.ts";
import type { Source } from "../../../model/source.ts";
import type { BudgetCheck } from "../../../model/verdict.ts";
import { formatLimit, formatSize, formatValue } from "../format.ts";
import { html, type Markup, NOTHING } from "./markup.ts";

/** Both parts of `tolerate` as one size of an effect: what an estimate must exceed to block. */
export function tolerateOf({ metric, rule: { tolerate }, base }: Comparison): number {
  const size = Math.abs(base ?? 0);
  if (metric.scale === "difference") return Math.max(tolerate.absolute, tolerate.relative * size);
  return Math.max(tolerate.relative, size === 0 ? 0 : tolerate.absolute / size);
}

export function toleratedText(comparison: Comparison): string {
  const { metric, rule, base } = comparison;
  const { relative, absolute } = rule.tolerate;
  if (metric.scale === "difference") return `up to ${formatSize(tolerateOf(comparison), metric)}`;
  const parts = [
    ...(relative === 0 ? [] : [formatLimit(relative, "fraction")]),
    ...(absolute === 0 ? [] : [formatLimit(absolute, metric.unit)]),
  ];
  if (parts.length === 0) return "nothing";
  const here = parts.length > 1 && base ? `; here ${formatSize(tolerateOf(comparison), metric)}` : "";
  return `up to ${parts.join(" or ")}${parts.length > 1 ? ", whichever is more" : ""}${here}`;
}

const OUTCOMES: Readonly<Record<BudgetCheck["outcome"], string>> = {
  kept: "kept",
  broken: "broken for certain",
  "broken-by-estimate": "broken by the estimate only",
  "no-samples": "no samples",
};

/** "must be < 200 ms; 231 ms in head: broken for certain". */
export function limitText({ level, operator, limit, unit, head, outcome }: BudgetCheck): string {
  const must = `${level === "max" ? "must be" : "should be"} ${operator} ${formatLimit(limit, unit)}`;
  return `${must}; ${formatValue(head, unit)} in head: ${OUTCOMES[outcome]}`;
}

/** Where it is written; nothing where that is not known. */
export function placeOf(at: Source | null): Markup {
  return at === null ? NOTHING : html`<code>${at.file}${at.line === null ? "" : `:${at.line}`}</code>`;
}

/** In brackets, after words. */
export function placeAfter(at: Source | null): Markup {
  return at === null ? NOTHING : html` (${placeOf(at)})`;
}
