/** Statements as people read them, and what their comments say of the caller. Pure. */
import { shortened } from "../subject.ts";

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
 * pg_stat_statements has `$1` for values, numbered through the statement; lists of any length are one statement here, so
 * that what differs in their length only is counted together.
 */
export function readStatement(query: string): Statement {
  const { code, comments } = withoutComments(query);
  const text = code
    .replace(/\$\d+/gu, "?")
    .replace(/\s+/gu, " ")
    .replace(/\?(?: ?, ?\?)+/gu, "?, …")
    .replace(/\b(in|values) ?\(\?(?:, …)?\)(?: ?, ?\(\?(?:, …)?\))*/giu, "$1 (…)")
    .trim();
  return { text: text === "" ? "(empty statement)" : text, comments };
}

/** One scan, never back: texts come from outside and are long. Quoted text is left as it is. */
function withoutComments(query: string): { readonly code: string; readonly comments: readonly string[] } {
  const parts: string[] = [];
  const comments: string[] = [];
  let from = 0;
  for (let at = 0; at < query.length; ) {
    const two = query.slice(at, at + 2);
    const quote = two[0] === "'" || two[0] === '"' ? two[0] : null;
    if (quote === null && two !== "/*" && two !== "--") {
      at++;
      continue;
    }
    const [start, close] = quote === null ? [at + 2, two === "/*" ? "*/" : "\n"] : [at + 1, quote];
    const found = query.indexOf(close, start);
    const end = found < 0 ? query.length : found;
    const next = Math.min(query.length, end + close.length);
    if (quote === null) {
      parts.push(query.slice(from, at), " ");
      comments.push(query.slice(start, end).trim());
      from = next;
    }
    at = next;
  }
  return { code: parts.join("") + query.slice(from), comments };
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
