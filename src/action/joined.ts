/** One comment for several gates. Pure. */
import type { VerdictKind } from "../model/verdict.ts";
import { renderJoined } from "../report/render/markdown/joined.ts";
import type { GateReport } from "./outcome.ts";

const WORST: readonly VerdictKind[] = ["fail", "error", "inconclusive", "pass"];

/** What all gates came to: the worst of them; a gate without a verdict could not measure. null without any. */
export function worstOf(reports: readonly GateReport[]): VerdictKind | null {
  const kinds = reports.map(({ outcome }) => (outcome.kind === "verdict" ? outcome.verdict.verdict : "error"));
  return WORST.find((kind) => kinds.includes(kind)) ?? null;
}

export function joinedBody(reports: readonly GateReport[]): string {
  return renderJoined(
    reports.map(({ gate, outcome, links }) =>
      outcome.kind === "verdict" ? { verdict: outcome.verdict, links } : { gate, why: outcome.why },
    ),
  );
}
