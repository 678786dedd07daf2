// src/report/render/format.ts
import { intervalOf, isTiny } from "../../model/comparison.js";
var ABSENT = "–";
var VALUES = {
  ms: [
    { from: 0, factor: 1, suffix: " ms" },
    { from: 1e3, factor: 1e-3, suffix: " s" }
  ],
  bytes: [
    { from: 0, factor: 1, suffix: " B" },
    { from: 1e3, factor: 1e-3, suffix: " kB" },
    { from: 1e6, factor: 1e-6, suffix: " MB" },
    { from: 1e9, factor: 1e-9, suffix: " GB" }
  ],
  fraction: [{ from: 0, factor: 100, suffix: " %" }],
  count: [{ from: 0, factor: 1, suffix: "" }],
  number: [{ from: 0, factor: 1, suffix: "" }]
};
var POINTS = [{ from: 0, factor: 100, suffix: " pp" }];
var PERCENT = VALUES.fraction;
function formatValue(value, unit) {
  if (value === null || !Number.isFinite(value)) return ABSENT;
  return scaled(value, VALUES[unit], 3, (number) => significant(number, 3));
}
function formatLimit(value, unit) {
  if (!Number.isFinite(value)) return ABSENT;
  return scaled(value, VALUES[unit], 6, (number) => trimmed(significant(number, 6)));
}
function formatSize(size, metric) {
  if (!Number.isFinite(size)) return ABSENT;
  return scaled(Math.abs(size), effectScaling(metric), 3, (number) => trimmed(significant(number, 3)));
}
function formatWithin(comparison) {
  const { metric, rule, base, head } = comparison;
  if (metric.kind === "exact") return base === head ? "same" : "tolerated";
  if (!(rule.detect > 0)) return "same";
  const within = `within ±${formatDetect(comparison)}`;
  return isTiny(comparison) ? `too small to weigh (${within})` : within;
}
function formatDetect(comparison) {
  const { metric, rule, base } = comparison;
  return isTiny(comparison) ? formatSize(rule.detect * Math.abs(base ?? 0), { ...metric, scale: "difference" }) : formatSize(rule.detect, metric);
}
function formatChange({ metric, base, head, effect }) {
  if (metric.kind !== "exact") return effect === null ? ABSENT : effectFormat(effect, metric)(effect.value).text;
  const difference = base === null || head === null ? null : formatDifference(head - base, metric.unit);
  if (effect === null || metric.scale === "difference") return difference ?? ABSENT;
  const ratio = effectFormat(effect, metric)(effect.value).text;
  return difference === null || effect.value === 0 ? ratio : `${ratio} (${difference})`;
}
function formatInterval({ metric, base, head, effect }) {
  if (metric.kind === "exact") return base === null || head === null ? ABSENT : "exact";
  const interval = intervalOf(effect);
  if (effect === null || interval === null) return ABSENT;
  const format = effectFormat(effect, metric);
  return `${format(interval.low).number} to ${format(interval.high).text}`;
}
function formatMove(comparison) {
  const change = formatChange(comparison);
  if (change === ABSENT) return "changed";
  if (change.startsWith("+")) return `rose by ${change.slice(1)}`.replace(/ \(\+(.*)\)/, " or $1");
  if (change.startsWith("-")) return `fell by ${change.slice(1)}`.replace(/ \(-(.*)\)/, " or $1");
  return "did not move";
}
function formatP(p) {
  if (!Number.isFinite(p)) return "p unknown";
  return p < 1e-4 ? "p < 0.0001" : `p = ${trimmed(p.toFixed(p < 0.01 ? 4 : 3))}`;
}
function formatDuration(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) return ABSENT;
  if (seconds < 9.95) return `${trimmed(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}
function formatAge(seconds) {
  const hours = Math.floor(seconds / 3600);
  if (!(hours >= 1)) return "less than an hour";
  const [count, unit] = hours < 48 ? [hours, "hour"] : [Math.floor(hours / 24), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
function formatDifference(difference, unit) {
  const text = formatValue(Math.abs(difference), unit).replace(/ %$/, " pp");
  return difference === 0 ? text : `${difference > 0 ? "+" : "-"}${text}`;
}
function effectScaling({ scale, unit }) {
  if (scale === "ratio") return PERCENT;
  return unit === "fraction" ? POINTS : VALUES[unit];
}
function effectFormat(effect, metric) {
  const sizes = [effect.value, effect.low, effect.high].map(Math.abs).filter(Number.isFinite);
  const { factor, suffix } = stepFor(Math.max(0, ...sizes), effectScaling(metric), 3);
  const largest = Math.max(0, ...sizes) * factor;
  const decimals = largest === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(largest)));
  const shown = Math.min(decimals, metric.scale === "ratio" || metric.unit === "fraction" ? 2 : 6);
  return (value) => {
    const number = signed(value * factor, shown);
    return { number, text: `${number}${suffix}` };
  };
}
function signed(value, decimals) {
  if (Number.isNaN(value)) return "?";
  const sign = value > 0 ? "+" : "-";
  if (!Number.isFinite(value)) return `${sign}∞`;
  const digits = Math.abs(value).toFixed(decimals);
  return Number(digits) === 0 ? "0" : `${sign}${grouped(digits)}`;
}
function scaled(value, steps, digits, write) {
  const { factor, suffix } = stepFor(Math.abs(value), steps, digits);
  return `${write(value * factor)}${suffix}`;
}
function stepFor(size, steps, digits) {
  const rounded = Number(size.toPrecision(digits));
  return steps.findLast(({ from }) => rounded >= from);
}
function significant(value, count) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-6 || size >= 1e15) return value.toExponential(count - 1);
  const rounded = Number(value.toPrecision(count));
  const decimals = Number.isInteger(value) ? 0 : Math.max(0, count - 1 - Math.floor(Math.log10(Math.abs(rounded))));
  return `${value < 0 ? "-" : ""}${grouped(size.toFixed(decimals))}`;
}
function grouped(digits) {
  const [whole, fraction] = digits.split(".");
  const thousands = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === void 0 ? thousands : `${thousands}.${fraction}`;
}
function trimmed(number) {
  return number.includes(".") && !number.includes("e") ? number.replace(/\.?0+$/, "") : number;
}
export {
  effectFormat,
  formatAge,
  formatChange,
  formatDetect,
  formatDuration,
  formatInterval,
  formatLimit,
  formatMove,
  formatP,
  formatSize,
  formatValue,
  formatWithin
};
