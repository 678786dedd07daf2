/** What endpoints ask of a database, statement by statement, and which statements a change of that is made of. Pure. */
import type { Cause } from "../model/cause.ts";
import type { MetricId } from "../model/metric.ts";
import type { Side } from "../model/series.ts";
import { asWritten } from "./sql-text.ts";
import { shortened } from "./subject.ts";

/** Requests, and what they asked, by the text of the statement. */
export interface AskedOf<Counters> {
  readonly requests: number;
  readonly statements: ReadonlyMap<string, Counters>;
}

/** What a metric of an endpoint is the sum of. */
export interface Quantity<Metric, Counters> {
  readonly metric: Metric;
  readonly unit: Cause["unit"];
  /** A change a request that is none, in `unit`. */
  readonly least: number;
  /** Of several statements together as much as of each of them. */
  readonly of: (counters: Counters) => number;
  /** Whether a plan or an index can be behind it. */
  readonly isByPlan: boolean;
}

/** A cause of whatever metric. */
export type Reason = Omit<Cause, "metric" | "at">;

/** What is known besides numbers; null: nothing. */
export interface Known<Metric> {
  idOf(metric: Metric, endpoint: string): MetricId;
  noteOf(statement: string): string | null;
  /** How its plan differs between the sides. */
  planChange(statement: string): string | null;
  /** Those that one side alone has, and any of these statements could use, or could have used. */
  indexesOf(statements: readonly string[]): readonly Reason[];
}

/** A request; null: never asked on that side. */
interface Part extends Pick<Cause, "base" | "head"> {
  readonly statement: string;
}

interface Change {
  /** How much all statements have changed together. */
  readonly whole: number;
  /** The largest first. */
  readonly parts: readonly Part[];
}

const MOST = 8;
/** Of the whole change; a smaller part explains nothing. */
const LEAST_SHARE = 0.02;
/** Characters of a statement's name in a sentence. */
const LONGEST = 200;

/** As it is shown. */
export const shortStatement = (text: string): string => shortened(asWritten(text), LONGEST);

/** In small letters: a name of a table is one of them. */
export const wordsOf = (statement: string): ReadonlySet<string> =>
  new Set(statement.toLowerCase().split(/[^\p{L}\p{N}_$]+/u));

/** For each metric of an endpoint that both sides have, the largest part first; of what hardly moved there is none. */
export function causesOfStatements<Metric, Counters>(
  quantities: readonly Quantity<Metric, Counters>[],
  { base, head }: Readonly<Record<Side, ReadonlyMap<string, AskedOf<Counters>>>>,
  known: Known<Metric>,
): readonly Cause[] {
  return [...head].flatMap(([endpoint, after]) => {
    const before = base.get(endpoint);
    if (before === undefined || before.requests === 0 || after.requests === 0) return [];
    return quantities.flatMap((quantity) => {
      const change = changeOf(quantity, before, after);
      const shared = { metric: known.idOf(quantity.metric, endpoint), at: null };
      const indexes = quantity.isByPlan ? known.indexesOf(change.parts.map(({ statement }) => statement)) : [];
      const ofIndexes = indexes.slice(0, MOST).map((index) => ({ ...shared, ...index }));
      return [...ofIndexes, ...ofParts(quantity, change, known).map((one) => ({ ...shared, ...one }))];
    });
  });
}

function changeOf<Counters>(
  { least, of }: Quantity<unknown, Counters>,
  before: AskedOf<Counters>,
  after: AskedOf<Counters>,
): Change {
  const sum = ({ requests, statements }: AskedOf<Counters>) =>
    [...statements.values()].reduce((sofar, counters) => sofar + of(counters), 0) / requests;
  const part = ({ requests, statements }: AskedOf<Counters>, statement: string) => {
    const counters = statements.get(statement);
    return counters === undefined ? null : of(counters) / requests;
  };
  const whole = sum(after) - sum(before);
  if (Math.abs(whole) < least) return { whole, parts: [] };
  const smallest = Math.max(least, LEAST_SHARE * Math.abs(whole));
  const parts = [...new Set([...after.statements.keys(), ...before.statements.keys()])]
    .map((statement) => ({ statement, base: part(before, statement), head: part(after, statement) }))
    .filter((one) => growth(one) >= smallest)
    .sort((one, other) => growth(other) - growth(one))
    .slice(0, MOST);
  return { whole, parts };
}

const growth = ({ base, head }: Part) => Math.abs((head ?? 0) - (base ?? 0));

/** Each part, and behind it how its plan differs. */
function ofParts(
  { unit, isByPlan }: Pick<Quantity<unknown, never>, "unit" | "isByPlan">,
  { whole, parts }: Change,
  { noteOf, planChange }: Pick<Known<never>, "noteOf" | "planChange">,
): readonly Reason[] {
  return parts.flatMap(({ statement, base, head }) => {
    const shared = { name: shortStatement(statement), unit };
    const plan = isByPlan ? planChange(statement) : null;
    return [
      { ...shared, kind: "statement" as const, base, head, whole, note: noteOf(statement) },
      ...(plan === null ? [] : [{ ...shared, kind: "plan" as const, base: null, head: null, whole: null, note: plan }]),
    ];
  });
}
