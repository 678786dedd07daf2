/** Statements as people read them, and what their comments say of the caller. Pure. */
import { shortened } from "../subject.ts";
import { withoutValues } from "./values.ts";

/** Before each statement of ours: they are not the target's. */
export const MARK = "/* weighbridge */";

const LONGEST = 200;

export interface Statement {
  /** On one line without comments, `?` for each value: the same text for the same statement of any database. */
  readonly text: string;
  /** Comments without their marks, in order. */
  readonly comments: readonly string[];
}

/**
 * pg_stat_statements has `$1` for values, but those of SET, CALL, DO, ALTER ROLE … PASSWORD and the like as they were sent: some
 * before PostgreSQL 16, others in every version. Lists of any length are one statement here, so that what differs in values or in
 * their number only is counted together.
 */
export function readStatement(query: string): Statement {
  const { text: code, comments } = withoutValues(query);
  const text = code
    .replace(/\s+/gu, " ")
    .replace(/\?(?: ?, ?\?)+/gu, "?, …")
    .replace(/\b(in|values) ?\(\?(?:, …)?\)(?: ?, ?\(\?(?:, …)?\))*/giu, "$1 (…)")
    .trim();
  return { text: text === "" ? "(empty statement)" : text, comments };
}

/** What names the place of a call in sqlcommenter's comments (`route='%2Forders'`) and in those of Rails (`action:index`). */
const KEYS = ["route", "controller", "action", "function", "file", "line", "source_location", "job"] as const;

/**
 * "first seen from route /orders, controller orders" as far as a comment says so; null: none does. The server keeps the text of the
 * first call alone: who else sends the same statement is not known.
 */
export function callerOf(comments: readonly string[]): string | null {
  const pairs = new Map(comments.flatMap((comment) => comment.split(",").flatMap(pairOf)));
  const said = KEYS.flatMap((key) => (pairs.has(key) ? [`${key.replace("_", " ")} ${pairs.get(key)}`] : []));
  if (said.length > 0) return `first seen from ${shortened(said.join(", "), LONGEST)}`;
  const trace = /^00-([0-9a-f]{32})-/u.exec(pairs.get("traceparent") ?? "")?.[1];
  return trace === undefined ? null : `first seen in trace ${trace}`;
}

function pairOf(text: string): readonly (readonly [string, string])[] {
  const at = text.search(/[=:]/u);
  if (at < 0) return [];
  const key = text.slice(0, at).trim();
  const value = text.slice(at + 1).trim();
  const bare = value.startsWith("'") && value.endsWith("'") ? value.slice(1, -1) : value;
  return bare === "" ? [] : [[decoded(key), decoded(bare)]];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
