// src/config/overrides.ts
import { isAbsolute } from "node:path";
import { toOverride } from "./metrics.js";
function overridesOf(loaded) {
  const { metrics, gate } = loaded.config;
  const rules = metrics.map((rule) => {
    const key = ["max", "warn"].find((one) => rule[one] !== void 0);
    const at = key === void 0 ? null : placeOf(loaded, ["metrics", rule.glob, key]);
    return { ...toOverride(rule), ...at === null ? {} : { at } };
  });
  return [...rules, ...gate.controls.map((glob) => ({ glob, control: true }))];
}
function placeOf({ file, lineOf }, path) {
  const line = lineOf(path);
  return line === null || isAbsolute(file) || file.startsWith("..") ? null : { file, line };
}
export {
  overridesOf
};
