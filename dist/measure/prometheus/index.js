// src/measure/prometheus/index.ts
import { ToolError } from "../../errors.js";
import { digestOf } from "../conditions.js";
import { asName } from "../subject.js";
import { valuesOf } from "./values.js";
import { watchSources } from "./watch.js";
var MOST = 500;
var NAMED = 5;
var prometheus = {
  id: "prometheus",
  async open(config, { system }) {
    const weighed = /* @__PURE__ */ new Set();
    const left = /* @__PURE__ */ new Set();
    const cut = /* @__PURE__ */ new Set();
    const resets = /* @__PURE__ */ new Set();
    function isWeighed({ metric: { id } }) {
      if (weighed.size < MOST) weighed.add(id);
      if (!weighed.has(id)) left.add(id);
      return weighed.has(id);
    }
    function weigh(observed) {
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
  return [`prometheus: ${MOST} metrics are weighed; ${names.join(", ")}${more} are not: ${NARROW}.`];
}
var cutShort = (source) => `prometheus: of ${source} only the first 5000 series are read: ${NARROW}.`;
function restarted(names) {
  const [first] = names;
  const more = names.size > 1 ? ` and ${names.size - 1} more` : "";
  return `prometheus: ${first}${more} fell during the load, as counters do that begin anew: what they counted since is taken.`;
}
export {
  prometheus
};
