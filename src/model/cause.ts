/** What inside the target is behind a metric's move, as far as the collector that measured it can tell. */
import type { MetricId, Unit } from "./metric.ts";
import type { Source } from "./source.ts";

/**
 * statement, plan, index: what a database does for a request. command, key: what a cache is asked. function: where processor
 * time, memory or a blocked thread is spent. call: what a page or service is asked for.
 * module, package: what a bundle is made of. copies: a package that is there more than once. resource: what a page loads.
 * audit: what Lighthouse says of a page. element: the one that the largest paint is of.
 */
export const CAUSE_KINDS = [
  "module",
  "package",
  "copies",
  "resource",
  "audit",
  "element",
  "statement",
  "plan",
  "index",
  "command",
  "key",
  "function",
  "call",
] as const;
type CauseKind = (typeof CAUSE_KINDS)[number];

export interface Cause {
  readonly metric: MetricId;
  readonly kind: CauseKind;
  /** Of the module, package, resource, audit or element, as its tool calls it on head; where head has none, on base. */
  readonly name: string;
  /** Its part on each side, in `unit`; null: it is not there, or has no number. */
  readonly base: number | null;
  readonly head: number | null;
  readonly unit: Unit;
  /** How much all parts of the same kind of count have changed together, in `unit`; null: it is a part of no sum. */
  readonly whole: number | null;
  /** What numbers do not say, as a clause: "was h1", "2.0.0 beside 1.2.0"; null: nothing. */
  readonly note: string | null;
  /** Where it stands in head's own files; null where it has no place there. */
  readonly at: Source | null;
}

/** Part of a change from which it is called all of it: what else fell meanwhile would make it more than all. */
const ALL = 0.95;

/** "84 %"; at most "all". `share`: 0–1, or more. */
export function partText(share: number): string {
  return share >= ALL ? "all" : `${Math.round(share * 100)} %`;
}
