/** What a rule says: what it is judged by, and what it is worth to do something about it. */
import type { Area } from "../model/finding.ts";
import type { Unit } from "../model/metric.ts";

/** 1: hardly any. 5: very much. */
type Grade = 1 | 2 | 3 | 4 | 5;

export interface Rule {
  readonly area: Area;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** In what facts of it are given. */
  readonly unit: Unit;
  /** What follows a number of it: "times a request"; may be empty. */
  readonly of: string;
  /** In `unit`: what the config does not set. */
  readonly limit: number;
  /** most: what is over the limit is wrong. least: what is under it. */
  readonly bound: "most" | "least";
  /** What it costs users, what it takes to repair it, and how much may break by that. */
  readonly impact: Grade;
  readonly effort: Grade;
  readonly risk: Grade;
  readonly why: string;
  readonly todo: string;
  /** By collector: what is to be said of its facts instead. */
  readonly seenBy?: Readonly<Record<string, Pick<Rule, "why" | "todo">>>;
  /** Globs over the metrics that it is read from; absent: collectors give facts of it. */
  readonly metrics?: { readonly of: string; readonly but?: readonly string[] };
}

export const grades = (impact: Grade, effort: Grade, risk: Grade) => ({ impact, effort, risk });
