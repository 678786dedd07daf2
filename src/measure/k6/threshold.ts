/** k6's threshold expressions (metrics/thresholds_parser.go): `aggregator operator number`. Pure. */

type Aggregator = "avg" | "min" | "max" | "med" | "count" | "rate" | "value" | "p";
type Operator = "<" | "<=" | ">" | ">=" | "==" | "!=";

export interface Threshold {
  readonly aggregator: Aggregator;
  /** For `p`: 0–1. */
  readonly quantile: number | null;
  readonly operator: Operator;
  readonly limit: number;
}

const EXPRESSION =
  /^(avg|min|max|med|count|rate|value|p\(([\d.]{1,20})\))(<=|>=|===|==|!=|<|>)(-?[\d.]{1,40}(?:e[+-]?\d{1,3})?)$/i;

/** undefined for what is no threshold; k6 itself has refused such a script before. */
export function parseThreshold(expression: string): Threshold | undefined {
  const match = EXPRESSION.exec(expression.replace(/\s/g, ""));
  if (!match) return undefined;
  const operator = match[3] === "===" ? "==" : (match[3] as Operator);
  const quantile = match[2] === undefined ? null : Number(match[2]) / 100;
  const aggregator = quantile === null ? (match[1]!.toLowerCase() as Aggregator) : "p";
  const limit = Number(match[4]);
  const isQuantile = quantile === null || (quantile >= 0 && quantile <= 1);
  return isQuantile && Number.isFinite(limit) ? { aggregator, quantile, operator, limit } : undefined;
}

/** A threshold's metric with its filter, `http_req_duration{name:cart,status:200}`, in parts. */
export interface Selector {
  readonly metric: string;
  readonly tags: Readonly<Record<string, string>>;
}

export function parseSelector(text: string): Selector {
  const match = /^([^{]+)\{(.*)\}$/s.exec(text.trim());
  if (!match) return { metric: text.trim(), tags: {} };
  // As k6 (metrics.ParseMetricName): pairs at commas, name and value at the first colon, quotes around either dropped.
  const bare = (word: string) => word.trim().replace(/^(["'])(.*)\1$/s, "$2");
  const pairs = match[2]!
    .split(",")
    .filter((pair) => pair.trim() !== "")
    .map((pair): [string, string] => {
      const colon = pair.indexOf(":");
      return colon < 0 ? [bare(pair), ""] : [bare(pair.slice(0, colon)), bare(pair.slice(colon + 1))];
    });
  return { metric: match[1]!.trim(), tags: Object.fromEntries(pairs) };
}
