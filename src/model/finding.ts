/** What is wrong inside the target whatever base did: a rule, the evidence it was judged by, and what to do about it. */
import type { MetricId, Unit } from "./metric.ts";
import type { Side } from "./series.ts";
import type { Source } from "./source.ts";

/** The rules, each judged by one number a side against one limit (findings/catalogue/ says which). */
export const RULES = [
  "slow-endpoint",
  "failing-endpoint",
  "n-plus-one",
  "slow-statement",
  "missing-index",
  "unused-index",
  "duplicate-index",
  "low-cache-hit",
  "lock-wait",
  "busy-pool",
  "stale-statistics",
  "evicted-keys",
  "leak",
  "blocked-event-loop",
  "blocking-call",
  "large-payload",
  "uncompressed",
  "uncached",
  "redirect",
  "repeated-call",
  "large-bundle",
  "unused-css",
  "unused-javascript",
  "slow-resource",
  "render-blocking",
  "long-task",
  "busy-processor",
  "full-memory",
] as const;
export type RuleId = (typeof RULES)[number];

/** The extremes of one number over the rounds of a side. */
export interface Range {
  /** Those that looked for it: where there was none of it, that is nothing, 0. */
  readonly rounds: number;
  readonly least: number;
  readonly most: number;
}

/** One number a side that a rule is judged by, as a collector saw it. */
export interface Fact {
  readonly rule: RuleId;
  readonly collector: string;
  /** Where it was seen, as in the ids of metrics: an endpoint, a page, a table, a file; "target" for the whole. */
  readonly subject: string;
  /** What does it: a statement, an index, a key, a function, a resource; null: the subject itself. */
  readonly name: string | null;
  /** In `unit`, over all rounds; null: it is not there, or not known. */
  readonly base: number | null;
  readonly head: number | null;
  readonly unit: Unit;
  /** What numbers do not say, as a clause: "called from GET /orders"; null: nothing. */
  readonly note: string | null;
  /** Where it stands in head's own files; null where it has no place there. */
  readonly at: Source | null;
  /**
   * What tells whether chance alone may have brought it. Of a side null: no round looked for it. same: each round of a side says
   * the same of what only a build changes, however few they are. Absent: nothing tells.
   */
  readonly rounds?: Readonly<Record<Side, Range | null>> | "same";
}

export const PRIORITIES = ["critical", "high", "medium", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What the config says of the rules: one that it does not name has the limit of the catalogue, and does not block. */
export interface RuleSettings {
  /** In the rule's unit; null: not judged. */
  readonly limits: Readonly<Partial<Record<RuleId, number | null>>>;
  readonly block: readonly RuleId[];
}

export const AREAS = [
  "endpoint",
  "database",
  "cache",
  "memory",
  "runtime",
  "network",
  "page",
  "bundle",
  "machine",
] as const;
export type Area = (typeof AREAS)[number];

/**
 * new: base keeps the limit, or does not have it. worse: both are beyond it, head by more than a tenth. standing: it was so
 * before. unclear: base keeps the limit, as far as that was seen, but the rounds do not tell it from chance. alone: base was not
 * measured, so nobody knows.
 */
export const SINCE = ["new", "worse", "unclear", "standing", "alone"] as const;
export type Since = (typeof SINCE)[number];

/** Whether head brought it, or made it worse: only then does anybody have to hear of it, or may it block. */
export function isOfHead({ since }: Pick<Finding, "since">): boolean {
  return since === "new" || since === "worse";
}

export interface Finding extends Omit<Fact, "rounds"> {
  /** The metric that it was read from; null where it is from no metric. */
  readonly metric: MetricId | null;
  readonly area: Area;
  /** What is wrong, in a few words: "statement repeated in a request". */
  readonly title: string;
  /** What follows the numbers: "times a request"; may be empty. */
  readonly of: string;
  /** What head is beyond, in `unit`, and whether that is the most or the least that it should be. */
  readonly limit: number;
  readonly bound: "most" | "least";
  readonly since: Since;
  /** impact × 10 / (effort × risk). */
  readonly score: number;
  readonly priority: Priority;
  /** Whether the config lets it block. */
  readonly blocks: boolean;
  /** Why it matters and what to do: a sentence each. */
  readonly why: string;
  readonly todo: string;
}
