// src/measure/k6/endpoint.ts
import { basename } from "node:path";
import { asName } from "../subject.js";
function endpointName(name) {
  const address = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(name);
  if (!address) return name;
  const path = (address[1] || "/").replaceAll("${}", "{}");
  return path.split("/").map((part) => looksLikeId(part) ? "{id}" : part).join("/");
}
function looksLikeId(part) {
  if (/^\d+$/.test(part)) return true;
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(part)) return true;
  if (/^[0-9a-f]{12,}$/i.test(part)) return true;
  return /^[A-Za-z0-9_-]{20,}$/.test(part) && /\d/.test(part) && /[A-Za-z]/.test(part);
}
function scenarioLabel(scenario, script) {
  return scenario === "default" ? basename(script).replace(/\.[cm]?[jt]s$/, "") : scenario;
}
function scenarioLabels(scripts) {
  const seen = /* @__PURE__ */ new Map();
  for (const { script, scenarios } of scripts) {
    for (const scenario of scenarios) {
      const label = scenarioLabel(scenario, script);
      seen.set(label, (seen.get(label) ?? /* @__PURE__ */ new Set()).add(script));
    }
  }
  return (script, scenario) => {
    const label = scenarioLabel(scenario, script);
    return (seen.get(label)?.size ?? 0) > 1 ? `${script} ${label}` : label;
  };
}
function endpointSubject({ scenario, method, name }, labelOf) {
  return asName(`${labelOf(scenario ?? "")}: ${name?.startsWith(`${method} `) ? name : `${method} ${name}`}`);
}
function checkSubject({ scenario, check }, labelOf) {
  return `${labelOf(scenario ?? "")}: ${check}`;
}
export {
  checkSubject,
  endpointName,
  endpointSubject,
  scenarioLabels
};
