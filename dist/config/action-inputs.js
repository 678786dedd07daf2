// src/config/action-inputs.ts
import { join, relative, resolve } from "node:path";
import { ConfigError } from "../errors.js";
import { gateSchema } from "./gate.js";
import { MODES } from "./inputs.js";
import { adjusted } from "./load.js";
var COMMENTS = ["always", "on-change", "on-fail", "never"];
var OVERRIDERS = ["maintain", "admin", "write"];
var STAGES = ["all", "announce", "comment"];
function readInputs(env, workspace) {
  const get = (name) => env[`INPUT_${name.toUpperCase().replaceAll("-", "_")}`]?.trim() || null;
  const choice = (name, choices) => {
    const given = get(name);
    const found = given === null ? choices[0] : choices.find((one) => one === given);
    if (found === void 0) throw wrong(name, given, `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`);
    return found;
  };
  return {
    folder: folderOf(get("working-directory"), workspace),
    config: get("config"),
    mode: choice("mode", MODES),
    comment: choice("comment", COMMENTS),
    check: switchOf("check", get("check")) ?? true,
    stage: choice("stage", STAGES),
    join: switchOf("join", get("join")) ?? false,
    override: { label: get("override-label"), permission: choice("override-permission", OVERRIDERS) },
    baseRef: get("base-ref"),
    token: get("token"),
    tokenOf: env.TOKEN_IS_OWN === "true" ? "workflow" : "other",
    isCancelled: env.JOB_STATUS === "cancelled",
    overrides: {
      gateId: parsed("gate-id", get("gate-id"), (text) => gateSchema.shape.id.safeParse(text)),
      maxMinutes: parsed(
        "max-minutes",
        get("max-minutes"),
        (text) => gateSchema.shape.maxMinutes.safeParse(Number(text))
      ),
      enforce: switchOf("enforce", get("enforce")),
      k6Version: versionOf(get("k6-version"))
    }
  };
}
function overrideConfig(loaded, { gateId, maxMinutes, enforce, k6Version }) {
  return adjusted(loaded, (config) => {
    const gate = {
      ...config.gate,
      ...gateId === null ? {} : { id: gateId },
      ...maxMinutes === null ? {} : { maxMinutes },
      ...enforce === null ? {} : { enforce }
    };
    const k6 = config.k6 && k6Version !== null ? { k6: { ...config.k6, version: k6Version } } : {};
    return { ...config, gate, ...k6 };
  });
}
function folderOf(given, workspace) {
  const folder = resolve(workspace, given ?? ".");
  const inside = relative(workspace, folder);
  if (inside === ".." || inside.startsWith("../"))
    throw wrong("working-directory", given, "a folder inside the workspace");
  return join(folder);
}
function parsed(name, text, parse) {
  if (text === null) return null;
  const result = parse(text);
  if (result.success) return result.data;
  throw wrong(name, text, result.error.issues[0].message);
}
function switchOf(name, text) {
  if (text === null) return null;
  if (text !== "true" && text !== "false") throw wrong(name, text, "true or false");
  return text === "true";
}
function versionOf(text) {
  if (text !== null && !/^[12]\.\d{1,4}\.\d{1,4}$/.test(text))
    throw wrong("k6-version", text, "a version of k6 1 or 2 as three numbers, for example 2.2.0");
  return text;
}
function wrong(name, found, expected) {
  return new ConfigError(`Input ${name} is ${JSON.stringify(found?.slice(0, 100))}; expected ${expected}.`);
}
export {
  overrideConfig,
  readInputs
};
