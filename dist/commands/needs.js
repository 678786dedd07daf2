// src/commands/needs.ts
import { resolve } from "node:path";
import { ExpectedError, ToolError } from "../errors.js";
import { jvm, python } from "../explain/profilers/choose.js";
import { findChrome } from "../measure/chrome.js";
import { filesAmiss } from "../pipeline/needed-files.js";
import { findK6 } from "../system/tools.js";
import { openRepository } from "../target/git.js";
async function needsOf(config, cwd, system) {
  const { target, k6, browser, lighthouse, explain } = config;
  const looks = [
    ["git", target.kind !== "url", async () => (await openRepository(system, cwd)).root],
    ["k6", k6 !== void 0 || browser !== void 0, () => k6For(k6 ?? {}, cwd, system)],
    [
      "Chrome",
      lighthouse !== void 0 || browser !== void 0,
      () => chromeFor(browser ? void 0 : lighthouse?.config, system)
    ],
    [
      "explain",
      k6 !== void 0 && explain.when !== "never" && explain.profiler !== "off",
      () => profilerFor(explain, system)
    ]
  ];
  const needs = [];
  for (const [name, isNeeded, look] of looks) {
    if (!isNeeded) continue;
    const found = await lookedFor(look, system);
    needs.push({ name, said: found.said, stops: !found.isThere && name !== "explain" });
  }
  return [...needs, ...await filesFor(config, cwd)];
}
async function filesFor(config, cwd) {
  const { target } = config;
  const isBuilt = target.kind !== "url" && (target.install !== void 0 || target.build !== void 0);
  const amiss = await filesAmiss(config, { dir: cwd, folder: "", where: "here" });
  return amiss.map(
    ({ key, path, said, isMissing }) => isMissing && isBuilt ? { name: key, said: `${path} is not there yet; the build may make it`, stops: false } : { name: key, said, stops: true }
  );
}
async function lookedFor(look, { signal }) {
  try {
    return { said: await look(), isThere: true };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ExpectedError)) throw error;
    return { said: error.message, isThere: false };
  }
}
async function k6For(config, cwd, system) {
  const { version, sha256, path } = config;
  try {
    const found = await findK6({
      system,
      ...version === void 0 ? {} : { version },
      ...sha256 === void 0 ? {} : { sha256 },
      ...path === void 0 ? {} : { path: resolve(cwd, path) },
      sources: sha256 === void 0 ? ["PATH", "tool cache"] : ["tool cache"]
    });
    return `${found.version}, ${found.path}`;
  } catch (error) {
    if (path !== void 0 || !(error instanceof ToolError)) throw error;
    const options = Object.entries({ version, sha256 }).flatMap(
      ([name, value]) => value ? [`--${name} ${value}`] : []
    );
    return `not here yet: the first job installs it, or you now by ${["weighbridge install-k6", ...options].join(" ")}`;
  }
}
async function chromeFor(own, system) {
  try {
    const { path, version } = await findChrome(system, void 0);
    return `${version}, ${path}`;
  } catch (error) {
    if (own === void 0 || !(error instanceof ToolError)) throw error;
    return `${error.message} Unless chromePath in ${own} names one, which is not read here.`;
  }
}
async function profilerFor(config, system) {
  const context = { config, system, scratch: "" };
  const here = async (look) => (await lookedFor(async () => `${(await look(context)).name} is here`, system)).said;
  switch (config.profiler) {
    case "python":
      return here(python);
    case "jvm":
      return here(jvm);
    case "auto":
      return `Node and Go need nothing here; for Python, ${await here(python)}; for a JVM, ${await here(jvm)}`;
    default:
      return `${config.profiler} needs nothing that could be looked for before the target runs`;
  }
}
export {
  lookedFor,
  needsOf
};
