// src/report/render/html/fit.ts
import { bytesOf } from "../fit.js";
var MANY = () => 999999999;
function fitPage(pieces, limit) {
  const parts = pieces.filter(isPart);
  const fixed = pieces.map((piece) => isPart(piece) ? insteadOf(piece) : textOf(piece, MANY));
  let left = limit - fixed.reduce((sum, text) => sum + bytesOf(text), 0);
  const shown = /* @__PURE__ */ new Map();
  const full = /* @__PURE__ */ new Set();
  for (const part of parts.toSorted((a, b) => a.priority - b.priority)) {
    if (full.has(part.kind)) continue;
    const { text } = part.render();
    const size = bytesOf(text) - bytesOf(insteadOf(part));
    if (size > left) full.add(part.kind);
    else {
      shown.set(part, text);
      left -= size;
    }
  }
  const leftOut = (kind) => parts.filter((part) => part.kind === kind && !shown.has(part)).length;
  return pieces.map((piece) => isPart(piece) ? shown.get(piece) ?? insteadOf(piece) : textOf(piece, leftOut)).join("");
}
var insteadOf = ({ instead }) => instead?.text ?? "";
function isPart(piece) {
  return typeof piece === "object" && "render" in piece;
}
function textOf(piece, leftOut) {
  return typeof piece === "function" ? piece(leftOut).text : piece.text;
}
export {
  fitPage
};
