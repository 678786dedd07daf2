// src/report/render/words/history.ts
import { parseMetricId } from "../../../model/metric.js";
import { formatAge, formatValue } from "../format.js";
import { metricPart } from "./columns.js";
import { nameOf } from "./reasons.js";
var HISTORY_COLUMNS = [
  { label: "Head is", align: "left", format: placeOf },
  { label: "Metric", align: "left", format: ({ metric }) => metricPart(metric) },
  { label: "Subject", align: "left", format: ({ metric }) => parseMetricId(metric)?.subject ?? "" },
  { label: "Jobs", align: "right", format: ({ jobs }) => String(jobs) },
  {
    label: "Usual",
    align: "right",
    format: ({ low, high, unit }) => low === high ? formatValue(low, unit) : `${formatValue(low, unit)} to ${formatValue(high, unit)}`
  },
  { label: "Median", align: "right", format: ({ median, unit }) => formatValue(median, unit) },
  { label: "Head", align: "right", format: ({ head, unit }) => formatValue(head, unit) }
];
function historyRows({ history }) {
  const isOut = (row) => placeOf(row) === "above" || placeOf(row) === "below";
  const rows = history?.rows ?? [];
  return [...rows.filter(isOut), ...rows.filter((row) => !isOut(row))];
}
function historyInShort(verdict, safe) {
  const rows = historyRows(verdict).filter((row) => placeOf(row) !== "unknown");
  if (rows.length === 0) return `fewer than ${FEWEST_JOBS} have the same metrics, too few to tell what is usual`;
  const named = (place) => {
    const out = rows.filter((row) => placeOf(row) === place);
    if (out.length === 0) return [];
    const more = out.length === 1 ? "" : ` and ${out.length - 1} more`;
    return [`${place} it: ${nameOf(out[0].metric, safe)}${more}`];
  };
  const within = rows.filter((row) => placeOf(row) === "within").length;
  return [`${within} of ${rows.length} values in their usual range`, ...named("above"), ...named("below")].join("; ");
}
function baselineText({ history, finished }, safe) {
  if (history === null) return null;
  const { reference, jobs, leftOut } = history;
  const age = formatAge((Date.parse(finished) - Date.parse(reference.finished)) / 1e3);
  const others = leftOut.map(({ jobs: count, why }) => `${count} ${safe(why)}`);
  const apart = others.length === 0 ? "" : `; not set beside this one: ${others.join(", ")}`;
  const stored = jobs === 1 ? "1 stored job" : `${jobs} stored jobs`;
  return `${stored}, ${nearest(reference, safe)}, ${age} old${apart}`;
}
function nearest({ how, commit, distance }, safe) {
  switch (how) {
    case "base":
      return "the nearest is of the base commit itself";
    case "ancestor":
      return `the nearest is ${distance === 1 ? "1 commit" : `${distance} commits`} before base (${safe(commit?.slice(0, 10) ?? "")})`;
    case "newest":
      return `the newest${commit === null ? "" : ` (${safe(commit.slice(0, 10))})`}, whose place among the commits before base is not known here`;
    default:
      return how;
  }
}
var FEWEST_JOBS = 5;
function placeOf({ jobs, low, high, head }) {
  if (jobs < FEWEST_JOBS) return "unknown";
  if (head > high) return "above";
  return head < low ? "below" : "within";
}
export {
  HISTORY_COLUMNS,
  baselineText,
  historyInShort,
  historyRows
};
