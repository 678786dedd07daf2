// src/measure/prometheus/line.ts
function nameOf(line) {
  return /^[A-Za-z_:][\w:]*/.exec(line)?.[0] ?? "";
}
function parseSample(line, name) {
  const from = skipBlank(line, name.length);
  const labels = /* @__PURE__ */ new Map();
  const end = line[from] === "{" ? readLabels(line, from + 1, labels) : from;
  if (end === null) return null;
  const [text = ""] = line.slice(end).trimStart().split(/[ \t]/, 1);
  const value = numberOf(text);
  return value === null ? null : { name, labels, value };
}
function skipBlank(line, from) {
  let at = from;
  while (line[at] === " " || line[at] === "	") at++;
  return at;
}
function readLabels(line, from, labels) {
  let at = skipBlank(line, from);
  while (line[at] !== "}") {
    const equals = line.indexOf("=", at);
    if (equals < 0) return null;
    const name = line.slice(at, equals).trimEnd();
    const quote = skipBlank(line, equals + 1);
    if (!/^[A-Za-z_]\w*$/.test(name) || line[quote] !== '"') return null;
    const closing = closingQuote(line, quote + 1);
    if (closing === null) return null;
    labels.set(name, unescaped(line.slice(quote + 1, closing)));
    at = skipBlank(line, closing + 1);
    if (line[at] === ",") at = skipBlank(line, at + 1);
    else if (line[at] !== "}") return null;
  }
  return at + 1;
}
function closingQuote(line, from) {
  for (let at = from; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === '"') return at;
  }
  return null;
}
function unescaped(text) {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(.)/gsu, (_, one) => one === "n" ? "\n" : one);
}
var INFINITY = /^([+-]?)inf(?:inity)?$/iu;
function numberOf(text) {
  const plain = Number(text);
  if (text !== "" && (!Number.isNaN(plain) || /^nan$/iu.test(text))) return plain;
  const infinite = INFINITY.exec(text);
  return infinite ? infinite[1] === "-" ? -Infinity : Infinity : null;
}
function labelText(labels, own) {
  const escaped = (value) => value.replace(/[\\"]/gu, "\\$&").replaceAll("\n", "\\n");
  return [...labels].filter(([name]) => name !== own).sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => `${name}="${escaped(value)}"`).join(",");
}
export {
  labelText,
  nameOf,
  parseSample
};
