/** What a sample is to the metric that it is a line of: by the type that stands before it, else by its name. Pure. */

/** The newest `# TYPE`: all lines of a metric follow it, before those of the next. */
export interface Family {
  readonly name: string;
  readonly type: string;
}

export interface Role {
  /** The metric's: without _bucket, _sum and _count; a counter's with its _total. */
  readonly name: string;
  readonly kind: "counter" | "gauge" | "histogram" | "summary";
  readonly part: "value" | "bucket" | "quantile" | "sum" | "count";
}

/** Types of which nothing is weighed: facts about a program, states, distributions of what is there now. */
const UNUSED: ReadonlySet<string> = new Set(["info", "stateset", "gaugehistogram"]);

/** null: nothing that is weighed. */
export function roleOf(name: string, family: Family): Role | null {
  const suffix = family.name !== "" && name.startsWith(family.name) ? name.slice(family.name.length) : null;
  if (suffix !== null && UNUSED.has(family.type)) return null;
  if (family.type === "histogram" || family.type === "summary") {
    const role = distributionRole(suffix, family.name, family.type);
    if (role !== null) return role;
  }
  if (isMoment(name)) return null;
  const own = suffix === "" || suffix === "_total";
  if (own && (family.type === "counter" || family.type === "gauge")) return { name, kind: family.type, part: "value" };
  return { name, kind: name.endsWith("_total") ? "counter" : "gauge", part: "value" };
}

function distributionRole(suffix: string | null, name: string, kind: "histogram" | "summary"): Role | null {
  if (suffix === "_sum") return { name, kind, part: "sum" };
  if (suffix === "_count") return { name, kind, part: "count" };
  if (suffix === "_bucket" && kind === "histogram") return { name, kind, part: "bucket" };
  return suffix === "" && kind === "summary" ? { name, kind, part: "quantile" } : null;
}

/** When something was, or what is 1 always: no measure of anything. */
function isMoment(name: string): boolean {
  return /_(?:created|info|start_time_seconds|timestamp_seconds|timestamp)$/.test(name);
}
