// src/measure/lighthouse/differences/causes.ts
import { parseMetricId } from "../../../model/metric.js";
import { sizeOf } from "./apart.js";
import { isOfOthers } from "./loaded.js";
var MOST = { resources: 5, audits: 3 };
var NEGLIGIBLE = 100;
var INFLUENCES = {
  lcp: { types: null, saves: ["LCP"] },
  fcp: { types: ["Document", "Stylesheet", "Script", "Font"], saves: ["FCP"] },
  "speed-index": { types: null, saves: ["FCP", "LCP"] },
  tti: { types: null, saves: ["TBT"] },
  "main-thread": { types: ["Document", "Stylesheet", "Script"], saves: ["TBT"] },
  bootup: { types: ["Document", "Script"], saves: ["TBT"] },
  tbt: { types: ["Document", "Script"], saves: ["TBT"] },
  cls: { types: ["Stylesheet", "Image", "Font"], saves: ["CLS"] },
  score: { types: null, saves: ["FCP", "LCP", "TBT", "CLS"] }
};
var isTiming = (name) => Object.hasOwn(INFLUENCES, name);
function causesOf(id, difference) {
  const name = parseMetricId(id)?.metric ?? "";
  const { element } = difference;
  const found = [
    ...name === "lcp" && element !== null ? [elementCause(element)] : [],
    ...resourceCauses(name, difference).slice(0, MOST.resources),
    ...auditCauses(name, difference).slice(0, MOST.audits)
  ];
  return found.map((one) => ({ metric: id, ...one, at: null }));
}
function elementCause({ base, head }) {
  return { kind: "element", name: head, base: null, head: null, unit: "number", whole: null, note: `was ${base}` };
}
function resourceCauses(name, { parts, typeOf }) {
  const amount = amountOf(name);
  const own = parts(amount).filter((part) => isPartOf(name, part.name, typeOf(part.name)));
  const largest = own[0] === void 0 ? 0 : sizeOf(own[0]);
  const counts = (part) => part.base === null || part.head === null || sizeOf(part) * NEGLIGIBLE >= largest;
  const whole = isTiming(name) ? null : own.reduce((sum, { base, head }) => sum + (head ?? 0) - (base ?? 0), 0);
  const unit = amount === "requests" ? "count" : "bytes";
  return own.filter(counts).map((part) => ({ kind: "resource", ...part, unit, whole, note: null }));
}
function amountOf(name) {
  if (name === "unused-js" || name === "unused-css") return name;
  return name.endsWith("requests") ? "requests" : "bytes";
}
var SUMMED = ["document", "stylesheet", "script", "image", "media", "font"];
function isPartOf(name, resource, type) {
  if (isTiming(name)) return INFLUENCES[name].types?.includes(type) ?? true;
  const only = /^(.+)-(?:bytes|requests)$/u.exec(name)?.[1];
  if (only === void 0) return true;
  if (only === "third-party") return isOfOthers(resource);
  return only === "other" ? !SUMMED.includes(type.toLowerCase()) : type.toLowerCase() === only;
}
function auditCauses(name, { audits }) {
  if (!isTiming(name)) return [];
  const { saves } = INFLUENCES[name];
  return audits.filter(({ row, passes }) => row.change === "worse" && !passes).filter((audit) => audit.saves.some((metric) => saves.includes(metric))).map(auditCause);
}
function auditCause({ row, exact }) {
  const named = { kind: "audit", name: row.title || row.id };
  if (exact !== null) return { ...named, ...exact, whole: null, note: null };
  return { ...named, base: null, head: null, unit: "number", whole: null, note: `${row.head}, was ${row.base}` };
}
export {
  causesOf
};
