/** A verdict's further reasons in sentences, with metrics that are undecided for the same reason in one. */
import type { Reason } from "../../../model/verdict.ts";
import type { Escape } from "../escape.ts";
import { clause, type Lookup, nameOf, printedBy, reasonSentence } from "./reasons.ts";
import { listed } from "./watched.ts";

export interface Said {
  readonly sentence: string;
  /** Raw lines that belong after it. */
  readonly printed: readonly string[];
}

/** Of one sentence; all of them have a row, and are in `verdict.json`. */
const LONGEST = 3;

export function saidReasons(reasons: readonly Reason[], lookup: Lookup, safe: Escape): readonly Said[] {
  const byWhy = new Map<string, Reason[]>();
  for (const reason of reasons) {
    if (reason.kind === "inconclusive") byWhy.set(reason.why, [...(byWhy.get(reason.why) ?? []), reason]);
  }
  return reasons.flatMap((reason) => {
    const alike = (reason.kind === "inconclusive" && byWhy.get(reason.why)) || [reason];
    // The first of them speaks for all.
    if (alike[0] !== reason) return [];
    const sentence = alike.length === 1 ? reasonSentence(reason, lookup, safe) : together(alike, safe);
    return [{ sentence, printed: printedBy(reason) }];
  });
}

/** At least two, with one reason why. */
function together(alike: readonly Reason[], safe: Escape): string {
  const open = alike.filter((reason) => reason.kind === "inconclusive");
  const names = open.slice(0, LONGEST).map(({ metric }) => nameOf(metric, safe));
  return `${listed(names, open.length - names.length)} are undecided: ${clause(open[0]!.why, safe)}.`;
}
