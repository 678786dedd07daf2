/** The last guard against GitHub's limits: what is written is made to keep them, and whatever does not is cut, not refused. */

const CUT = "…";

/** At most `most` characters, as JavaScript counts them, and no half one. */
export function cutCharacters(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, "")}${CUT}`;
}

/** At most `most` bytes of UTF-8 (three or more), and no part of a character. */
export function cutBytes(text: string, most: number): string {
  const bytes = Buffer.from(text);
  // As a stream: what a last character lacks may still come.
  const whole = () => new TextDecoder().decode(bytes.subarray(0, most - Buffer.byteLength(CUT)), { stream: true });
  return bytes.length <= most ? text : whole() + CUT;
}
