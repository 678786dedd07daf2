// src/measure/prometheus/index.ts
import { ToolError } from "../../errors.js";
import { digestOf } from "../conditions.js";
import { asName } from "../subject.js";
import { placeOf } from "./scrape.js";
import { valuesOf } from "./values.js";
import { watchSources } from "./watch.js";
var MOST = 500;
var MOST_LEFT = 2e4;
var NAMED = 5;
var prometheus = {
  id: "prometheus",
  async open(config, { system }) {
    const first = { base: /* @__PURE__ */ new Set(), head: /* @__PURE__ */ new Set() };
    const left = /* @__PURE__ */ new Set();
    const cut = /* @__PURE__ */ new Set();
    const resets = /* @__PURE__ */ new Set();
    function isWeighed({ metric: { id } }) {
      const isFirst = first.base.has(id) || first.head.has(id);
      if (!isFirst && left.size < MOST_LEFT) left.add(id);
      return isFirst;
    }
    function weigh(side, observed) {
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
      watch: async (served) => watchSources(sourcesOf(config, served, system.signal), {
        weigh: (observed) => weigh(served.side, observed),
        isWeighed
      }),
      collected: async () => ({
        notWeighed: [...leftOut(left), ...[...cut].map(cutShort)],
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
function linesOf(config) {
  const path = pathOf(config);
  const sources = [...path === null ? [] : [path], ...Object.keys(config.exporters)];
  return `metrics of ${sources.join(", ")}: counters a request, quantiles and gauges, from before the load to after it`;
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
var NARROW = "narrow prometheus.metrics to those that matter";
function leftOut(ids) {
  if (ids.size === 0) return [];
  const names = [...ids].slice(0, NAMED).map((id) => asName(id).slice(0, 200));
  const more = ids.size > NAMED ? ` and ${ids.size - NAMED} more` : "";
  return [`prometheus: ${MOST} metrics of a side are weighed; ${names.join(", ")}${more} are not: ${NARROW}.`];
}
var cutShort = (source) => `prometheus: of ${source} only the first part is read (5000 series at most): ${NARROW}.`;
function restarted(names) {
  const [first] = names;
  const more = names.size > 1 ? ` and ${names.size - 1} more` : "";
  return `prometheus: ${first}${more} fell during the load, as counters do that begin anew: what they counted since is taken.`;
}
export {
  prometheus
};
