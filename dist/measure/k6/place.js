// src/measure/k6/place.ts
function placeOfThreshold(script, file, selector, expression) {
  const lines = script.split(/\r\n|\n|\r/);
  const from = lines.findIndex((line2) => namesMetric(line2, selector));
  if (from < 0) return null;
  const line = lines.findIndex((text, index) => index >= from && text.includes(expression.trim()));
  return line < 0 ? null : { file, line: line + 1 };
}
function namesMetric(line, selector) {
  return [`"${selector}"`, `'${selector}'`, `\`${selector}\``, `${selector}:`].some((key) => line.includes(key));
}
export {
  placeOfThreshold
};
