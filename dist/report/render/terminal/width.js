// src/report/render/terminal/width.ts
var WIDE = new RegExp("[\\u1100-\\u115F\\u2E80-\\u303E\\u3041-\\uA4CF\\uAC00-\\uD7A3\\uF900-\\uFAFF\\uFE30-\\uFE6F\\uFF00-\\uFF60\\uFFE0-\\uFFE6\\u{20000}-\\u{3FFFD}]|\\p{Emoji_Presentation}", "u");
var NONE = /[\p{M}\p{Cf}]/u;
function displayWidth(text) {
  let width = 0;
  for (const character of text) width += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
var NUMBER_AND_UNIT = /(\d) (?=(?:%|ms|s|min|B|kB|MB|GB|pp|rounds?)(?:[\s,;.)]|$))/g;
function wrap(text, width, indent = "") {
  const kept = text.replace(NUMBER_AND_UNIT, "$1 ");
  const lines = [];
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
  return [...lines, line].join("\n").replaceAll(" ", " ");
}
export {
  displayWidth,
  wrap
};
