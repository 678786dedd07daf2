/** What rules are judged by that a run with all categories shows of a page. Pure. */
import { z } from "zod";
import type { Fact } from "../../model/finding.ts";
import { SIDES, type Side } from "../../model/series.ts";
import { rangeOf } from "../ranges.ts";
import { LONGEST_TIME } from "../subject.ts";
import { nameOf } from "./differences/loaded.ts";
import { type Lhr, rowsOf } from "./lhr.ts";
import { EXACT_AUDITS } from "./metrics.ts";

type Noticing = "unused-css" | "unused-javascript" | "slow-resource" | "render-blocking" | "long-task";

/** By what is judged and by name of the resource. */
export type Noticed = Readonly<Record<Noticing, ReadonlyMap<string, number>>>;

/** One run. */
export interface NoticedIn {
  readonly page: string;
  readonly side: Side;
  readonly noticed: Noticed;
}

const UNITS = {
  "unused-css": "fraction",
  "unused-javascript": "fraction",
  "slow-resource": "ms",
  "render-blocking": "ms",
  "long-task": "ms",
} as const satisfies Record<Noticing, Fact["unit"]>;

const bytes = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const time = z.number().min(0).max(LONGEST_TIME);
const unused = z.object({ url: z.string(), totalBytes: bytes.positive(), wastedBytes: bytes });
const request = z.object({ url: z.string(), networkRequestTime: time, networkEndTime: time });
const blocking = z.object({ url: z.string(), wastedMs: time });
const task = z.object({ url: z.string(), duration: time });

/** Never throws: of what the user's settings leave out nothing is noticed. */
export function noticedIn(lhr: Lhr): Noticed {
  const largest = <Row extends { readonly url: string }>(rows: readonly Row[], number: (row: Row) => number) => {
    const byName = new Map<string, number>();
    for (const row of rows) {
      // What is of no one file is of the page.
      const name = nameOf(row.url, lhr.finalUrl) ?? "";
      byName.set(name, Math.max(byName.get(name) ?? 0, number(row)));
    }
    return byName;
  };
  const share = ({ wastedBytes, totalBytes }: z.output<typeof unused>) => Math.min(1, wastedBytes / totalBytes);
  return {
    "unused-css": largest(rowsOf(lhr, EXACT_AUDITS["unused-css"], unused), share),
    "unused-javascript": largest(rowsOf(lhr, EXACT_AUDITS["unused-js"], unused), share),
    "slow-resource": largest(rowsOf(lhr, EXACT_AUDITS.requests, request), ({ networkRequestTime, networkEndTime }) =>
      Math.max(0, networkEndTime - networkRequestTime),
    ),
    "render-blocking": largest(rowsOf(lhr, EXACT_AUDITS.blocking, blocking), ({ wastedMs }) => wastedMs),
    "long-task": largest(rowsOf(lhr, "long-tasks", task), ({ duration }) => duration),
  };
}

/** Of each rule and page: the largest of either side. */
const MOST = 10;

const largerOf = ({ base, head }: Fact) => Math.max(base ?? 0, head ?? 0);

/**
 * Of each side its lowest over all its runs: what only one run shows may be that run's. Mostly they are too few to tell a number
 * that varies from chance.
 */
export function factsOf(runs: readonly NoticedIn[]): readonly Fact[] {
  const pages = [...new Set(runs.map(({ page }) => page))];
  // Object.keys forgets what the keys are.
  const rules = Object.keys(UNITS) as Noticing[];
  return pages.flatMap((subject) => {
    const own = runs.filter(({ page }) => page === subject);
    return rules.flatMap((rule) => {
      const [before, after] = SIDES.map((side) =>
        own.filter((run) => run.side === side).map((run) => run.noticed[rule]),
      );
      const base = lowest(before!);
      const shared = { rule, collector: "lighthouse", subject, unit: UNITS[rule], note: null, at: null };
      return [...lowest(after!)]
        .map(([key, head]): Fact => {
          const sides = { base: base.get(key) ?? null, head };
          const ranges = { base: rangeOf(numbersOf(before!, key)), head: rangeOf(numbersOf(after!, key)) };
          const rounds = agree(before!, after!, key) ? "same" : ranges;
          return { ...shared, name: key === "" ? null : key, ...sides, rounds };
        })
        .sort((one, other) => largerOf(other) - largerOf(one))
        .slice(0, MOST);
    });
  });
}

type Runs = readonly ReadonlyMap<string, number>[];

/** Nothing where it is not there. */
const numbersOf = (runs: Runs, name: string) => runs.map((run) => run.get(name) ?? 0);

/** Whether all runs of each side have one number of it, or none of base has what each of head has. */
function agree(base: Runs, head: Runs, name: string): boolean {
  const isOne = (runs: Runs) => runs.length > 1 && new Set(numbersOf(runs, name)).size === 1;
  const isAdded = base.every((run) => !run.has(name)) && head.every((run) => run.has(name));
  return isOne(base) && (isAdded ? head.length > 1 : isOne(head));
}

/** What all runs have, each at its lowest. */
function lowest([first, ...rest]: Runs): ReadonlyMap<string, number> {
  const everywhere = [...(first ?? [])].filter(([name]) => rest.every((run) => run.has(name)));
  return new Map(
    everywhere.map(([name, number]) => [name, Math.min(number, ...rest.map((run) => run.get(name) ?? number))]),
  );
}
