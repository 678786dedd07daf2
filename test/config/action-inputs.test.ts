import { describe, expect, it, test } from "vitest";
import { overrideConfig, readInputs } from "../../src/config/action-inputs.ts";
import { parseConfig } from "../../src/config/load.ts";

const WORKSPACE = "/home/runner/work/shop/shop";

describe("readInputs", () => {
  it("has a default for everything, also where an input is empty", () => {
    const nothing = {
      folder: WORKSPACE,
      config: null,
      mode: "auto",
      comment: "always",
      stage: "all",
      join: false,
      override: { label: null, permission: "maintain" },
      baseRef: null,
      token: null,
      tokenOf: "other",
      check: true,
      isCancelled: false,
      overrides: { gateId: null, maxMinutes: null, enforce: null, k6Version: null },
    };
    expect(readInputs({}, WORKSPACE)).toEqual(nothing);
    expect(readInputs({ INPUT_MODE: "", INPUT_TOKEN: " ", INPUT_WORKING_DIRECTORY: "." }, WORKSPACE)).toEqual(nothing);
  });

  it("reads what the workflow gives", () => {
    const env = {
      INPUT_CONFIG: "perf.yml",
      INPUT_WORKING_DIRECTORY: "apps/shop",
      INPUT_MODE: "stored",
      INPUT_GATE_ID: "shop-api",
      INPUT_TOKEN: "ghs_x",
      TOKEN_IS_OWN: "true",
      INPUT_CHECK: "false",
      JOB_STATUS: "cancelled",
      INPUT_BASE_REF: "release",
      INPUT_K6_VERSION: "1.8.1",
      INPUT_MAX_MINUTES: "7.5",
      INPUT_COMMENT: "on-fail",
      INPUT_ENFORCE: "false",
      INPUT_STAGE: "comment",
      INPUT_JOIN: "true",
      INPUT_OVERRIDE_LABEL: "let-it-pass",
      INPUT_OVERRIDE_PERMISSION: "admin",
    };
    expect(readInputs(env, WORKSPACE)).toEqual({
      folder: `${WORKSPACE}/apps/shop`,
      config: "perf.yml",
      mode: "stored",
      comment: "on-fail",
      stage: "comment",
      join: true,
      override: { label: "let-it-pass", permission: "admin" },
      baseRef: "release",
      token: "ghs_x",
      tokenOf: "workflow",
      check: false,
      isCancelled: true,
      overrides: { gateId: "shop-api", maxMinutes: 7.5, enforce: false, k6Version: "1.8.1" },
    });
  });

  test.each([
    ["MODE", "fast", 'Input mode is "fast"; expected auto, paired, stored or budgets.'],
    ["COMMENT", "yes", 'Input comment is "yes"; expected always, on-change, on-fail or never.'],
    ["CHECK", "yes", 'Input check is "yes"; expected true or false.'],
    ["GATE_ID", "a b", 'Input gate-id is "a b"; expected letters a to z, digits and -'],
    ["MAX_MINUTES", "soon", 'Input max-minutes is "soon"; expected a number of minutes'],
    ["MAX_MINUTES", "-1", 'Input max-minutes is "-1"; expected a number of minutes, more than 0'],
    ["ENFORCE", "no", 'Input enforce is "no"; expected true or false.'],
    ["K6_VERSION", "latest", 'Input k6-version is "latest"; expected a version of k6 1 or 2'],
    ["WORKING_DIRECTORY", "../other", 'Input working-directory is "../other"; expected a folder inside the workspace.'],
    ["WORKING_DIRECTORY", "/etc", 'Input working-directory is "/etc"; expected a folder inside the workspace.'],
  ])("refuses %s %s", (name, value, message) => {
    expect(() => readInputs({ [`INPUT_${name}`]: value }, WORKSPACE)).toThrow(message);
  });
});

test("inputs stand in place of the config, and only where they are given", () => {
  const text =
    "target: { start: node server.js }\nk6: { scripts: a.js }\ngate: { id: own, maxMinutes: 3, enforce: true }";
  const loaded = parseConfig(text, "weighbridge.yml");
  const none = { gateId: null, maxMinutes: null, enforce: null, k6Version: null };
  expect(overrideConfig(loaded, none).config).toEqual(loaded.config);
  const { config } = overrideConfig(loaded, { gateId: "x", maxMinutes: 9, enforce: false, k6Version: "1.8.1" });
  expect(config.gate).toMatchObject({ id: "x", maxMinutes: 9, enforce: false, effort: "standard" });
  expect(config.k6).toMatchObject({ scripts: ["a.js"], version: "1.8.1" });
  // A gate without k6 does not get one by its version.
  const bundles = parseConfig("target: { static: dist }\nbundle: { files: '**/*.js' }", "weighbridge.yml");
  expect(overrideConfig(bundles, { ...none, k6Version: "1.8.1" }).config.k6).toBeUndefined();
});
