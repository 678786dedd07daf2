/** What a fold must come to, the slow and plain way: all points in memory, JSON.parse a line. Shares no code with src. */

export interface NaivePoint {
  readonly metric: string;
  readonly type: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly value: number;
  readonly tags: Readonly<Record<string, string | undefined>>;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

export function naivePoints(text: string): NaivePoint[] {
  const types = new Map<string, string>();
  const points: NaivePoint[] = [];
  for (const line of text.split("\n").filter((one) => one !== "" && !/"value":[+-]Inf/.test(one))) {
    const { type, metric, data } = JSON.parse(line);
    if (type === "Metric") types.set(data.name, data.type);
    else
      points.push({
        metric,
        type: types.get(metric)!,
        time: milliseconds(data.time),
        value: data.value,
        tags: data.tags,
      });
  }
  return points;
}

/** Points that count: of setup, teardown and warm-up none; requests by their start, others by their time. */
export function measured(points: readonly NaivePoint[], { from, to }: Range): NaivePoint[] {
  const parts = new Map<string, number>();
  const request = ({ time, tags }: NaivePoint) => `${time} ${JSON.stringify(tags)}`;
  for (const point of points) {
    if (point.metric !== "http_req_duration" && point.metric !== "http_req_blocked") continue;
    parts.set(request(point), (parts.get(request(point)) ?? 0) + point.value);
  }
  return points.filter((point) => {
    const { group = "", scenario, weighbridge_slot: slot } = point.tags;
    if (scenario === undefined && (group.startsWith("::setup") || group.startsWith("::teardown"))) return false;
    if (slot !== undefined && slot !== "a" && slot !== "b") return false;
    const start = point.metric.startsWith("http_req") ? point.time - (parts.get(request(point)) ?? 0) : point.time;
    return start >= from && start < to;
  });
}

/** Key of the cell a point belongs to. */
export function cellKey({ metric, tags }: NaivePoint): string {
  const trend = metric.startsWith("http_req_") && metric !== "http_req_failed";
  const expected = trend && tags.expected_response !== undefined ? tags.expected_response === "true" : null;
  const { weighbridge_slot: slot, scenario } = tags;
  // A script's own metric is one, whatever request its points are about.
  const { method, name, check }: NaivePoint["tags"] = /^(http_req|checks$|weighbridge_)/.test(metric) ? tags : {};
  return JSON.stringify([
    metric,
    slot ?? null,
    scenario ?? null,
    method ?? null,
    name ?? null,
    check ?? null,
    expected,
  ]);
}

/** The values of each cell, in order. */
export function naiveCells(points: readonly NaivePoint[]): Map<string, { type: string; values: number[] }> {
  const cells = new Map<string, { type: string; values: number[] }>();
  for (const point of points) {
    const cell = cells.get(cellKey(point)) ?? { type: point.type, values: [] };
    cell.values.push(point.value + 0); // -0 is 0
    cells.set(cellKey(point), cell);
  }
  return cells;
}

/** R's type 7. */
export function naiveQuantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

export function naiveTrimmedMean(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const kept = sorted.length * share;
  const whole = Math.floor(kept);
  const sum = sorted.slice(0, whole).reduce((a, b) => a + b, 0) + (kept > whole ? (kept - whole) * sorted[whole]! : 0);
  return sum / kept;
}

/** Date.parse knows milliseconds only; the digits after them are added. */
function milliseconds(time: string): number {
  const beyond = /\.\d{3}(\d+)/.exec(time)?.[1];
  return Date.parse(time) + (beyond === undefined ? 0 : Number(`0.${beyond}`));
}
