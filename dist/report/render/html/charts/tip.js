// src/report/render/html/charts/tip.ts
import { escapePage } from "../../escape.js";
function tipOf(params) {
  const points = Array.isArray(params) ? params : [params];
  return tipHtml(points.map(linesOf).find((lines) => lines.length > 0) ?? []);
}
function tipHtml([heading, ...lines]) {
  if (heading === void 0) return "";
  return [`<strong>${escapePage(heading)}</strong>`, ...lines.map((line) => escapePage(line))].join("<br>");
}
function linesOf(point) {
  const tip = point?.data?.tip;
  return Array.isArray(tip) ? tip.filter((line) => typeof line === "string") : [];
}
export {
  tipOf
};
