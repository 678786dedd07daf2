// src/measure/browser/bands.ts
var BANDS = {
  lcp: { good: 2500, poor: 4e3 },
  inp: { good: 200, poor: 500 },
  cls: { good: 0.1, poor: 0.25 },
  fcp: { good: 1800, poor: 3e3 },
  ttfb: { good: 800, poor: 1800 }
};
function bandsLine(page, headOf) {
  const said = Object.entries(BANDS).flatMap(([name, { good, poor }]) => {
    const value = headOf(name);
    if (value === null) return [];
    const band = value <= good ? "is good" : value <= poor ? "needs improvement" : "is poor";
    const shown = name === "cls" ? String(Number(value.toFixed(3))) : `${Math.round(value)} ms`;
    return [`${name.toUpperCase()} ${shown} ${band}`];
  });
  return said.length === 0 ? null : `${page}: on head ${said.join(", ")}.`;
}
export {
  bandsLine
};
