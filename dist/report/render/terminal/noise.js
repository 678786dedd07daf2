// src/report/render/terminal/noise.ts
import { parseMetricId } from "../../../model/metric.js";
import { EFFORTS } from "../../../model/plan.js";
import { escapeOutput, escapeText, SENTENCE } from "../escape.js";
import { formatDuration, formatLimit, formatSize, formatValue } from "../format.js";
import { metricPart } from "../words/columns.js";
import { isLowered, whyLowered } from "../words/watched.js";
import { textTable } from "./text-table.js";
import { wrap } from "./width.js";
function renderNoise(report, width) {
  const section = (title, lines) => lines.length === 0 ? [] : ["", title, ...lines];
  const bullets = (lines) => lines.map((line) => wrap(`- ${line}`, width, "  "));
  return [
    wrap(headline(report), width),
    ...section("This runner", bullets(runnerLines(report))),
    ...section("What the gate can see here", textTable(report.rows, columnsOf(report), width)),
    ...report.rows.length === 0 ? [] : [wrap(LEGEND, width)],
    ...section("Builds that differ in nothing", bullets(drawnLines(report))),
    ...section("Watched only", [...bullets(whyLowered(loweredOf(report), escapeText)), ...watchedLines(report, width)]),
    ...section("What to set", settingLines(report, width))
  ].join("\n");
}
var LEGEND = "Noise: the standard deviation of one round's difference between identical builds. Right of Detect: the smallest worsening that is found 95 times in 100 within so many rounds.";
var MOST_WATCHED = 20;
function headline(report) {
  const { recommendation, unfit, rows } = report;
  if (unfit !== null) return `This runner is unfit to measure: ${escapeText(unfit, SENTENCE)}.`;
  if (rows.length === 0) return nothingGates(report);
  if (recommendation.isKept) return "The settings as they are find what every gating metric is to detect.";
  const missed = rows.filter(({ asSet, detect }) => asSet === null || asSet > detect).length;
  return `The settings as they are miss what ${missed} of ${rows.length} gating metrics ${missed === 1 ? "is" : "are"} to detect.`;
}
function nothingGates(report) {
  const lowered = loweredOf(report).length;
  if (lowered > 0)
    return `No metric gates that varies by chance: ${lowered} would, but ${lowered === 1 ? "is" : "are"} watched only, for what is said below.`;
  return report.watched.length > 0 ? "No metric gates that varies by chance; what is watched is said below." : "No metric gates that varies by chance, so there is no noise to see through.";
}
function loweredOf({ watched }) {
  return watched.map(({ metric }) => metric).filter(isLowered);
}
function watchedLines({ watched }, width) {
  const sorted = [...watched].sort((a, b) => Number(isLowered(b.metric)) - Number(isLowered(a.metric)));
  const rest = sorted.length - MOST_WATCHED;
  return [
    ...textTable(sorted.slice(0, MOST_WATCHED), NOISE_COLUMNS, width),
    ...rest > 0 ? [`… and ${rest} more, all in --json`] : []
  ];
}
var NOISE_COLUMNS = [
  { label: "Metric", align: "left", format: ({ metric }) => metricPart(metric.id) },
  { label: "Subject", align: "left", format: ({ metric }) => parseMetricId(metric.id)?.subject ?? "" },
  { label: "Noise", align: "right", format: ({ noise, metric }) => sizeOf(noise, metric, "–") }
];
function runnerLines(report) {
  const { environment, runner, rounds, discarded, secondsPerRound, commit } = report;
  const { cpu, cores, memoryBytes, os } = environment;
  const redone = discarded === 0 ? "" : `, ${discarded} more discarded and redone`;
  return [
    `${escapeText(cpu)}, ${cores} ${cores === 1 ? "core" : "cores"}, ${formatValue(memoryBytes, "bytes")}, ${escapeText(os)}`,
    ...runner === null ? [] : [escapeText(runner, SENTENCE)],
    `${escapeText(commit.slice(0, 10))} against itself: ${rounds} rounds of ${formatDuration(secondsPerRound)}${redone}`
  ];
}
function columnsOf({ asSet, efforts }) {
  const visible = (label, of) => ({
    label,
    align: "right",
    format: (row) => sizeOf(of(row), row.metric, "nothing")
  });
  const isCut = asSet.minutes < efforts[asSet.effort].minutes;
  return [
    ...NOISE_COLUMNS,
    { label: "Detect", align: "right", format: ({ detect, metric }) => sizeOf(detect, metric, "–") },
    ...isCut ? [visible(`as set: ${roundsOf(asSet)}`, (row) => row.asSet)] : [],
    ...EFFORTS.map((effort) => visible(`${effort}: ${roundsOf(efforts[effort])}`, (row) => row.visible[effort]))
  ];
}
function roundsOf({ rounds }) {
  const all = Object.values(rounds);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return least === most ? String(most) : `${least} to ${most}`;
}
function sizeOf(size, metric, none) {
  return size === null ? none : formatSize(size, metric);
}
function drawnLines({ drawn, falseAlarms, asSet, verdict }) {
  if (drawn === null) return [];
  const of = `of ${drawn.count.toLocaleString("en")} pull requests drawn from these rounds`;
  return [
    `${drawn.fail} ${of} are blocked; ${formatLimit(falseAlarms, "fraction")} may be`,
    `${drawn.inconclusive} ${of} are inconclusive after ${roundsOf(asSet)} rounds`,
    `the rounds as they were measured, judged: ${verdict}`
  ];
}
function settingLines({ recommendation, rows, unfit }, width) {
  if (rows.length === 0) return [];
  if (unfit !== null) return ["Another runner: what this one shows cannot be relied on."];
  if (recommendation.isKept) return ["Nothing."];
  const { plan, metrics } = recommendation;
  const watched = metrics.filter(({ detect }) => detect === null).length;
  const cost = `Up to ${roundsOf(plan)} rounds, ${formatDuration(60 * plan.minutes)}; metrics that are settled earlier stop earlier.`;
  const beyond = `${watched} cannot gate here with any effort: too noisy, or with hardly any values; longer rounds help against both.`;
  return [
    ...yamlOf(recommendation).map((line) => `  ${escapeOutput(line, SENTENCE)}`),
    wrap(watched === 0 ? cost : `${cost} ${beyond}`, width)
  ];
}
function yamlOf({ plan, maxMinutes, metrics }) {
  const gate = `gate: { effort: ${plan.effort}, maxMinutes: ${maxMinutes} }`;
  if (metrics.length === 0) return [gate];
  const says = metrics.map(({ metric, detect }) => {
    return `  ${JSON.stringify(metric)}: { ${detect === null ? "role: watch" : `detect: ${detect.written}`} }`;
  });
  return [gate, "metrics:", ...says];
}
export {
  renderNoise
};
