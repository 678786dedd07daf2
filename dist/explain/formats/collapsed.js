// src/explain/formats/collapsed.ts
import { boundedStacks, DEEPEST } from "../profile.js";
function parseCollapsed(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const bounded = boundedStacks();
  const samples = lines.map((line) => {
    const end = line.trimEnd().lastIndexOf(" ");
    const value = Number(line.slice(end + 1));
    if (end < 1 || !Number.isFinite(value) || value < 0) throw new Error(`"${line.slice(0, 80)}" is no stack`);
    return { stack: bounded(line.slice(0, end).split(";").slice(-DEEPEST).map(frameOf)), value };
  });
  return { unit: "samples", samples };
}
function frameOf(text) {
  const open = text.lastIndexOf(" (");
  const colon = text.lastIndexOf(":");
  const line = Number(text.slice(colon + 1, -1));
  if (open < 1 || colon < open || !text.endsWith(")") || !Number.isInteger(line)) {
    return { name: text, file: null, line: null, internal: false };
  }
  return { name: text.slice(0, open), file: text.slice(open + 2, colon), line: line || null, internal: false };
}
export {
  parseCollapsed
};
