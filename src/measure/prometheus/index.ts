/** The prometheus watcher: what the target, and exporters beside it, count of themselves, scraped around the load. */
import { ToolError } from "../../errors.ts";
import type { Side } from "../../model/series.ts";
import { digestOf } from "../conditions.ts";
import type { Served } from "../served.ts";
import type { Reading, Watcher } from "../watcher.ts";
import { chooseWeighed, NARROW } from "./choice.ts";
import { collectFaults, type SourceName } from "./faults.ts";
import type { PrometheusConfig } from "./schema.ts";
import { placeOf } from "./scrape.ts";
import { type Observed, valuesOf } from "./values.ts";
import { type Source, watchSources } from "./watch.ts";

export type { PrometheusConfig } from "./schema.ts";

/** Counters that began anew, of which one is named. */
const MOST_NAMES = 500;

export const prometheus: Watcher<PrometheusConfig> = {
  id: "prometheus",
  async open(config, { system, sides, mayBlock = () => false }) {
    const choice = chooseWeighed(sides, mayBlock);
    const faults = collectFaults(sides);
    const odd = new Map<string, string>();
    const cut = new Set<string>();
    const resets = new Set<string>();

    function weigh(side: Side, observed: Observed): readonly Reading[] {
      const { url, exporter, after } = observed;
      if (after.samples.size === 0)
        throw new ToolError(`prometheus: ${placeOf(url)} tells no metric that prometheus.metrics matches: correct it.`);
      const values = valuesOf(observed);
      const source = exporter ?? "the target";
      if (after.odd !== null && !odd.has(source)) odd.set(source, after.odd);
      if (after.isCut) cut.add(source);
      for (const name of values.resets) if (resets.size < MOST_NAMES) resets.add(name);
      choice.tell(side, values.readings);
      return values.readings;
    }

    /** Head that no longer tells what may block lacks it; where base does not, there is nothing to hold head's against. */
    function missed(side: Side, told: readonly Reading[]): readonly Reading[] {
      const blocking = told.filter(({ metric }) => mayBlock(metric.id));
      return side === "base" ? blocking : blocking.map(({ metric }) => ({ metric, value: null }));
    }

    return {
      lines: [linesOf(config)],
      tools: {},
      conditions: digestOf(config),
      watch: async (served) =>
        watchSources(sourcesOf(config, served, system.signal), {
          side: served.side,
          weigh: (observed) => weigh(served.side, observed),
          isWeighed: ({ metric }) => choice.isWeighed(served.side, metric.id),
          missed: (told) => missed(served.side, told),
          faults,
        }),
      collected: async () => ({
        // Where none is left, the whole is said to be left out, with the reason of each.
        notWeighed: [
          ...(sourceNames(config).some(faults.isSound) ? faults.lines() : []),
          ...choice.leftOut(),
          ...[...odd].map(oddLine),
          ...[...cut].map(cutShort),
        ],
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

function sourceNames(config: PrometheusConfig): readonly SourceName[] {
  return [...(pathOf(config) === null ? [] : [null]), ...Object.keys(config.exporters)];
}

function linesOf(config: PrometheusConfig): string {
  const names = sourceNames(config).map((name) => name ?? pathOf(config));
  return `metrics of ${names.join(", ")}: counters a request, quantiles and gauges, from before the load to after it`;
}

function sourcesOf(config: PrometheusConfig, { url, slot }: Served, signal: AbortSignal): readonly Source[] {
  const path = pathOf(config);
  const source = (exporter: SourceName, address: string): Source => ({
    exporter,
    asking: { url: address, wanted: config.metrics, timeout: config.timeout, signal },
  });
  return [
    ...(path === null ? [] : [source(null, url + path)]),
    ...Object.entries(config.exporters).map(([name, address]) => source(name, address[slot])),
  ];
}

const oddLine = ([source, line]: readonly [string, string]) =>
  `prometheus: of ${source} not every line can be read, and the rest stands without them: ${line}.`;

const cutShort = (source: string) =>
  `prometheus: of ${source} only the first part is read (5000 series at most): ${NARROW}.`;

function restarted(names: ReadonlySet<string>): string {
  const [first] = names;
  const more = names.size > 1 ? ` and ${names.size - 1} more` : "";
  return `prometheus: ${first}${more} fell during the load, as counters do that begin anew: what they counted since is taken.`;
}
