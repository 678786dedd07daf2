/** How many columns of a terminal a text takes: without this, one CJK name shifts a whole table. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
const NONE = /[\p{M}\p{Cf}]/u;

export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

const NUMBER_AND_UNIT = /(\d) (?=(?:%|ms|s|min|B|kB|MB|GB|pp|rounds?)(?:[\s,;.)]|$))/g;

/** Breaks at spaces into lines of at most `width` columns, later ones indented; a longer word, or a number with its unit, stays whole. */
export function wrap(text: string, width: number, indent = ""): string {
  const kept = text.replace(NUMBER_AND_UNIT, "$1\u00A0");
  const lines: string[] = [];
  let line = "";
  for (const word of kept.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line.trim() === "" || displayWidth(longer) <= width)
      line = line === "" && lines.length > 0 ? indent + word : longer;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].join("\n").replaceAll("\u00A0", " ");
}
