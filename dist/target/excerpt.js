// src/target/excerpt.ts
import { printable } from "../system/log.js";
var WIDTH = 200;
var SIZE = 4e3;
function excerpt(text) {
  const characters = [...text];
  return characters.length <= WIDTH ? text : `${characters.slice(0, WIDTH - 1).join("")}…`;
}
function lastLines(lines) {
  const shown = [];
  let size = 0;
  for (const line of lines.toReversed()) {
    const marked = `
  | ${excerpt(printable(line))}`;
    size += marked.length;
    if (size > SIZE) break;
    shown.unshift(marked);
  }
  if (shown.length === 0) return " It printed nothing.";
  return ` Its last ${shown.length === 1 ? "line" : `${shown.length} lines`}:${shown.join("")}`;
}
export {
  excerpt,
  lastLines
};
