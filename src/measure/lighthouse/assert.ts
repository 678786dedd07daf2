/** The user's assertions, judged by the real `lhci assert` on each side's runs. */
import { z } from "zod";
import { ToolError } from "../../errors.ts";
import type { LimitSeries, Side } from "../../model/series.ts";
import type { System } from "../../system/system.ts";
import { refuseUnknown } from "./assert-known.ts";
import { limitsOf, type PlacedResult, type SideResults, withoutResult } from "./assert-limit.ts";
import { runAssert } from "./assert-run.ts";
import type { AssertEntry } from "./rc-assertions.ts";

export interface StoredRun {
  /** The path that was asked for. */
  readonly page: string;
  /** Index of the kept round. */
  readonly round: number;
  /** full: every category ran. timing: only the audits of the timing rounds. */
  readonly kind: "full" | "timing";
  /** As LHCI wrote it. */
  readonly lhrText: string;
}

export interface AssertInput {
  /** Absolute path of lhci's cli.js. */
  readonly lhci: string;
  readonly assert: readonly AssertEntry[];
  /** The URL under which the assertions know a page (rc-pages.ts). */
  readonly urlOf: (page: string) => string;
  readonly runs: Readonly<Record<Side, readonly StoredRun[]>>;
  /** Number of kept rounds. */
  readonly rounds: number;
  /** An existing folder; what is written there is removed again. */
  readonly scratch: string;
  readonly system: System;
}

export interface JudgedAssertions {
  readonly limits: readonly LimitSeries[];
  readonly notWeighed: readonly string[];
}

/**
 * One limit an assertion and page of head. Times, and what is made of them, are judged over every run that has them;
 * bytes, counts and other scores over the full runs.
 *
 * @throws ConfigError for an assertion on what Lighthouse does not have; ToolError when lhci cannot judge at all
 */
export async function judgeAssertions(input: AssertInput): Promise<JudgedAssertions> {
  const { assert: matrix, runs } = input;
  const complete = [...runs.head, ...runs.base].filter(({ kind }) => kind === "full");
  refuseUnknown(
    matrix,
    complete.map(({ lhrText }) => lhrText),
  );
  const [base, head] = await Promise.all([judgeSide(input, runs.base), judgeSide(input, runs.head)]);
  const units = new Map(runs.head.flatMap((run) => (run.kind === "full" ? [[run.page, unitsIn(run)] as const] : [])));
  return {
    limits: limitsOf({ matrix, results: { base, head }, unitOf: (page, auditId) => units.get(page)?.get(auditId) }),
    notWeighed: notWeighed(matrix, head.full),
  };
}

async function judgeSide(input: AssertInput, runs: readonly StoredRun[]): Promise<SideResults> {
  const fullRuns = runs.filter(({ kind }) => kind === "full");
  const full = await judgeRuns(input, fullRuns);
  return { full, all: fullRuns.length === runs.length ? full : await judgeRuns(input, runs) };
}

async function judgeRuns(input: AssertInput, runs: readonly StoredRun[]): Promise<readonly PlacedResult[]> {
  const { lhci, assert: matrix, urlOf, scratch, system, rounds } = input;
  // Ports differ from round to round; LHCI groups runs by this field and matches patterns against it.
  const lhrs = runs.map(({ page, lhrText }) => JSON.stringify({ ...JSON.parse(lhrText), finalUrl: urlOf(page) }));
  const results = await runAssert({ lhci, matrix, lhrs, scratch, system });
  const pages = new Map(runs.map(({ page }) => [urlOf(page), page]));
  return results.map((result) => {
    const page = pages.get(result.url);
    if (page === undefined) throw new ToolError(`lhci assert judged ${result.url}, which it was not given.`);
    const ofPage = runs.filter((run) => run.page === page);
    return { ...result, page, rounds: place(result.values, ofPage, rounds) };
  });
}

/** LHCI leaves out runs without a value, and does not say which: then no value has a round. */
function place(values: readonly (number | null)[], runs: readonly StoredRun[], rounds: number) {
  const placed = new Array<number | null>(rounds).fill(null);
  if (values.length !== runs.length) return placed;
  for (const [index, { round }] of runs.entries()) placed[round] = values[index]!;
  return placed;
}

const unitSchema = z.object({ numericUnit: z.string().optional() }).catch({});
const unitsSchema = z.object({ audits: z.record(z.string(), unitSchema) });

function unitsIn({ lhrText }: StoredRun): ReadonlyMap<string, string | undefined> {
  const { audits } = unitsSchema.parse(JSON.parse(lhrText));
  return new Map(Object.entries(audits).map(([id, { numericUnit }]) => [id, numericUnit]));
}

/** LHCI passes over in silence what applies to no page. */
function notWeighed(matrix: readonly AssertEntry[], head: readonly PlacedResult[]): readonly string[] {
  if (head.length === 0) return ["No assertion of the Lighthouse CI config applies to the pages that were loaded."];
  return withoutResult(matrix, head).map(
    (key) => `Assertion ${key}: it applies to no page that was loaded, or Lighthouse has no such audit any more.`,
  );
}
