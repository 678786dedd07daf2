// src/measure/prometheus/family.ts
var UNUSED = /* @__PURE__ */ new Set(["info", "stateset", "gaugehistogram"]);
function roleOf(name, family) {
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
function distributionRole(suffix, name, kind) {
  if (suffix === "_sum") return { name, kind, part: "sum" };
  if (suffix === "_count") return { name, kind, part: "count" };
  if (suffix === "_bucket" && kind === "histogram") return { name, kind, part: "bucket" };
  return suffix === "" && kind === "summary" ? { name, kind, part: "quantile" } : null;
}
function isMoment(name) {
  return /_(?:created|info|start_time_seconds|timestamp_seconds|timestamp)$/.test(name);
}
export {
  roleOf
};
