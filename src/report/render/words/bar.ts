/**
 * The interval of a change as a bar of text, on an axis that the rows of one table share: right of the line is worse,
 * whichever direction the metric counts in. Its characters are those that every font for code has in one width.
 */
import { type Comparison, intervalOf } from "../../../model/comparison.ts";
import { parseMetricId } from "../../../model/metric.ts";

const WIDTH = 17;

/** Beyond so many times what is to be detected a bar runs off its axis: one wild row must not flatten all others. */
const FARTHEST = 10;

/** So many times the nearest estimate is within reach whatever is to be detected: rows that all are wild must be told apart. */
const BEYOND_NEAREST = 2;

/** Goes below a table with bars: what their characters mean, those that are there. */
export function barLegend(bars: readonly string[]): readonly string[] {
  if (bars.every((bar) => bar === "")) return [];
  const ends = ["◄", "►"].filter((end) => bars.some((bar) => bar.includes(end))).map((end) => `\`${end}\``);
  const beyond =
    ends.length === 0 ? "" : `; ${ends.join(" and ")} ${ends.length > 1 ? "go" : "goes"} on beyond the edge`;
  return [
    `Bars: the change \`●\` in its 95 % interval \`├─┤\`; right of \`│\` is worse, and tolerated up to \`¦\`${beyond}.`,
  ];
}

/** Where a row's interval lies, turned so that positive is worse; an infinite end runs off the axis. */
interface Span {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly tolerated: number;
  readonly farthest: number;
}

interface Axis {
  readonly start: number;
  readonly end: number;
}

/**
 * A function that draws one of `rows` in 17 characters, `blank` standing where nothing is; "" where there is no interval, or no worse.
 * Percentages share an axis. Other changes share one with their own kind alone: a few statements more stand beside
 * thousands of rows more, and either is a count.
 */
export function barsOf(rows: readonly Comparison[], blank: string): (row: Comparison) => string {
  const spans = new Map<string, Span[]>();
  for (const row of rows) {
    const span = spanOf(row);
    if (span === null) continue;
    const group = spans.get(axisNameOf(row));
    if (group) group.push(span);
    else spans.set(axisNameOf(row), [span]);
  }
  const axes = new Map([...spans].map(([name, group]) => [name, axisOf(group)]));
  return (row) => {
    const span = spanOf(row);
    const axis = axes.get(axisNameOf(row));
    return span === null || axis === undefined ? "" : draw(span, axis, blank);
  };
}

function axisNameOf({ metric: { id, scale } }: Comparison): string {
  if (scale === "ratio") return "ratio";
  const parts = parseMetricId(id);
  return parts ? `${parts.collector}/${parts.metric}` : id;
}

function spanOf({ metric, rule, base, effect }: Comparison): Span | null {
  const interval = intervalOf(effect);
  if (effect === null || interval === null || metric.better === null || !Number.isFinite(effect.value)) return null;
  const { value } = effect;
  const { low, high } = interval;
  const span = metric.better === "lower" ? { value, low, high } : { value: -value, low: -high, high: -low };
  const absolute = metric.scale === "ratio" ? (base ? rule.tolerate.absolute / Math.abs(base) : 0) : 0;
  const tolerated =
    metric.scale === "ratio" ? Math.max(rule.tolerate.relative, absolute) : Math.max(0, rule.tolerate.absolute);
  const size = Math.max(rule.detect, tolerated) || Math.abs(value);
  return { ...span, tolerated, farthest: FARTHEST * size };
}

/** Holds zero, what is tolerated, and all intervals as far as they are within reach. */
function axisOf(spans: readonly Span[]): Axis {
  const nearest = spans.reduce((least, { value }) => Math.min(least, Math.abs(value)), Infinity);
  const farthest = spans.reduce((most, span) => Math.max(most, span.farthest), BEYOND_NEAREST * nearest);
  const within = (at: number) => Math.max(-farthest, Math.min(farthest, Number.isNaN(at) ? 0 : at));
  // Spread arguments have a limit, rows have none.
  const start = spans.reduce((least, { value, low }) => Math.min(least, within(low), within(value)), 0);
  const end = spans.reduce(
    (most, { value, high, tolerated }) => Math.max(most, within(high), within(value), tolerated),
    0,
  );
  return end > start ? { start, end } : { start: -1, end: 1 };
}

function draw({ value, low, high, tolerated }: Span, { start, end }: Axis, blank: string): string {
  const within = (cell: number, first: number, last: number) => Math.max(first, Math.min(last, cell));
  const at = (worse: number) => within(Math.round(((worse - start) / (end - start)) * (WIDTH - 1)), 0, WIDTH - 1);
  // With room on each side that the axis has: a change, however small beside the others, is not drawn as none.
  const zero = within(at(0), start < 0 ? 1 : 0, end > 0 ? WIDTH - 2 : WIDTH - 1);
  const estimate =
    value > 0 ? within(at(value), zero + 1, WIDTH - 1) : value < 0 ? within(at(value), 0, zero - 1) : zero;
  const cells = Array.from({ length: WIDTH }, () => blank);
  const [from, to] = [at(Number.isNaN(low) ? -Infinity : low), at(Number.isNaN(high) ? Infinity : high)];
  for (let place = from; place <= to; place++) cells[place] = "─";
  if (from < to) {
    cells[from] = low >= start ? "├" : "◄";
    cells[to] = high <= end ? "┤" : "►";
  }
  // Over the interval, not crossed with it: a reader must tell the one from the other.
  cells[at(tolerated)] = "¦";
  cells[zero] = "│";
  cells[estimate] = value > end ? "►" : value < start ? "◄" : "●";
  return cells.join("");
}
