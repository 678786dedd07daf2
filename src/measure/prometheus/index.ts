/** The prometheus watcher: what the target, and exporters beside it, count of themselves, scraped around the load. */
import { ToolError } from "../../errors.ts";
import type { MetricId } from "../../model/metric.ts";
import type { Side } from "../../model/series.ts";
import { digestOf } from "../conditions.ts";
import type { Served } from "../served.ts";
import { asName } from "../subject.ts";
import type { Reading, Watcher } from "../watcher.ts";
import type { PrometheusConfig } from "./schema.ts";
import { placeOf } from "./scrape.ts";
import { type Observed, valuesOf } from "./values.ts";
import { type Source, watchSources } from "./watch.ts";

export type { PrometheusConfig } from "./schema.ts";

/** Metrics of a side that are weighed, of all sources together: each is a row for somebody to read. */
const MOST = 500;
/** Those that are only counted. */
const MOST_LEFT = 20_000;
/** Names that a sentence has room for. */
const NAMED = 5;

export const prometheus: Watcher<PrometheusConfig> = {
  id: "prometheus",
  async open(config, { system }) {
    /** By side, the first that it told: in every round the same. */
    const first: Readonly<Record<Side, Set<MetricId>>> = { base: new Set(), head: new Set() };
    const left = new Set<MetricId>();
    const cut = new Set<string>();
    const resets = new Set<string>();

    /** Of either side: however much one tells, what the other is weighed by stays. */
    function isWeighed({ metric: { id } }: Reading): boolean {
      const isFirst = first.base.has(id) || first.head.has(id);
      if (!isFirst && left.size < MOST_LEFT) left.add(id);
      return isFirst;
    }

    function weigh(side: Side, observed: Observed): readonly Reading[] {
      const { url, exporter, after } = observed;
      if (after.samples.size === 0)
        throw new ToolError(`prometheus: ${placeOf(url)} tells no metric that prometheus.metrics matches: correct it.`);
      const values = valuesOf(observed);
      if (after.isCut) cut.add(exporter ?? "the target");
      for (const name of values.resets) if (resets.size < MOST) resets.add(name);
      for (const { metric } of values.readings) if (first[side].size < MOST) first[side].add(metric.id);
      return values.readings;
    }

    return {
      lines: [linesOf(config)],
      tools: {},
      conditions: digestOf(config),
      watch: async (served) =>
        watchSources(sourcesOf(config, served, system.signal), {
          weigh: (observed) => weigh(served.side, observed),
          isWeighed,
        }),
      collected: async () => ({
        notWeighed: [...leftOut(left), ...[...cut].map(cutShort)],
        notes: resets.size === 0 ? [] : [restarted(resets)],
        causes: [],
        details: [],
        facts: [],
      }),
    };
  },
};

/** The target's own metrics where the config says so, or says nothing else. */
function pathOf({ path, exporters }: PrometheusConfig): string | null {
  return path ?? (Object.keys(exporters).length === 0 ? "/metrics" : null);
}

function linesOf(config: PrometheusConfig): string {
  const path = pathOf(config);
  const sources = [...(path === null ? [] : [path]), ...Object.keys(config.exporters)];
  return `metrics of ${sources.join(", ")}: counters a request, quantiles and gauges, from before the load to after it`;
}

function sourcesOf(config: PrometheusConfig, { url, slot }: Served, signal: AbortSignal): readonly Source[] {
  const path = pathOf(config);
  const source = (exporter: string | null, address: string): Source => ({
    exporter,
    asking: { url: address, wanted: config.metrics, timeout: config.timeout, signal },
  });
  return [
    ...(path === null ? [] : [source(null, url + path)]),
    ...Object.entries(config.exporters).map(([name, address]) => source(name, address[slot])),
  ];
}

const NARROW = "narrow prometheus.metrics to those that matter";

function leftOut(ids: ReadonlySet<MetricId>): readonly string[] {
  if (ids.size === 0) return [];
  const names = [...ids].slice(0, NAMED).map((id) => asName(id).slice(0, 200));
  const more = ids.size > NAMED ? ` and ${ids.size - NAMED} more` : "";
  return [`prometheus: ${MOST} metrics of a side are weighed; ${names.join(", ")}${more} are not: ${NARROW}.`];
}

const cutShort = (source: string) =>
  `prometheus: of ${source} only the first part is read (5000 series at most): ${NARROW}.`;

function restarted(names: ReadonlySet<string>): string {
  const [first] = names;
  const more = names.size > 1 ? ` and ${names.size - 1} more` : "";
  return `prometheus: ${first}${more} fell during the load, as counters do that begin anew: what they counted since is taken.`;
}
