/** The prometheus watcher: what the target, and exporters beside it, count of themselves, scraped around the load. */
import { ToolError } from "../../errors.ts";
import type { MetricId } from "../../model/metric.ts";
import { digestOf } from "../conditions.ts";
import type { Served } from "../served.ts";
import { asName } from "../subject.ts";
import type { Reading, Watcher } from "../watcher.ts";
import type { PrometheusConfig } from "./schema.ts";
import { type Observed, valuesOf } from "./values.ts";
import { type Source, watchSources } from "./watch.ts";

export type { PrometheusConfig } from "./schema.ts";

/** Metrics that are weighed of all sources together: each is a row for somebody to read. */
const MOST = 500;
/** Names that a sentence has room for. */
const NAMED = 5;

export const prometheus: Watcher<PrometheusConfig> = {
  id: "prometheus",
  async open(config, { system }) {
    const weighed = new Set<MetricId>();
    const left = new Set<MetricId>();
    const cut = new Set<string>();
    const resets = new Set<string>();

    /** Those that come first are weighed, in every round the same. */
    function isWeighed({ metric: { id } }: Reading): boolean {
      if (weighed.size < MOST) weighed.add(id);
      if (!weighed.has(id)) left.add(id);
      return weighed.has(id);
    }

    function weigh(observed: Observed): readonly Reading[] {
      const { url, exporter, after } = observed;
      if (after.samples.size === 0)
        throw new ToolError(`prometheus: ${url} tells no metric that prometheus.metrics matches: correct it.`);
      const values = valuesOf(observed);
      if (after.isCut) cut.add(exporter ?? "the target");
      for (const name of values.resets) resets.add(name);
      return values.readings.filter(isWeighed);
    }

    return {
      lines: [linesOf(config)],
      tools: {},
      conditions: digestOf(config),
      watch: async (served) => watchSources(sourcesOf(config, served, system.signal), weigh),
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
  return [`prometheus: ${MOST} metrics are weighed; ${names.join(", ")}${more} are not: ${NARROW}.`];
}

const cutShort = (source: string) => `prometheus: of ${source} only the first 5000 series are read: ${NARROW}.`;

function restarted(names: ReadonlySet<string>): string {
  const [first] = names;
  const more = names.size > 1 ? ` and ${names.size - 1} more` : "";
  return `prometheus: ${first}${more} fell during the load, as counters do that begin anew: what they counted since is taken.`;
}
