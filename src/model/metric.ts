/**
 * A metric's identity and meaning. Ids are `collector/metric@subject`, stable across commits, with nothing to escape:
 * the collector and metric parts hold no `/` or `@`, the subject may hold anything.
 */
export type MetricId = string;

export type Unit = "ms" | "bytes" | "fraction" | "count" | "number";

/** gate: can block. watch: shown. off: neither measured for judging nor shown. */
export type Role = "gate" | "watch" | "off";

/** Why a metric is watched that the change cannot have touched: where it moves, the runner is to blame. */
export const CONTROL = "a control";

/** The change, as estimated, that never blocks. Both parts must be exceeded. */
export interface Tolerate {
  /** As a fraction of base: 0.02 is 2 %. Where the metric's scale is a difference most have zero. */
  readonly relative: number;
  /** In the metric's unit. */
  readonly absolute: number;
}

export interface Metric {
  readonly id: MetricId;
  readonly unit: Unit;
  /** null: nobody has said. It is tested as if it were lower, and what moved is neither better nor worse. */
  readonly better: "lower" | "higher" | null;
  /** sampled: one number a run. rate: events of a total a run. exact: the same every time, measured once. */
  readonly kind: "sampled" | "rate" | "exact";
  /** The collector in whose rounds it is measured; absent: its own. */
  readonly lane?: string;
  /** How base and head are set against each other: ln(head/base), or head - base for metrics that can be zero. */
  readonly scale: "ratio" | "difference";
  readonly role: Role;
  /** Why the collector lowered the role, in words, e.g. "150 samples a side and round, 200 needed to gate". */
  readonly roleReason?: string;
  readonly tolerate: Tolerate;
  /** The change that the gate promises to find: a fraction on the ratio scale, else in the metric's unit, or 0 where it follows from `tolerate.relative`. */
  readonly detect: number;
}

export interface MetricIdParts {
  readonly collector: string;
  readonly metric: string;
  readonly subject: string;
}

export function metricId({ collector, metric, subject }: MetricIdParts): MetricId {
  return `${collector}/${metric}@${subject}`;
}

/** The parts of an id; undefined when it is none. */
export function parseMetricId(id: MetricId): MetricIdParts | undefined {
  const match = /^([^/@]+)\/([^/@]+)@(.+)$/su.exec(id);
  if (!match) return undefined;
  return { collector: match[1]!, metric: match[2]!, subject: match[3]! };
}

/** The collector that a metric is of; "" where its id names none, as past metrics of a replay may. */
export function collectorOf({ id }: Pick<Metric, "id">): string {
  return parseMetricId(id)?.collector ?? "";
}

/** The collector whose rounds a metric is measured in: those of a watcher's are of the load that it watches. */
export function laneOf(metric: Pick<Metric, "id" | "lane">): string {
  return metric.lane ?? collectorOf(metric);
}

/**
 * Whether a glob over ids matches: `*` is any run of characters (`/`, spaces and `:` too: ids are not paths), `?` is
 * one. Everything else stands for itself, so that an id can be pasted as it is. Linear-time scan, no regular
 * expression: patterns come from a pull request.
 */
export function matchesId(glob: string, id: MetricId): boolean {
  let g = 0;
  let i = 0;
  let star = -1;
  let mark = 0;
  while (i < id.length) {
    if (g < glob.length && glob[g] !== "*" && (glob[g] === "?" || glob[g] === id[i])) {
      g++;
      i++;
    } else if (g < glob.length && glob[g] === "*") {
      star = g++;
      mark = i;
    } else if (star >= 0) {
      g = star + 1;
      i = ++mark;
    } else {
      return false;
    }
  }
  while (glob[g] === "*") g++;
  return g === glob.length;
}
