// src/measure/lighthouse/rc.ts
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../../errors.js";
import { assertionsOf } from "./rc-assertions.js";
import { pagesOf } from "./rc-pages.js";
import { locate, resolveRc } from "./rc-resolve.js";
import { parseRc } from "./rc-schema.js";
var NUMBER_OF_RUNS = 3;
var COLLECT = ["settings", "puppeteerScript", "puppeteerLaunchOptions", "headful", "chromePath"];
var ASSERT = ["preset", "assertions", "assertMatrix", "aggregationMethod", "budgetsFile", "budgetMatrix"];
var SILENT = ["url", "numberOfRuns", "additive", "includePassedAssertions", "lhr", "extends"];
var SERVING = [
  ...["startServerCommand", "startServerReadyPattern", "startServerReadyTimeout", "staticDistDir"],
  ...["isSinglePageApplication", "autodiscoverUrlBlocklist", "maxAutodiscoverUrls", "staticDirFileDiscoveryDepth"],
  ...["method", "psiApiKey", "psiStrategy"]
];
async function readUserConfig({ file, root, lhci, system }) {
  const rcFile = { name: file, path: join(root, file), root };
  if (!existsSync(rcFile.path)) {
    throw new ConfigError(
      `lighthouse.config: ${file} does not exist in ${root}; paths start from the config's folder.`
    );
  }
  const rc = parseRc(await resolveRc(rcFile, lhci, system), file);
  if (Object.keys(rc).length === 0) {
    throw new ConfigError(`${file} says nothing to Lighthouse CI; expected ci with collect or assert in it.`);
  }
  const { matrix, notes } = assertionsOf(rc, file);
  const pages = pagesOf(rc.url ?? [], file);
  return {
    paths: pages.paths,
    urlOf: pages.urlOf,
    collect: collectOf(rc, rcFile),
    runs: matrix === null ? 0 : rc.numberOfRuns ?? NUMBER_OF_RUNS,
    assert: matrix,
    notes: [...pages.notes, ...notes, ...leftAside(rc, file)]
  };
}
function collectOf(rc, file) {
  const { puppeteerScript, settings } = rc;
  const found = (key, path) => ({ [key]: typeof path === "string" ? locate(key, path, file) : path });
  return {
    ...Object.fromEntries(COLLECT.filter((key) => rc[key] !== void 0).map((key) => [key, rc[key]])),
    ...puppeteerScript !== void 0 && found("puppeteerScript", puppeteerScript),
    ...settings?.configPath !== void 0 && {
      settings: { ...settings, ...found("configPath", settings.configPath) }
    }
  };
}
function leftAside(rc, name) {
  const known = /* @__PURE__ */ new Set([...COLLECT, ...ASSERT, ...SILENT]);
  const keys = Object.keys(rc).filter((key) => !known.has(key));
  const serving = keys.filter((key) => SERVING.includes(key));
  const others = keys.filter((key) => !SERVING.includes(key));
  const findsPages = rc.staticDistDir !== void 0 && rc.url === void 0;
  return [
    ...serving.length === 0 ? [] : [`${serving.join(", ")} of ${name} were left aside: the target is served as its own section says.`],
    ...others.length === 0 ? [] : [`${others.join(", ")} of ${name} were left aside: nothing is sent to a server of Lighthouse CI.`],
    ...findsPages ? [`${name} leaves it to Lighthouse CI to find pages: name them in lighthouse.urls.`] : []
  ];
}
export {
  readUserConfig
};
