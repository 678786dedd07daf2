// src/report/render/html/job-sections.ts
import { escapePage } from "../escape.js";
import { formatLimit } from "../format.js";
import { acceptedLines, gateChangeLines, healthText, overrideSentence } from "../words/decided.js";
import { methodOf } from "../words/method.js";
import { unweighed } from "../words/unweighed.js";
import { watchedOnly } from "../words/watched.js";
import { escaped, html, NOTHING } from "./markup.js";
import { commandsOf } from "./repeat.js";
import { wholeSection } from "./section.js";
import { factsOf, listOf, tableOf } from "./tables.js";
function gateSection(verdict) {
  const health = healthText(verdict);
  return wholeSection("gate", "About the gate", [
    verdict.override === null ? NOTHING : overrideText(verdict, verdict.override),
    titled("Accepted by the config", acceptedLines(verdict, escapePage)),
    titled("This change alters its own gate", gateChangeLines(verdict, escapePage)),
    health === null ? NOTHING : html`<h3>The gate lately</h3><p>${health.slice(0, 1).toUpperCase()}${health.slice(1)}.</p>\n`
  ]);
}
function titled(title, lines) {
  return lines.length === 0 ? NOTHING : html`<h3>${title}</h3>${listOf(lines.map(escaped))}`;
}
var ADDRESS = /^https:\/\/[^\s"<>]{1,500}$/u;
function overrideText(verdict, { url }) {
  const link = ADDRESS.test(url) ? html` <a href="${escaped(escapePage(url, 600))}">Where it was said</a>` : NOTHING;
  return html`<h3>Let pass</h3><p>${escaped(overrideSentence(verdict, escapePage) ?? "")}${link}</p>\n`;
}
function remarksSections(verdict) {
  const { comparisons, notices } = verdict;
  const sentences = (lines) => listOf(lines.map((line) => html`${line}`));
  return [
    wholeSection("notices", "Notices", [sentences(notices)]),
    wholeSection("watched", "Watched only", [listOf(watchedOnly(comparisons, escapePage).map(escaped))]),
    wholeSection("not-weighed", "Not weighed", [sentences(unweighed(verdict))])
  ];
}
function methodSection(verdict) {
  const facts = methodOf(verdict, escapePage).map(({ label, text }) => [label, escaped(text)]);
  return wholeSection("method", "How it was measured", [factsOf(facts)]);
}
function repeatSection({ verdict, rounds, steps }) {
  const { falseAlarms, onInconclusive, enforce, configFrom } = verdict;
  const commands = (steps === void 0 ? commandsOf(verdict, rounds) : []).map(
    ({ what, command }) => html`<p>${what}</p><pre><code>${command}</code></pre>\n`
  );
  const settings = factsOf([
    ["Mode", rounds?.mode ?? null],
    ["False alarms", `at most ${formatLimit(falseAlarms, "fraction")}, all gating metrics together`],
    ["Inconclusive", { pass: "passes", warn: "passes with a warning", fail: "blocks" }[onInconclusive]],
    ["Enforced", enforce ? "yes" : "no, reported only"],
    ["Settings of", configFrom],
    ["Seed of the draws", rounds === null ? null : String(rounds.seed)]
  ]);
  const says = tableOf("What the config says about metrics", OVERRIDES, rounds?.overrides ?? []);
  return wholeSection("repeat", "Repeat it", [...commands, html`<h3>Settings</h3>${settings}`, says]);
}
var OVERRIDES = [
  { label: "Metrics", align: "left", format: ({ glob }) => glob },
  { label: "Says", align: "left", format: overrideClause }
];
function overrideClause({ role, better, scale, tolerate, detect, warn, max, control }) {
  const said = {
    role,
    better,
    scale,
    "tolerate.relative": tolerate?.relative,
    "tolerate.absolute": tolerate?.absolute,
    detect,
    warn,
    max,
    control: control && "yes"
  };
  return Object.entries(said).flatMap(([key, value]) => value === void 0 ? [] : [`${key} ${value}`]).join(", ");
}
export {
  gateSection,
  methodSection,
  remarksSections,
  repeatSection
};
