/** Which endpoints and checks are told apart: the same on both sides and in every round, however many a script has. */
import type { Slot } from "../../model/series.ts";
import { shortened } from "../subject.ts";
import { checkSubject, endpointSubject, type LabelOf } from "./endpoint.ts";
import type { Fold } from "./fold/shapes.ts";
import type { Subject } from "./fold/subject.ts";
import { patternOf } from "./pattern.ts";

/** Of a job, all scripts together; as many checks. k6's cloud warns of as many addresses (best_practice_too_many_urls). */
export const MOST_TOLD = 500;
/** Where there are more, those with fewer requests in a round, both sides together, say nothing by themselves. */
const FEWEST_REQUESTS = 20;

/** Of a pattern, in a sentence. */
const LONGEST = 120;

/** What one run of one script gave one side. */
interface ScriptRun {
  readonly script: string;
  readonly slot: Slot;
  readonly fold: Fold;
}

export interface Told {
  /**
   * Takes a round's endpoints and checks: all while they are at most so many; with more the busiest, once and for all. It
   * never asks which side is which. What is told apart has all its values in every round so far.
   */
  take(runs: readonly ScriptRun[]): void;
  tells(script: string, subject: Pick<Subject, "scenario" | "method" | "name" | "check">): boolean;
  /** A sentence on each kind that there is too much of, with what to do. */
  warnings(): readonly string[];
}

type Kind = "endpoints" | "checks";

interface Counted {
  /** As reports name it. */
  readonly subject: string;
  count: number;
}

export function tellApart(labelOf: LabelOf): Told {
  const known: Readonly<Record<Kind, Set<string>>> = { endpoints: new Set(), checks: new Set() };
  const warnings = new Map<Kind, string>();

  function take(runs: readonly ScriptRun[]): void {
    for (const kind of ["endpoints", "checks"] as const) {
      if (warnings.has(kind)) continue;
      const found = countsOf(runs, kind, labelOf);
      const isCrowded = new Set([...known[kind], ...found.keys()]).size > MOST_TOLD;
      const added = [...found].filter(
        ([key, { count }]) => !known[kind].has(key) && (!isCrowded || count >= FEWEST_REQUESTS),
      );
      added.sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1));
      for (const [key] of added.slice(0, MOST_TOLD - known[kind].size)) known[kind].add(key);
      if (isCrowded) warnings.set(kind, warningOn(kind, [...found.values()]));
    }
  }

  function tells(script: string, subject: Parameters<Told["tells"]>[1]): boolean {
    const kind = kindOf(subject);
    return kind === null || !warnings.has(kind) || known[kind].has(keyOf(script, subject));
  }

  return { take, tells, warnings: () => [...warnings.values()] };
}

/** null: points of neither an endpoint nor a check. */
function kindOf({ method, check }: Pick<Subject, "method" | "check">): Kind | null {
  if (check !== null) return "checks";
  return method === null ? null : "endpoints";
}

function keyOf(script: string, { scenario, method, name, check }: Parameters<Told["tells"]>[1]): string {
  return JSON.stringify([script, scenario, method, name, check]);
}

/** Requests of each endpoint, or values of each check, all runs together. */
function countsOf(runs: readonly ScriptRun[], kind: Kind, labelOf: LabelOf): ReadonlyMap<string, Counted> {
  const counts = new Map<string, Counted>();
  for (const { script, slot, fold } of runs) {
    for (const cell of fold.cells) {
      const { metric, aggregate, other } = cell;
      if (other || cell.slot !== slot || metric !== (kind === "checks" ? "checks" : "http_reqs")) continue;
      const key = keyOf(script, cell);
      const counted = counts.get(key) ?? {
        subject: reportedName(cell, (scenario) => labelOf(script, scenario)),
        count: 0,
      };
      counted.count += aggregate.kind === "rate" ? aggregate.total : aggregate.kind === "counter" ? aggregate.sum : 0;
      counts.set(key, counted);
    }
  }
  return counts;
}

function reportedName(about: Parameters<Told["tells"]>[1], labelOf: (scenario: string) => string): string {
  return about.check === null ? endpointSubject(about, labelOf) : checkSubject(about, labelOf);
}

const ONE_NAME: Readonly<Record<Kind, string>> = {
  endpoints:
    'Give requests of one kind one name, without ids: http.get(url, { tags: { name: "…" } }), or http.url for the address',
  checks: "Give checks of one kind one name, without ids",
};

function warningOn(kind: Kind, found: readonly Counted[]): string {
  const pattern = patternOf(found.map(({ subject }) => subject));
  const like = pattern === null ? "" : `, most of them like ${shortened(pattern, LONGEST)}`;
  return `There are more than ${MOST_TOLD} ${kind}${like}: only the busiest are weighed by themselves, the others together as "other ${kind}". ${ONE_NAME[kind]}.`;
}
