import { printable } from "../system/log.ts";

/** Characters of a line, and of all lines together: an error is stored with the verdict and posted in a comment. */
const WIDTH = 200;
const SIZE = 4_000;

/** The start of a text, at most 200 characters of it. */
export function excerpt(text: string): string {
  // By code points, so that no emoji is halved.
  const characters = [...text];
  return characters.length <= WIDTH ? text : `${characters.slice(0, WIDTH - 1).join("")}…`;
}

/**
 * What a command printed last, for the end of an error message; marked, so that none of the lines can be a command to
 * the CI that shows it. About 4,000 characters at most: the first lines give way to the last ones.
 */
export function lastLines(lines: readonly string[]): string {
  const shown: string[] = [];
  let size = 0;
  for (const line of lines.toReversed()) {
    const marked = `\n  | ${excerpt(printable(line))}`;
    size += marked.length;
    if (size > SIZE) break;
    shown.unshift(marked);
  }
  if (shown.length === 0) return " It printed nothing.";
  return ` Its last ${shown.length === 1 ? "line" : `${shown.length} lines`}:${shown.join("")}`;
}
