/** Statements without the values that were written into them. Pure. */
import { shortened } from "../subject.ts";

const LONGEST = 2_000;

/**
 * What a statement is made of (MySQL's manual, "Language Structure"): values, names and comments. What does not end goes to the
 * end: it was cut. "…" is a value even where a session has it for names, and \ an escape, as it is unless a session has it
 * otherwise. A comment for some versions alone ends where the server's version has it end: it is a value, with all that follows.
 */
const TOKEN =
  /[BNXbnx]?'(?:[^'\\]|\\.?|'')*'?|"(?:[^"\\]|\\.?|"")*"?|\d[\w.]*|\/\*M?!.*|(?<name>`[^`]*`?|[A-Za-z_$\u{80}-\u{10FFFF}][\w$\u{80}-\u{10FFFF}]*)|(?<comment>\/\*(?:[^*]|\*+[^*/])*(?:\*+\/)?|(?:#|--(?: |[^\P{Cc}\n]))[^\n]*)/gsu;

/** One line without comments, `?` for each value: what users wrote into a table is nobody's to read in a report. */
export function withoutValues(query: string): string {
  const text = query.replace(
    TOKEN,
    (_, name?: string, comment?: string) => name ?? (comment === undefined ? "?" : " "),
  );
  return shortened(text.replace(/\s+/gu, " ").trim(), LONGEST);
}
