/** A message with lines of its own: what is wrong in a sentence, and what the command that failed printed last. */

export interface Parted {
  /** Without line breaks. */
  readonly sentence: string;
  /** Raw, oldest first; empty when the message is a sentence only. */
  readonly printed: readonly string[];
}

/** Enough for the error that a build ends with. */
const LINES = 20;

/** How messages mark a line that a command printed. */
const MARK = /^ {2}\|(?: |$)/;

/**
 * The marked lines at the end of a message, or, where none is marked, all after the first. The sentence may hold line
 * breaks before the marked ones: it names the command, and a command may be a script of several lines. Of many lines the
 * last ones are kept, because the error stands at the end.
 */
export function partMessage(message: string): Parted {
  const lines = message.split(/\r\n|[\n\r\u2028\u2029]/);
  const marked = lines.findLastIndex((line) => !MARK.test(line)) + 1;
  const start = Math.max(1, marked < lines.length ? marked : 1);
  const printed = lines.slice(start).map((line) => line.replace(MARK, ""));
  const end = printed.findLastIndex((line) => line.trim() !== "") + 1;
  const kept = printed.slice(Math.max(0, end - LINES), end);
  return {
    sentence: lines.slice(0, start).join(" "),
    printed: end > LINES ? ["…", ...kept.slice(1)] : kept,
  };
}
