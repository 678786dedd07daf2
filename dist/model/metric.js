// src/model/metric.ts
var CONTROL = "a control";
function metricId({ collector, metric, subject }) {
  return `${collector}/${metric}@${subject}`;
}
function parseMetricId(id) {
  const match = /^([^/@]+)\/([^/@]+)@(.+)$/su.exec(id);
  if (!match) return void 0;
  return { collector: match[1], metric: match[2], subject: match[3] };
}
function collectorOf({ id }) {
  return parseMetricId(id)?.collector ?? "";
}
function laneOf(metric) {
  return metric.lane ?? collectorOf(metric);
}
function matchesId(glob, id) {
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
export {
  CONTROL,
  collectorOf,
  laneOf,
  matchesId,
  metricId,
  parseMetricId
};
