/** What Lighthouse CI is told for a run, from the user's lighthouserc and the config's section. */
import { resolve } from "node:path";
import { ConfigError } from "../../errors.ts";
import { chromeFlags } from "../chrome.ts";
import { EXACT_AUDITS, STEP_AUDITS, TIMING_AUDITS } from "./metrics.ts";
import type { UserConfig } from "./rc.ts";
import { flowName, type LighthouseConfig } from "./schema.ts";
import { existing, type Headers, readHeaders, readWritten, type Written } from "./written.ts";

/** The `collect` section that lhci is given, without the page. */
export interface Collect {
  /** Absolute. */
  readonly puppeteerScript?: string;
  readonly [option: string]: unknown;
}

/** A user's script of a flow. */
export interface Flow {
  /** In ids of metrics. */
  readonly name: string;
  /** As the config has it. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
}

export interface Settings {
  /** All categories: for exact metrics and assertions. */
  readonly full: Collect;
  /** The timing audits only: about half the time. */
  readonly timing: Collect;
  /** What the steps of a user flow have. */
  readonly steps: Collect;
  readonly flows: readonly Flow[];
  /** What each request of a page is sent with. */
  readonly headers: Headers;
  /** Of the user's lighthouserc, absolute. */
  readonly chromePath: string | undefined;
  /** Absolute paths of the user's files that decide on what is measured. */
  readonly files: readonly string[];
}

/**
 * Settings of the user keep standing; audits that our metrics need are added to what they choose.
 *
 * @param root absolute: where relative paths start
 * @throws ConfigError when an option has a wrong shape, a file is missing, or both files say the same thing
 */
export function settingsOf(config: LighthouseConfig, user: UserConfig | null, root: string): Settings {
  const file = config.config ?? "";
  const written = readWritten(user?.collect ?? {}, file);
  const { chromePath, puppeteerScript, puppeteerLaunchOptions: _, settings = {}, ...rest } = written;
  refuseTwice(config, "formFactor", { preset: settings.preset, formFactor: settings.formFactor });
  refuseTwice(config, "headers", { extraHeaders: settings.extraHeaders });
  refuseTwice(config, "login", { puppeteerScript });

  const headers = config.headers ?? readHeaders(settings.extraHeaders, root, file);
  const login = config.login === undefined ? puppeteerScript : existing(root, config.login);
  const browser = browserOf(written, login);
  const { onlyCategories, onlyAudits, skipAudits, chromeFlags: __, ...others } = settings;
  const shared = {
    ...others,
    ...browser.settings,
    ...(config.formFactor === "desktop" ? { preset: "desktop" } : {}),
    // As one text: lhci would take names apart at their dots, and read digits as numbers.
    ...(Object.keys(headers).length === 0 ? {} : { extraHeaders: JSON.stringify(headers) }),
  };
  const collect = (chosen: Readonly<Record<string, unknown>>): Collect => ({
    ...rest,
    ...browser.collect,
    settings: { ...shared, ...chosen },
  });
  const flows = (config.flows ?? []).map((path) => ({ name: flowName(path), path, file: existing(root, path) }));
  return {
    full: collect(fullAudits({ onlyCategories, onlyAudits, skipAudits })),
    // The screenshot of the whole page alone takes more than half as long as all else.
    timing: collect({ onlyAudits: TIMING_AUDITS, disableFullPageScreenshot: true }),
    steps: collect({ onlyAudits: [...STEP_AUDITS.keys()], disableFullPageScreenshot: true }),
    flows,
    headers,
    chromePath: chromePath === undefined ? undefined : resolve(root, chromePath),
    files: [login, settings.configPath, ...flows.map(({ file }) => file)].filter((path) => path !== undefined),
  };
}

/** With a login script the browser is puppeteer's, and so are its flags. */
function browserOf({ settings, puppeteerLaunchOptions: launch }: Written, login: string | undefined) {
  if (login === undefined) {
    const own = [settings?.chromeFlags ?? []].flat();
    return { settings: { chromeFlags: [...chromeFlags(), ...own].join(" ") }, collect: {} };
  }
  const args = [...chromeFlags(), ...(launch?.args ?? [])];
  return { settings: {}, collect: { puppeteerScript: login, puppeteerLaunchOptions: { ...launch, args } } };
}

interface Chosen {
  readonly onlyCategories: readonly string[] | undefined;
  readonly onlyAudits: readonly string[] | undefined;
  readonly skipAudits: readonly string[] | undefined;
}

/** The user's choice, and what our metrics are read from. */
function fullAudits({ onlyCategories, onlyAudits, skipAudits }: Chosen): Readonly<Record<string, unknown>> {
  const needed = [...TIMING_AUDITS, ...Object.values(EXACT_AUDITS)];
  const skipped = skipAudits?.filter((audit) => !needed.includes(audit)) ?? [];
  return {
    ...(onlyCategories && { onlyCategories: [...new Set([...onlyCategories, "performance"])] }),
    ...(onlyAudits && { onlyAudits: [...new Set([...onlyAudits, ...needed])] }),
    ...(skipped.length > 0 && { skipAudits: skipped }),
  };
}

function refuseTwice(
  config: LighthouseConfig,
  key: "formFactor" | "headers" | "login",
  said: Readonly<Record<string, unknown>>,
): void {
  const name = Object.keys(said).find((one) => said[one] !== undefined);
  if (config[key] === undefined || name === undefined) return;
  throw new ConfigError(`lighthouse.${key}: ${config.config} says it too, by its ${name}: keep one of the two.`);
}
