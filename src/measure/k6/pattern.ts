/** What many names have in common: where ids may stand in them. Pure. */

const ID = "{id}";

/** Ids stand near the front; a pattern for each of a thousand parts, of thousands of names, fills the memory. */
const MOST_PARTS = 20;

/** The pattern that most of the names have, by one part of a path or by their numbers; null where fewer than half have one. */
export function patternOf(names: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of new Set(names)) {
    for (const pattern of patternsOf(name)) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return most !== undefined && most[1] * 2 >= names.length ? most[0] : null;
}

/** One for each of its first parts, and one for its numbers. */
export function patternsOf(name: string): ReadonlySet<string> {
  const parts = name.split("/");
  const byPart = parts.length < 2 ? [] : parts.slice(0, MOST_PARTS).map((_, at) => parts.with(at, ID).join("/"));
  const byNumber = /\d/.test(name) ? [name.replace(/\d+/g, ID)] : [];
  return new Set([...byNumber, ...byPart]);
}
