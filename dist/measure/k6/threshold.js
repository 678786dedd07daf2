// src/measure/k6/threshold.ts
var EXPRESSION = /^(avg|min|max|med|count|rate|value|p\(([\d.]{1,20})\))(<=|>=|===|==|!=|<|>)(-?[\d.]{1,40}(?:e[+-]?\d{1,3})?)$/i;
function parseThreshold(expression) {
  const match = EXPRESSION.exec(expression.replace(/\s/g, ""));
  if (!match) return void 0;
  const operator = match[3] === "===" ? "==" : match[3];
  const quantile = match[2] === void 0 ? null : Number(match[2]) / 100;
  const aggregator = quantile === null ? match[1].toLowerCase() : "p";
  const limit = Number(match[4]);
  const isQuantile = quantile === null || quantile >= 0 && quantile <= 1;
  return isQuantile && Number.isFinite(limit) ? { aggregator, quantile, operator, limit } : void 0;
}
function parseSelector(text) {
  const match = /^([^{]+)\{(.*)\}$/s.exec(text.trim());
  if (!match) return { metric: text.trim(), tags: {} };
  const bare = (word) => word.trim().replace(/^(["'])(.*)\1$/s, "$2");
  const pairs = match[2].split(",").filter((pair) => pair.trim() !== "").map((pair) => {
    const colon = pair.indexOf(":");
    return colon < 0 ? [bare(pair), ""] : [bare(pair.slice(0, colon)), bare(pair.slice(colon + 1))];
  });
  return { metric: match[1].trim(), tags: Object.fromEntries(pairs) };
}
export {
  parseSelector,
  parseThreshold
};
