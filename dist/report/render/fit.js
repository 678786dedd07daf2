// src/report/render/fit.ts
var encoder = new TextEncoder();
function bytesOf(text) {
  return encoder.encode(text).byteLength;
}
function fitSections(head, sections, foot, limit, more) {
  let left = limit - bytesOf(head) - bytesOf(foot);
  const shown = /* @__PURE__ */ new Map();
  for (const section of sections.filter(({ rows }) => rows.length > 0).toSorted((a, b) => a.priority - b.priority)) {
    const frame = bytesOf(section.open) + bytesOf(section.close);
    const sizes = section.rows.map((row) => bytesOf(row) + 1);
    const whole = frame + sizes.reduce((sum, size) => sum + size, 0);
    let count = sizes.length;
    let used = whole;
    if (whole > left) {
      used = frame + bytesOf(more(sizes.length));
      count = 0;
      while (count < sizes.length && used + sizes[count] <= left) used += sizes[count++];
      if (count === 0) continue;
    }
    shown.set(section, count);
    left -= used;
  }
  const cut = sections.some((section) => section.rows.length > (shown.get(section) ?? 0));
  const body = sections.flatMap((section) => {
    const count = shown.get(section) ?? 0;
    if (count === 0) return [];
    const rest = section.rows.length - count;
    return [
      section.open,
      ...section.rows.slice(0, count).map((row) => `${row}
`),
      rest === 0 ? "" : more(rest),
      section.close
    ];
  });
  return [head, ...body, ...cut ? [foot] : []].join("");
}
export {
  fitSections
};
