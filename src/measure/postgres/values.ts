/** Statements without what users wrote into them: values and comments. Pure. */

/**
 * What a statement is made of (PostgreSQL's manual, "Lexical Structure"); what is not closed goes to the end, as of one that was
 * cut. A backslash before a quote is part of an E'…', and of others where standard_conforming_strings is off, which nobody can see
 * here: what is behind it may be value or not, so none of it is kept.
 */
const TOKEN =
  /(?<comment>--[^\n]*|\/\*)|(?<tag>\$(?:[A-Za-z_\u{80}-\u{10FFFF}][\w\u{80}-\u{10FFFF}]*)?\$)|[eE]'(?:[^'\\]|''|\\.)*'?|(?:[bBnNxX]|[uU]&)?'(?:[^'\\]|''|\\[^'])*(?:'|\\'.*)?|\$\d+|\.?\d(?:[eE][+-]\d|[\w.])*|(?<name>"[^"]*"?|[A-Za-z_\u{80}-\u{10FFFF}][\w$\u{80}-\u{10FFFF}]*)/gsu;

/** `text` has `?` for each value and a space for each comment; `comments` are without their marks, in order. */
export function withoutValues(query: string): { readonly text: string; readonly comments: readonly string[] } {
  const parts: string[] = [];
  const comments: string[] = [];
  let from = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(query); found !== null; found = TOKEN.exec(query)) {
    const { comment, tag, name } = found.groups!;
    if (name !== undefined) continue;
    parts.push(query.slice(from, found.index), comment === undefined ? "?" : " ");
    if (comment === "/*") TOKEN.lastIndex = endOfComment(query, TOKEN.lastIndex);
    if (tag !== undefined) TOKEN.lastIndex = endOfText(query, TOKEN.lastIndex, tag);
    from = TOKEN.lastIndex;
    if (comment !== undefined) comments.push(contentOf(query.slice(found.index, from)));
  }
  return { text: parts.join("") + query.slice(from), comments };
}

/** Of a text between two of these: $tag$ … $tag$. */
function endOfText(query: string, from: number, tag: string): number {
  const end = query.indexOf(tag, from);
  return end < 0 ? query.length : end + tag.length;
}

/** A comment within a comment has an end of its own. */
function endOfComment(query: string, from: number): number {
  const mark = /\/\*|\*\//gu;
  mark.lastIndex = from;
  for (let depth = 1; depth > 0; ) {
    const found = mark.exec(query);
    if (found === null) return query.length;
    depth += found[0] === "/*" ? 1 : -1;
  }
  return mark.lastIndex;
}

const contentOf = (comment: string) => comment.replace(/^(?:--|\/\*)|\*\/$/gu, "").trim();
