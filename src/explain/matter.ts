/** What a metric that got worse is a matter of, and so what can explain it. Pure. */
import { collectorOf, type Metric, matchesId } from "../model/metric.ts";

/** kept: memory that is not given back. A profile shows what allocates, and not what of it is kept. */
export type Matter = "time" | "memory" | "kept";

/** By glob over ids; of blocked threads the runtime names the functions itself. */
const MATTERS: readonly (readonly [glob: string, matter: Matter])[] = [
  ["k6/latency-*@*", "time"],
  ["resources/cpu*@*", "time"],
  ["runtime/loop-delay-p99@*", "time"],
  ["runtime/allocated@*", "memory"],
  ["runtime/gc-*@*", "memory"],
  ["resources/memory-*@*", "kept"],
  ["resources/growth@*", "kept"],
  ["runtime/heap@*", "kept"],
  ["runtime/retained@*", "kept"],
];

/** What a metric is a matter of, as far as a profile can tell; null: of none. */
export function matterOf({ id }: Pick<Metric, "id">): Matter | null {
  return MATTERS.find(([glob]) => matchesId(glob, id))?.[1] ?? null;
}

/** Those that look at the target while the scripts ask it; others look at pages and files. */
const SERVER = new Set(["k6", "resources", "runtime", "http", "postgres", "mysql", "redis", "prometheus"]);

/** Whether what moved it is in code that the scripts make the target run. */
export function isOfServer(metric: Pick<Metric, "id">): boolean {
  return SERVER.has(collectorOf(metric));
}
