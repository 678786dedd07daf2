/** Numbers as people read them: the only place that writes a unit. */
import { type Comparison, type Effect, intervalOf, isTiny } from "../../model/comparison.ts";
import type { Metric, Unit } from "../../model/metric.ts";

/** What of a metric says how its changes are written. */
type Measured = Pick<Metric, "unit" | "scale">;

/** Stands for a value that is not there. */
const ABSENT = "–";

type Scaling = readonly { readonly from: number; readonly factor: number; readonly suffix: string }[];

/** Rising; the last step whose `from` is reached applies. 1 kB is 1000 B. */
const VALUES: Readonly<Record<Unit, Scaling>> = {
  ms: [
    { from: 0, factor: 1, suffix: " ms" },
    { from: 1000, factor: 1e-3, suffix: " s" },
  ],
  bytes: [
    { from: 0, factor: 1, suffix: " B" },
    { from: 1e3, factor: 1e-3, suffix: " kB" },
    { from: 1e6, factor: 1e-6, suffix: " MB" },
    { from: 1e9, factor: 1e-9, suffix: " GB" },
  ],
  fraction: [{ from: 0, factor: 100, suffix: " %" }],
  count: [{ from: 0, factor: 1, suffix: "" }],
  number: [{ from: 0, factor: 1, suffix: "" }],
};

/** A change of a fraction counts in percentage points: "+1 %" of an error rate would be read as a ratio. */
const POINTS: Scaling = [{ from: 0, factor: 100, suffix: " pp" }];
const PERCENT: Scaling = VALUES.fraction;

/** A measured value, three significant digits (whole numbers in full): "1.23 ms", "12.3 kB", "1.20 %", "12,345". */
export function formatValue(value: number | null, unit: Unit): string {
  if (value === null || !Number.isFinite(value)) return ABSENT;
  return scaled(value, VALUES[unit], 3, (number) => significant(number, 3));
}

/** A number that somebody chose, as exactly as it was meant: "200 ms", "1.234 s", "2 %". */
export function formatLimit(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return ABSENT;
  return scaled(value, VALUES[unit], 6, (number) => trimmed(significant(number, 6)));
}

/** A size of an effect (`detect`, what could have been seen): a percentage on the ratio scale, else in the unit. */
export function formatSize(size: number, metric: Measured): string {
  if (!Number.isFinite(size)) return ABSENT;
  return scaled(Math.abs(size), effectScaling(metric), 3, (number) => trimmed(significant(number, 3)));
}

/** "within ±5 %": how `unchanged` is shown; "too small to weigh (within ±0.25 ms)" where a percentage would say nothing. */
export function formatWithin(comparison: Comparison): string {
  const { metric, rule, base, head } = comparison;
  if (metric.kind === "exact") return base === head ? "same" : "tolerated";
  if (!(rule.detect > 0)) return "same";
  const within = `within ±${formatDetect(comparison)}`;
  return isTiny(comparison) ? `too small to weigh (${within})` : within;
}

/** What is to be found of a metric: "5 %", of next to nothing "0.25 ms". */
export function formatDetect(comparison: Comparison): string {
  const { metric, rule, base } = comparison;
  return isTiny(comparison)
    ? formatSize(rule.detect * Math.abs(base ?? 0), { ...metric, scale: "difference" })
    : formatSize(rule.detect, metric);
}

/** "+17.2 %", "-0.3 pp"; for exact metrics with the difference: "+14.9 % (+1.83 kB)". */
export function formatChange({ metric, base, head, effect }: Comparison): string {
  if (metric.kind !== "exact") return effect === null ? ABSENT : effectFormat(effect, metric)(effect.value).text;
  const difference = base === null || head === null ? null : formatDifference(head - base, metric.unit);
  if (effect === null || metric.scale === "difference") return difference ?? ABSENT;
  const ratio = effectFormat(effect, metric)(effect.value).text;
  return difference === null || effect.value === 0 ? ratio : `${ratio} (${difference})`;
}

/** "+15.9 to +18.4 %"; "exact" where nothing was estimated, also where base is zero; "–" where there is none. */
export function formatInterval({ metric, base, head, effect }: Comparison): string {
  if (metric.kind === "exact") return base === null || head === null ? ABSENT : "exact";
  const interval = intervalOf(effect);
  if (effect === null || interval === null) return ABSENT;
  const format = effectFormat(effect, metric);
  return `${format(interval.low).number} to ${format(interval.high).text}`;
}

/** Direction and size: "rose by 17.2 %", "fell by 14.9 % or 1.83 kB", "did not move". */
export function formatMove(comparison: Comparison): string {
  const change = formatChange(comparison);
  if (change === ABSENT) return "changed";
  if (change.startsWith("+")) return `rose by ${change.slice(1)}`.replace(/ \(\+(.*)\)/, " or $1");
  if (change.startsWith("-")) return `fell by ${change.slice(1)}`.replace(/ \(-(.*)\)/, " or $1");
  return "did not move";
}

/** "p < 0.0001", "p = 0.0012". */
export function formatP(p: number): string {
  if (!Number.isFinite(p)) return "p unknown";
  return p < 0.0001 ? "p < 0.0001" : `p = ${trimmed(p.toFixed(p < 0.01 ? 4 : 3))}`;
}

/** "3 min 20 s", "45 s", "0.4 s". */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return ABSENT;
  if (seconds < 9.95) return `${trimmed(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}

/** How old something was: "2 days", "3 hours", "less than an hour". Seconds in. */
export function formatAge(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  if (!(hours >= 1)) return "less than an hour";
  const [count, unit] = hours < 48 ? [hours, "hour"] : [Math.floor(hours / 24), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function formatDifference(difference: number, unit: Unit): string {
  const text = formatValue(Math.abs(difference), unit).replace(/ %$/, " pp");
  return difference === 0 ? text : `${difference > 0 ? "+" : "-"}${text}`;
}

function effectScaling({ scale, unit }: Measured): Scaling {
  if (scale === "ratio") return PERCENT;
  return unit === "fraction" ? POINTS : VALUES[unit];
}

/** One unit and one number of decimals for an estimate and its interval, from the largest of them. */
export function effectFormat(effect: Effect, metric: Measured): (value: number) => { number: string; text: string } {
  const sizes = [effect.value, effect.low, effect.high].map(Math.abs).filter(Number.isFinite);
  const { factor, suffix } = stepFor(Math.max(0, ...sizes), effectScaling(metric), 3);
  const largest = Math.max(0, ...sizes) * factor;
  const decimals = largest === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(largest)));
  // Hundredths of a percent are below everything that is measured here.
  const shown = Math.min(decimals, metric.scale === "ratio" || metric.unit === "fraction" ? 2 : 6);
  return (value) => {
    const number = signed(value * factor, shown);
    return { number, text: `${number}${suffix}` };
  };
}

function signed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return "?";
  const sign = value > 0 ? "+" : "-";
  if (!Number.isFinite(value)) return `${sign}∞`;
  const digits = Math.abs(value).toFixed(decimals);
  return Number(digits) === 0 ? "0" : `${sign}${grouped(digits)}`;
}

function scaled(value: number, steps: Scaling, digits: number, write: (scaled: number) => string): string {
  const { factor, suffix } = stepFor(Math.abs(value), steps, digits);
  return `${write(value * factor)}${suffix}`;
}

/** Chosen after rounding, so that 999.9 ms is "1.00 s" and never "1000 ms". */
function stepFor(size: number, steps: Scaling, digits: number): Scaling[number] {
  const rounded = Number(size.toPrecision(digits));
  return steps.findLast(({ from }) => rounded >= from)!;
}

/** `count` significant digits; whole numbers keep all of theirs, grouped by thousands. */
function significant(value: number, count: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-6 || size >= 1e15) return value.toExponential(count - 1);
  const rounded = Number(value.toPrecision(count));
  const decimals = Number.isInteger(value) ? 0 : Math.max(0, count - 1 - Math.floor(Math.log10(Math.abs(rounded))));
  return `${value < 0 ? "-" : ""}${grouped(size.toFixed(decimals))}`;
}

/** "12,345.6". */
function grouped(digits: string): string {
  const [whole, fraction] = digits.split(".");
  const thousands = whole!.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
}

function trimmed(number: string): string {
  return number.includes(".") && !number.includes("e") ? number.replace(/\.?0+$/, "") : number;
}
