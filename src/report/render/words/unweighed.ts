/** What was not weighed, with metrics that share a reason on one line. */
import { parseMetricId } from "../../../model/metric.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { nameOf } from "./reasons.ts";
import { listed } from "./watched.ts";

/** All of them are in `verdict.json`. */
const LONGEST = 3;
/** Of one in a line of several. */
const NAME = 120;

/**
 * The sentences, not escaped. Several that name a metric each ("k6/latency-p99@shop: GET /cart: too few samples a round.")
 * become one, "Too few samples a round: k6/latency-p99 of shop: GET /cart, … and 11 more.", where the first of them stood.
 */
export function unweighed({ notWeighed }: Pick<Verdict, "notWeighed">): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const line of notWeighed) {
    const said = divided(line);
    if (said !== null) byReason.set(said.why, [...(byReason.get(said.why) ?? []), said.id]);
  }
  const lines = notWeighed.map((line) => {
    const said = divided(line);
    const ids = said === null ? [] : byReason.get(said.why)!;
    return said === null || ids.length === 1 ? line : joined(said.why, ids);
  });
  return [...new Set(lines)];
}

/** A metric and why it was not weighed; null for any other sentence. */
function divided(line: string): { readonly id: string; readonly why: string } | null {
  const at = line.lastIndexOf(": ");
  const id = line.slice(0, Math.max(0, at));
  const parts = parseMetricId(id);
  // Of other sentences that hold an @ the words before it are no name.
  return parts === undefined || parts.collector.includes(" ") ? null : { id, why: line.slice(at + 2) };
}

function joined(why: string, ids: readonly string[]): string {
  const names = ids.slice(0, LONGEST).map((id) => nameOf(id, (name) => shortened(name)));
  const reason = why.replace(/\.$/, "");
  return `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}: ${listed(names, ids.length - names.length)}.`;
}

const shortened = (name: string) => (name.length <= NAME ? name : `${name.slice(0, NAME - 1)}…`);
