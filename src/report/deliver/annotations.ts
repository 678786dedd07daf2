/** The annotations of a job: what keeps it from passing, where GitHub lists errors. */
import { type AnnotationProperties, error, notice, warning } from "@actions/core";
import type { Annotation } from "../../github/check-runs.ts";
import type { Verdict } from "../../model/verdict.ts";
import { escapeText } from "../render/escape.ts";
import { furtherReasons, lookupOf } from "../render/words/reasons.ts";
import { saidReasons } from "../render/words/said.ts";
import { headline } from "../render/words/sentence.ts";

/** GitHub shows ten of a kind a step and drops the rest without a word. */
const SHOWN = 10;

const WRITERS = { failure: error, warning, notice } as const;

/**
 * Errors where the job ends red, warnings where it only says so; a pass has none of its own. `placed`: what a check run
 * would show beside the code, where none was written.
 */
export function annotate(verdict: Verdict, placed: readonly Annotation[]): void {
  const level = verdict.blocks || verdict.verdict === "error" ? "failure" : "warning";
  const title = `Weighbridge: ${headline(verdict, escapeText).label}`;
  const isPlaced = new Set(placed.flatMap(({ message }) => message.split("\n")));
  const lines = sentencesOf(verdict).filter((line) => !isPlaced.has(line));
  const all: readonly Pick<Annotation, "level" | "title" | "message">[] = [
    ...lines.map((message) => ({ level, title, message }) as const),
    ...placed,
  ];
  for (const kind of ["failure", "warning", "notice"] as const) {
    const shown = all.filter((one) => one.level === kind).slice(0, SHOWN);
    for (const one of shown) WRITERS[kind](one.message, propertiesOf(one));
  }
}

function sentencesOf(verdict: Verdict): readonly string[] {
  if (verdict.verdict === "pass") return [];
  const { sentence, printed } = headline(verdict, escapeText);
  const lookup = lookupOf(verdict);
  const further = furtherReasons(verdict);
  const others = saidReasons(further, lookup, escapeText).map(({ sentence }) => sentence);
  // Of some reasons there is more to say than the headline does: then that is enough.
  if (further[0] === verdict.reasons[0]) return others;
  return [[sentence, ...printed.map((line) => escapeText(line))].join("\n"), ...others];
}

function propertiesOf(one: Pick<Annotation, "title"> & Partial<Annotation>): AnnotationProperties {
  const { title, path, line } = one;
  return { title, ...(path !== undefined && { file: path }), ...(line != null && { startLine: line }) };
}
