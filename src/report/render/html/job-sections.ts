/** What surrounds the numbers: people's decisions, how the gate has fared, how it was measured, how to repeat it. */
import type { Override } from "../../../model/exception.ts";
import type { MetricOverride } from "../../../model/override.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { escapePage } from "../escape.ts";
import { formatLimit } from "../format.ts";
import { acceptedLines, gateChangeLines, healthText, overrideSentence } from "../words/decided.ts";
import { methodOf } from "../words/method.ts";
import { unweighed } from "../words/unweighed.ts";
import { watchedOnly } from "../words/watched.ts";
import { escaped, html, type Markup, NOTHING } from "./markup.ts";
import { commandsOf } from "./repeat.ts";
import type { HtmlReport } from "./report.ts";
import { type Section, wholeSection } from "./section.ts";
import { factsOf, listOf, tableOf } from "./tables.ts";

/** Accepted regressions, a changed gate, an override, and what earlier jobs say of the gate. */
export function gateSection(verdict: Verdict): Section {
  const health = healthText(verdict);
  return wholeSection("gate", "About the gate", [
    verdict.override === null ? NOTHING : overrideText(verdict, verdict.override),
    titled("Accepted by the config", acceptedLines(verdict, escapePage)),
    titled("This change alters its own gate", gateChangeLines(verdict, escapePage)),
    health === null
      ? NOTHING
      : html`<h3>The gate lately</h3><p>${health.slice(0, 1).toUpperCase()}${health.slice(1)}.</p>\n`,
  ]);
}

function titled(title: string, lines: readonly string[]): Markup {
  return lines.length === 0 ? NOTHING : html`<h3>${title}</h3>${listOf(lines.map(escaped))}`;
}

/** An address of the web, and nothing that could end an attribute. */
const ADDRESS = /^https:\/\/[^\s"<>]{1,500}$/u;

function overrideText(verdict: Verdict, { url }: Override): Markup {
  const link = ADDRESS.test(url) ? html` <a href="${escaped(escapePage(url, 600))}">Where it was said</a>` : NOTHING;
  return html`<h3>Let pass</h3><p>${escaped(overrideSentence(verdict, escapePage) ?? "")}${link}</p>\n`;
}

/** What the numbers are not about, and what a reader should know beside them. */
export function remarksSections(verdict: Verdict): readonly Section[] {
  const { comparisons, notices } = verdict;
  const sentences = (lines: readonly string[]) => listOf(lines.map((line) => html`${line}`));
  return [
    wholeSection("notices", "Notices", [sentences(notices)]),
    wholeSection("watched", "Watched only", [listOf(watchedOnly(comparisons, escapePage).map(escaped))]),
    wholeSection("not-weighed", "Not weighed", [sentences(unweighed(verdict))]),
  ];
}

export function methodSection(verdict: Verdict): Section {
  const facts = methodOf(verdict, escapePage).map(({ label, text }) => [label, escaped(text)] as const);
  return wholeSection("method", "How it was measured", [factsOf(facts)]);
}

export function repeatSection({ verdict, rounds, steps }: HtmlReport): Section {
  const { falseAlarms, onInconclusive, enforce, configFrom } = verdict;
  const commands = (steps === undefined ? commandsOf(verdict, rounds) : []).map(
    ({ what, command }) => html`<p>${what}</p><pre><code>${command}</code></pre>\n`,
  );
  const settings = factsOf([
    ["Mode", rounds?.mode ?? null],
    ["False alarms", `at most ${formatLimit(falseAlarms, "fraction")}, all gating metrics together`],
    ["Inconclusive", { pass: "passes", warn: "passes with a warning", fail: "blocks" }[onInconclusive]],
    ["Enforced", enforce ? "yes" : "no, reported only"],
    ["Settings of", configFrom],
    ["Seed of the draws", rounds === null ? null : String(rounds.seed)],
  ]);
  const says = tableOf("What the config says about metrics", OVERRIDES, rounds?.overrides ?? []);
  return wholeSection("repeat", "Repeat it", [...commands, html`<h3>Settings</h3>${settings}`, says]);
}

const OVERRIDES = [
  { label: "Metrics", align: "left", format: ({ glob }: MetricOverride) => glob },
  { label: "Says", align: "left", format: overrideClause },
] as const;

/** Plain numbers: which unit they are in depends on the metrics that match. */
function overrideClause({ role, better, scale, tolerate, detect, warn, max, control }: MetricOverride): string {
  const said = {
    role,
    better,
    scale,
    "tolerate.relative": tolerate?.relative,
    "tolerate.absolute": tolerate?.absolute,
    detect,
    warn,
    max,
    control: control && "yes",
  };
  return Object.entries(said)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key} ${value}`]))
    .join(", ");
}
