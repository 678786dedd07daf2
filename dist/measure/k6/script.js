// src/measure/k6/script.ts
import { mkdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { ConfigError } from "../../errors.js";
import { SLOTS } from "../../model/series.js";
import { scenarioLabels } from "./endpoint.js";
import { durationSeconds, inspectScript } from "./inspect.js";
import { planLoad } from "./plan.js";
import { driverEnvironment } from "./run.js";
import { parseSelector } from "./threshold.js";
import { bundleSlots } from "./twin/bundle.js";
import { writeMain } from "./twin/main.js";
var REPLACED = ["vus", "duration", "iterations", "stages", "thresholds"];
var SYSTEM_TAGS = ["name", "method", "scenario", "group", "check", "expected_response"];
async function prepareScript(input) {
  const { script, index, k6, config, round, root, scratch, system } = input;
  const path = resolve(root, script);
  const folder = join(scratch, `script-${index}`);
  await mkdir(folder, { recursive: true });
  const { unshimmed, sources } = await bundleSlots({ script: path, root, folder, system });
  const label = relative(root, path);
  const nowhere = { a: "http://127.0.0.1:9", b: "http://127.0.0.1:9" };
  const env = scriptEnvironment(config, round, nowhere, system);
  const inspected = await inspectScript(k6, folder, label, env, system);
  const because = alternateReason(config, inspected, unshimmed);
  const driver = because === null && input.bothSides ? "twin" : "alternate";
  const plan = planScript({ label, inspected, config, round, driver });
  const selectors = new Map(Object.keys(inspected.thresholds).map((text2) => [text2, parseSelector(text2)]));
  const text = await readFile(path, "utf8");
  return { label, folder, text, sources, unshimmed, inspected, plan, alternateBecause: because, round, selectors };
}
function planScript(input) {
  const { label, inspected, config, round, driver } = input;
  const scenario = config.scenario && Object.hasOwn(inspected.scenarios, config.scenario) ? { scenario: config.scenario } : {};
  return planLoad({ label, inspected, round, driver, ...scenario });
}
function labelsOf(scripts) {
  return scenarioLabels(scripts.map(({ label, plan }) => ({ script: label, scenarios: Object.keys(plan.scenarios) })));
}
function mainFor(script, slots, seed, options = {}) {
  const { plan, inspected } = script;
  const thresholdTags = [...script.selectors.values()].flatMap(({ tags }) => Object.keys(tags));
  const known = /* @__PURE__ */ new Set(["status", "error_code", "url", "proto", "subproto", "tls_version", "service", "error"]);
  const systemTags = [...SYSTEM_TAGS, ...thresholdTags.filter((tag) => known.has(tag))];
  return writeMain({
    folder: script.folder,
    file: slots.length === SLOTS.length ? "main.js" : `main-${slots.join("")}.js`,
    slots,
    seed,
    functions: plan.functions,
    options: {
      scenarios: plan.scenarios,
      systemTags: [...new Set(systemTags)],
      // Of the whole process, where each side is to get all of it.
      ...inspected.rps === null ? {} : { rps: inspected.rps * slots.length },
      // Both slots are set up, one after the other.
      setupTimeout: `${slots.length * timeoutSeconds(inspected.setupTimeout)}s`,
      teardownTimeout: `${slots.length * timeoutSeconds(inspected.teardownTimeout)}s`,
      ...options
    },
    removed: REPLACED
  });
}
function windowOf({ measure }) {
  return measure / 5;
}
function aroundTime({ setupTimeout, teardownTimeout }, slots) {
  return (timeoutSeconds(setupTimeout) + timeoutSeconds(teardownTimeout)) * slots * 1e3;
}
function timeoutSeconds(said) {
  return durationSeconds(said ?? "") || 60;
}
function scriptEnvironment(config, round, urls, system, purpose = "round") {
  const { urlEnv, allowHosts } = config;
  return { ...system.env, ...config.env, ...driverEnvironment({ urls, urlEnv, round, allowHosts, purpose }) };
}
function alternateReason(config, inspected, unshimmed) {
  if (config.driver === "alternate") return "k6.driver says so";
  const external = Object.values(inspected.scenarios).some(({ executor }) => executor === "externally-controlled");
  if (external) return "its executor is externally-controlled";
  if (unshimmed.length === 0) return null;
  if (config.driver === "twin") {
    throw new ConfigError(
      `k6.driver is twin, but the script uses ${unshimmed.join(", ")}, whose load cannot be told apart a side yet: use auto.`
    );
  }
  return `it uses ${unshimmed.join(", ")}, whose load cannot be told apart a side yet`;
}
export {
  aroundTime,
  labelsOf,
  mainFor,
  planScript,
  prepareScript,
  scriptEnvironment,
  windowOf
};
