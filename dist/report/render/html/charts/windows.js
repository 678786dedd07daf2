// src/report/render/html/charts/windows.ts
import { SIDES } from "../../../../model/series.js";
import { formatDuration, formatValue } from "../../format.js";
var MOST_WINDOWS = 1500;
function cutTimeline(chart) {
  return chart.windows.length <= MOST_WINDOWS ? chart : { ...chart, windows: chart.windows.slice(0, MOST_WINDOWS) };
}
function placed(chart) {
  const { windows, seconds } = cutTimeline(chart);
  let start = 0;
  let end = 0;
  return windows.map((window, index) => {
    if (index > 0 && window.round !== windows[index - 1].round) start = end;
    end = Math.max(end, start + window.at + seconds);
    return { ...window, x: start + window.at, tip: tipOf(window, chart) };
  });
}
function tipOf(window, { unit, seconds }) {
  const said = SIDES.map((side) => {
    const beat = window[side];
    if (beat === null) return `${side}: no requests`;
    const rate = seconds > 0 ? `, ${formatValue(beat.requests / seconds, "number")} requests a second` : "";
    return `${side}: p50 ${formatValue(beat.p50, unit)}, p95 ${formatValue(beat.p95, unit)}${rate}, ${beat.failed} failed`;
  });
  return [`round ${window.round}, second ${Number(window.at.toFixed(2))}`, ...said];
}
function timelineSummary(chart) {
  const windows = placed(chart);
  const rounds = new Set(windows.map(({ round }) => round)).size;
  const said = SIDES.map((side) => {
    const beats = windows.flatMap((window) => window[side] ?? []);
    const requests = beats.reduce((sum, beat) => sum + beat.requests, 0);
    const failed = beats.reduce((sum, beat) => sum + beat.failed, 0);
    const p50s = beats.flatMap(({ p50 }) => p50 ?? []);
    const range = p50s.length === 0 ? "no latency" : `p50 ${formatValue(Math.min(...p50s), chart.unit)} to ${formatValue(Math.max(...p50s), chart.unit)}`;
    return `${side}: ${range}, ${formatValue(requests, "count")} requests, ${formatValue(failed, "count")} failed`;
  });
  const left = chart.windows.length - windows.length;
  const cut = left > 0 ? ` ${formatValue(left, "count")} later windows are not shown.` : "";
  return `${rounds === 1 ? "1 round" : `${rounds} rounds`} in windows of ${formatDuration(chart.seconds)}. ${said.join("; ")}.${cut}`;
}
export {
  cutTimeline,
  placed,
  timelineSummary
};
