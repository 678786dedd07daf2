// src/measure/prometheus/index.ts
import { ToolError } from "../../errors.js";
import { digestOf } from "../conditions.js";
import { chooseWeighed, NARROW } from "./choice.js";
import { collectFaults } from "./faults.js";
import { placeOf } from "./scrape.js";
import { valuesOf } from "./values.js";
import { watchSources } from "./watch.js";
var MOST_NAMES = 500;
var prometheus = {
  id: "prometheus",
  async open(config, { system, sides, mayBlock = () => false }) {
    const choice = chooseWeighed(sides, mayBlock);
    const faults = collectFaults(sides);
    const odd = /* @__PURE__ */ new Map();
    const cut = /* @__PURE__ */ new Set();
    const resets = /* @__PURE__ */ new Set();
    function weigh(side, observed) {
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
    function missed(side, told) {
      const blocking = told.filter(({ metric }) => mayBlock(metric.id));
      return side === "base" ? blocking : blocking.map(({ metric }) => ({ metric, value: null }));
    }
    return {
      lines: [linesOf(config)],
      tools: {},
      conditions: digestOf(config),
      watch: async (served) => watchSources(sourcesOf(config, served, system.signal), {
        side: served.side,
        weigh: (observed) => weigh(served.side, observed),
        isWeighed: ({ metric }) => choice.isWeighed(served.side, metric.id),
        missed: (told) => missed(served.side, told),
        faults
      }),
      collected: async () => ({
        // Where none is left, the whole is said to be left out, with the reason of each.
        notWeighed: [
          ...sourceNames(config).some(faults.isSound) ? faults.lines() : [],
          ...choice.leftOut(),
          ...[...odd].map(oddLine),
          ...[...cut].map(cutShort)
        ],
        notes: resets.size === 0 ? [] : [restarted(resets)],
        causes: [],
        details: [],
        facts: []
      })
    };
  }
};
function pathOf({ path, exporters }) {
  return path ?? (Object.keys(exporters).length === 0 ? "/metrics" : null);
}
function sourceNames(config) {
  return [...pathOf(config) === null ? [] : [null], ...Object.keys(config.exporters)];
}
function linesOf(config) {
  const names = sourceNames(config).map((name) => name ?? pathOf(config));
  return `metrics of ${names.join(", ")}: counters a request, quantiles and gauges, from before the load to after it`;
}
function sourcesOf(config, { url, slot }, signal) {
  const path = pathOf(config);
  const source = (exporter, address) => ({
    exporter,
    asking: { url: address, wanted: config.metrics, timeout: config.timeout, signal }
  });
  return [
    ...path === null ? [] : [source(null, url + path)],
    ...Object.entries(config.exporters).map(([name, address]) => source(name, address[slot]))
  ];
}
var oddLine = ([source, line]) => `prometheus: of ${source} not every line can be read, and the rest stands without them: ${line}.`;
var cutShort = (source) => `prometheus: of ${source} only the first part is read (5000 series at most): ${NARROW}.`;
function restarted(names) {
  const [first] = names;
  const more = names.size > 1 ? ` and ${names.size - 1} more` : "";
  return `prometheus: ${first}${more} fell during the load, as counters do that begin anew: what they counted since is taken.`;
}
export {
  prometheus
};
