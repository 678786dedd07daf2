// src/measure/lighthouse/settings.ts
import { resolve } from "node:path";
import { ConfigError } from "../../errors.js";
import { chromeFlags } from "../chrome.js";
import { EXACT_AUDITS, STEP_AUDITS, TIMING_AUDITS } from "./metrics.js";
import { flowName } from "./schema.js";
import { existing, readHeaders, readWritten } from "./written.js";
function settingsOf(config, user, root) {
  const file = config.config ?? "";
  const written = readWritten(user?.collect ?? {}, file);
  const { chromePath, puppeteerScript, puppeteerLaunchOptions: _, settings = {}, ...rest } = written;
  refuseTwice(config, "formFactor", { preset: settings.preset, formFactor: settings.formFactor });
  refuseTwice(config, "headers", { extraHeaders: settings.extraHeaders });
  refuseTwice(config, "login", { puppeteerScript });
  const headers = config.headers ?? readHeaders(settings.extraHeaders, root, file);
  const login = config.login === void 0 ? puppeteerScript : existing(root, config.login);
  const browser = browserOf(written, login);
  const { onlyCategories, onlyAudits, skipAudits, chromeFlags: __, ...others } = settings;
  const shared = {
    ...others,
    ...browser.settings,
    ...config.formFactor === "desktop" ? { preset: "desktop" } : {},
    // As one text: lhci would take names apart at their dots, and read digits as numbers.
    ...Object.keys(headers).length === 0 ? {} : { extraHeaders: JSON.stringify(headers) }
  };
  const collect = (chosen) => ({
    ...rest,
    ...browser.collect,
    settings: { ...shared, ...chosen }
  });
  const flows = (config.flows ?? []).map((path) => ({ name: flowName(path), path, file: existing(root, path) }));
  return {
    full: collect(fullAudits({ onlyCategories, onlyAudits, skipAudits })),
    // The screenshot of the whole page alone takes more than half as long as all else.
    timing: collect({ onlyAudits: TIMING_AUDITS, disableFullPageScreenshot: true }),
    steps: collect({ onlyAudits: [...STEP_AUDITS.keys()], disableFullPageScreenshot: true }),
    flows,
    headers,
    chromePath: chromePath === void 0 ? void 0 : resolve(root, chromePath),
    files: [login, settings.configPath, ...flows.map(({ file: file2 }) => file2)].filter((path) => path !== void 0)
  };
}
function browserOf({ settings, puppeteerLaunchOptions: launch }, login) {
  if (login === void 0) {
    const own = [settings?.chromeFlags ?? []].flat();
    return { settings: { chromeFlags: [...chromeFlags(), ...own].join(" ") }, collect: {} };
  }
  const args = [...chromeFlags(), ...launch?.args ?? []];
  return { settings: {}, collect: { puppeteerScript: login, puppeteerLaunchOptions: { ...launch, args } } };
}
function fullAudits({ onlyCategories, onlyAudits, skipAudits }) {
  const needed = [...TIMING_AUDITS, ...Object.values(EXACT_AUDITS)];
  const skipped = skipAudits?.filter((audit) => !needed.includes(audit)) ?? [];
  return {
    ...onlyCategories && { onlyCategories: [.../* @__PURE__ */ new Set([...onlyCategories, "performance"])] },
    ...onlyAudits && { onlyAudits: [.../* @__PURE__ */ new Set([...onlyAudits, ...needed])] },
    ...skipped.length > 0 && { skipAudits: skipped }
  };
}
function refuseTwice(config, key, said) {
  const name = Object.keys(said).find((one) => said[one] !== void 0);
  if (config[key] === void 0 || name === void 0) return;
  throw new ConfigError(`lighthouse.${key}: ${config.config} says it too, by its ${name}: keep one of the two.`);
}
export {
  settingsOf
};
