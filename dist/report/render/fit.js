// src/report/render/fit.ts
var encoder = new TextEncoder();
function bytesOf(text) {
  return encoder.encode(text).byteLength;
}
function leavesOf(parts, around = []) {
  return parts.flatMap(
    (part) => "parts" in part ? leavesOf(part.parts, [...around, part]) : part.rows.length === 0 ? [] : [{ section: part, around }]
  );
}
function fitPage({ head, parts, foot }, limit, more) {
  const leaves = leavesOf(parts);
  const shown = /* @__PURE__ */ new Map();
  const opened = /* @__PURE__ */ new Set();
  let left = limit - bytesOf(head) - bytesOf(foot);
  for (const { section, around } of leaves.toSorted((a, b) => a.section.priority - b.section.priority)) {
    const groups = around.filter((group) => !opened.has(group));
    const frame = [section, ...groups].reduce((sum, { open, close }) => sum + bytesOf(open) + bytesOf(close), 0);
    const { count, bytes } = rowsWithin(section.rows, left - frame, more);
    if (count === 0) continue;
    for (const group of groups) opened.add(group);
    shown.set(section, count);
    left -= frame + bytes;
  }
  const isCut = leaves.some(({ section }) => section.rows.length > (shown.get(section) ?? 0));
  return [head, ...parts.map((part) => write(part, shown, more)), ...isCut ? [foot] : []].join("");
}
function rowsWithin(rows, room, more) {
  const sizes = rows.map((row) => bytesOf(row) + 1);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  if (whole <= room) return { count: rows.length, bytes: whole };
  let bytes = bytesOf(more(rows.length));
  let count = 0;
  while (count < sizes.length && bytes + sizes[count] <= room) bytes += sizes[count++];
  return { count, bytes };
}
function write(part, shown, more) {
  if ("parts" in part) {
    const inner = part.parts.map((one) => write(one, shown, more)).join("");
    return inner === "" ? "" : `${part.open}${inner}${part.close}`;
  }
  const count = shown.get(part) ?? 0;
  if (count === 0) return "";
  const rest = part.rows.length - count;
  const rows = part.rows.slice(0, count).map((row) => `${row}
`);
  return [part.open, ...rows, rest === 0 ? "" : more(rest), part.close].join("");
}
export {
  bytesOf,
  fitPage
};
