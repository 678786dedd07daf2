import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/errors.ts";
import { chromeFlags } from "../../../src/measure/chrome.ts";
import { EXACT_AUDITS, TIMING_AUDITS } from "../../../src/measure/lighthouse/metrics.ts";
import type { UserConfig } from "../../../src/measure/lighthouse/rc.ts";
import type { LighthouseConfig } from "../../../src/measure/lighthouse/schema.ts";
import { type Collect, settingsOf } from "../../../src/measure/lighthouse/settings.ts";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "weighbridge-test-"));
  await writeFile(join(root, "login.js"), "");
  await writeFile(join(root, "headers.json"), '{"X-Key": 12}');
  await writeFile(join(root, "list.json"), "[1]");
});
afterAll(() => rm(root, { recursive: true }));

const userOf = (collect: Readonly<Record<string, unknown>>): UserConfig => ({
  paths: ["/"],
  urlOf: (path) => `http://localhost${path}`,
  collect,
  runs: 0,
  assert: null,
  notes: [],
});
const settings = (config: Partial<LighthouseConfig>, collect: Readonly<Record<string, unknown>> = {}) =>
  settingsOf({ urls: ["/"], config: "lighthouserc.json", ...config }, userOf(collect), root);
const inside = (collect: Collect) => collect.settings as Readonly<Record<string, unknown>>;
const needed = [...TIMING_AUDITS, ...Object.values(EXACT_AUDITS)];

test("alone: every category in full runs, eight audits without a screenshot in timing runs", () => {
  const { full, timing, headers } = settingsOf({ urls: ["/"] }, null, root);
  const flags = chromeFlags().join(" ");
  expect(flags).toContain("--disable-gpu");
  expect(full).toEqual({ settings: { chromeFlags: flags } });
  expect(timing).toEqual({
    settings: { chromeFlags: flags, onlyAudits: TIMING_AUDITS, disableFullPageScreenshot: true },
  });
  expect(headers).toEqual({});
});

test("a user flow has the settings of a page, its own audits, and is a file that decides on what is measured", () => {
  const { steps, flows, files } = settings(
    { flows: ["login.js"], formFactor: "desktop", headers: { a: "1" } },
    { settings: { throttling: { cpuSlowdownMultiplier: 2 } } },
  );
  expect(inside(steps)).toMatchObject({
    preset: "desktop",
    extraHeaders: '{"a":"1"}',
    throttling: { cpuSlowdownMultiplier: 2 },
    chromeFlags: chromeFlags().join(" "),
  });
  expect(inside(steps).onlyAudits).toEqual([...TIMING_AUDITS, "interaction-to-next-paint"]);
  expect(flows).toEqual([{ name: "login", path: "login.js", file: join(root, "login.js") }]);
  expect(files).toEqual([join(root, "login.js")]);
  expect(settings({ login: "login.js" }).steps.puppeteerScript).toBe(join(root, "login.js"));
});

test("the user's settings stand in both kinds of runs, flags beside ours", () => {
  const throttling = { cpuSlowdownMultiplier: 2 };
  const written = { throttling, preset: "desktop", chromeFlags: "--lang=de" };
  const { full, timing, chromePath } = settings({}, { settings: written, headful: true, chromePath: "bin/chrome" });
  for (const one of [full, timing]) {
    expect(one.headful).toBe(true);
    expect(inside(one)).toMatchObject({ throttling, preset: "desktop" });
    expect(inside(one).chromeFlags).toBe(`${chromeFlags().join(" ")} --lang=de`);
  }
  expect(chromePath).toBe(join(root, "bin/chrome"));
});

test("what the user leaves out of the audits is not left out where metrics need it", () => {
  const { full, timing } = settings(
    {},
    {
      settings: {
        onlyCategories: ["seo"],
        onlyAudits: "viewport,interactive",
        skipAudits: ["largest-contentful-paint", "uses-http2"],
      },
    },
  );
  expect(inside(full)).toMatchObject({ onlyCategories: ["seo", "performance"], skipAudits: ["uses-http2"] });
  expect((inside(full).onlyAudits as string[]).toSorted()).toEqual([...needed, "viewport"].toSorted());
  expect(inside(timing)).toMatchObject({ onlyAudits: TIMING_AUDITS });
  expect(inside(timing)).not.toHaveProperty("onlyCategories");
  expect(inside(timing)).not.toHaveProperty("skipAudits");
});

describe("headers", () => {
  test.each([
    [{ "X-Key": 12 }, { "X-Key": "12" }],
    ['{"X-Key": "12"}', { "X-Key": "12" }],
    ["headers.json", { "X-Key": "12" }],
  ])("of the lighthouserc as %j", (extraHeaders, expected) => {
    const { full, headers } = settings({}, { settings: { extraHeaders } });
    expect(headers).toEqual(expected);
    expect(inside(full).extraHeaders).toBe(JSON.stringify(expected));
  });

  test("of the config", () => {
    const headers = { "X-Key.Id": "12" };
    expect(inside(settings({ headers }).timing).extraHeaders).toBe('{"X-Key.Id":"12"}');
  });
});

test("with a login script the browser is puppeteer's, and its flags too", () => {
  const { full, files } = settings(
    { login: "login.js" },
    {
      puppeteerLaunchOptions: { slowMo: 5, args: ["--lang=de"] },
      settings: { chromeFlags: "--lost", configPath: "/lighthouse.config.js" },
    },
  );
  expect(full.puppeteerScript).toBe(join(root, "login.js"));
  expect(full.puppeteerLaunchOptions).toEqual({ slowMo: 5, args: [...chromeFlags(), "--lang=de"] });
  expect(inside(full)).not.toHaveProperty("chromeFlags");
  expect(files).toEqual([join(root, "login.js"), "/lighthouse.config.js"]);
});

test.each([
  [
    { formFactor: "mobile" as const },
    { settings: { preset: "desktop" } },
    "lighthouse.formFactor: lighthouserc.json says it too, by its preset: keep one of the two.",
  ],
  [
    { headers: { a: "1" } },
    { settings: { extraHeaders: { b: "2" } } },
    "lighthouse.headers: lighthouserc.json says it too, by its extraHeaders",
  ],
  [
    { login: "login.js" },
    { puppeteerScript: "/login.js" },
    "lighthouse.login: lighthouserc.json says it too, by its puppeteerScript",
  ],
  [{ login: "missing.js" }, {}, "lighthouse: missing.js does not exist: looked for it at /"],
  [{ flows: ["missing.js"] }, {}, "lighthouse: missing.js does not exist: looked for it at /"],
  [{}, { settings: { extraHeaders: "missing.json" } }, "missing.json does not exist"],
  [
    {},
    { settings: { extraHeaders: "list.json" } },
    "lighthouserc.json: collect.settings.extraHeaders holds no JSON map",
  ],
  [{}, { settings: { extraHeaders: "{oops" } }, "lighthouserc.json: collect.settings.extraHeaders holds no JSON map"],
  [{}, { settings: { onlyAudits: 1 } }, "lighthouserc.json: collect.settings.onlyAudits is wrong"],
])("%j with %j is refused", (config, collect, expected) => {
  expect(() => settings(config, collect)).toThrow(ConfigError);
  expect(() => settings(config, collect)).toThrow(expected);
});

test("desktop is a preset of Lighthouse", () => {
  expect(inside(settings({ formFactor: "desktop" }).timing).preset).toBe("desktop");
  expect(inside(settings({ formFactor: "mobile" }).timing)).not.toHaveProperty("preset");
});
