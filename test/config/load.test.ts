import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findingsSchema } from "../../src/config/findings.ts";
import { DEFAULT_IGNORE } from "../../src/config/ignore.ts";
import { adjusted, gateIdOf, gateKeyOf, loadConfig, parseConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { ConfigError } from "../../src/errors.ts";
import { explainSchema } from "../../src/explain/schema.ts";

const MINIMAL = `target: { start: node server.js }
k6: { scripts: [a.js] }
`;

const MINIMAL_GATE = {
  id: "default",
  effort: "standard",
  maxMinutes: 12,
  all: false,
  falseAlarms: 0.01,
  onInconclusive: "warn",
  configFrom: "head",
  controls: [],
  ignore: DEFAULT_IGNORE,
};

describe("parseConfig", () => {
  it("reads the full example", async () => {
    const text = await readFile(join(import.meta.dirname, "example.yml"), "utf8");
    const amount = (value: number, dimension: string, written: string) => ({ value, dimension, text: written });
    expect(parseConfig(text, "weighbridge.yml").config).toEqual({
      target: {
        kind: "command",
        install: "npm ci",
        build: "npm run build",
        prepare: "npm run db:create",
        reset: "npm run db:reset",
        start: "node server.js",
        ready: "/healthz",
        deadline: 60_000,
        stop: "SIGTERM",
        env: { DATABASE_URL: "postgres://localhost/app_${slot}" },
        passEnv: ["NPM_TOKEN"],
      },
      k6: {
        scripts: ["perf/checkout.js"],
        round: { warmup: 1000, measure: 5000 },
        urlEnv: "BASE_URL",
        env: {},
        allowHosts: [],
        driver: "auto",
      },
      bundle: { files: ["dist/**/*.{js,css}"] },
      gate: { ...MINIMAL_GATE, enforce: true },
      metrics: [
        {
          glob: "k6/latency-tm95@*",
          role: "gate",
          tolerate: { relative: 0.02, absolute: amount(0.1, "ms", "0.1ms") },
          detect: amount(0.05, "fraction", "5%"),
        },
        {
          glob: "k6/latency-p95@*",
          role: "gate",
          detect: amount(0.15, "fraction", "15%"),
          warn: amount(150, "ms", "150ms"),
          max: amount(200, "ms", "200ms"),
        },
        { glob: "k6/my_queue_depth@*", role: "gate", better: "lower" },
        {
          glob: "bundle/gzip@*",
          role: "gate",
          tolerate: { relative: 0.02, absolute: amount(250, "bytes", "250B") },
        },
      ],
      findings: findingsSchema.parse({}),
      explain: explainSchema.parse({}),
      accept: [],
    });
  });

  it("fills in every default from a target and a collector", () => {
    expect(parseConfig(MINIMAL, "weighbridge.yml").config).toEqual({
      target: {
        kind: "command",
        start: "node server.js",
        ready: "tcp",
        deadline: 60_000,
        stop: "SIGTERM",
        env: {},
        passEnv: [],
      },
      k6: {
        scripts: ["a.js"],
        round: { warmup: 1000 },
        urlEnv: "BASE_URL",
        env: {},
        allowHosts: [],
        driver: "auto",
      },
      gate: MINIMAL_GATE,
      metrics: [],
      findings: findingsSchema.parse({}),
      explain: explainSchema.parse({}),
      accept: [],
    });
  });

  it.each([
    ["a list of words", "start: [node, server.js, --quiet]", { start: ["node", "server.js", "--quiet"] }],
    ["fixed ports", "start: x, ports: [4001, 4002]", { ports: [4001, 4002] }],
    [
      "numbers and booleans in env",
      "start: x, env: { WORKERS: 2, DEBUG: true }",
      { env: { WORKERS: "2", DEBUG: "true" } },
    ],
    ["a static folder", "static: ./dist/", { kind: "static", static: "dist" }],
    [
      "two addresses",
      "url: { base: 'https://base.example/', head: 'http://localhost:3000/app/' }",
      { kind: "url", url: { base: "https://base.example", head: "http://localhost:3000/app" } },
    ],
  ])("takes a target with %s", (_, target, expected) => {
    const { config } = parseConfig(`target: { ${target} }\nk6: { scripts: a.js }`, "weighbridge.yml");
    expect(config.target).toMatchObject(expected);
  });

  it("takes JSON, tabs and all, a byte order mark, and aliases", () => {
    const json = JSON.stringify({ target: { static: "dist" }, bundle: { files: "dist/*.js" } }, null, "\t");
    expect(parseConfig(json, "weighbridge.json").config.bundle).toEqual({ files: ["dist/*.js"] });
    expect(parseConfig(`\uFEFF${MINIMAL}`, "weighbridge.yml").config.target.kind).toBe("command");
    const aliased = parseConfig("target: { install: &c npm ci, start: *c }\nk6: { scripts: a.js }", "weighbridge.yml");
    expect(aliased.config.target).toMatchObject({ install: "npm ci", start: "npm ci" });
  });

  it("knows the lines of its keys", () => {
    const { lineOf } = parseConfig(`${MINIMAL}metrics:\n  "k6/*":\n    role: gate\n    max: 5ms\n`, "weighbridge.yml");
    expect(lineOf(["metrics", "k6/*", "max"])).toBe(6);
    expect(lineOf(["metrics", "k6/*"])).toBe(4);
  });

  it("takes what is said beside the file in its place, also for another config", () => {
    const quick = (config: Config): Config => ({ ...config, gate: { ...config.gate, effort: "quick" } });
    const named = (config: Config): Config => ({ ...config, gate: { ...config.gate, id: "named" } });
    const loaded = adjusted(adjusted(parseConfig(MINIMAL, "weighbridge.yml"), quick), named);
    expect(loaded.config.gate).toMatchObject({ effort: "quick", id: "named", maxMinutes: 12 });
    const other = parseConfig(`${MINIMAL}gate: { maxMinutes: 5, id: other }`, "weighbridge.yml");
    expect(loaded.adjust(other.config).gate).toMatchObject({ effort: "quick", id: "named", maxMinutes: 5 });
  });

  it("keeps the metrics in the order of the file", () => {
    const globs = ["k6/z@*", "*", "k6/a@b", "bundle/*"];
    const text = `${MINIMAL}metrics:\n${globs.map((glob) => `  "${glob}": { role: watch }\n`).join("")}`;
    expect(parseConfig(text, "weighbridge.yml").config.metrics.map(({ glob }) => glob)).toEqual(globs);
  });

  it("gives a value or a ConfigError for any text", () => {
    const pieces = fc.constantFrom(
      ..."target: start k6 scripts: metrics gate {} [] - ? : , & * ! | > ' \" # % @ ` \n \t 5s 1% null ~ <<: &a *a --- ... __proto__ constructor toString 1e999 .nan !!set".split(
        " ",
      ),
      "\n",
      "\n  ",
      " ",
      "\u0000",
      "\uD800",
      MINIMAL,
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(pieces, { maxLength: 40 }).map((list) => list.join("")),
    );
    fc.assert(fc.property(text, yieldsOrRefuses), { numRuns: 400 });
  });

  it("gives a value or a ConfigError for any value at any place", () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom("5s", "1%", "250B", "dist", "tcp", -1, 0, 1e308, []));
    const key = fc.oneof(
      fc.string(),
      fc.constantFrom(..."target k6 bundle gate metrics start url static ports env round scripts files dir".split(" ")),
      fc.constantFrom("k6/latency-p95@*", "*", "max", "detect", "tolerate", "toString", "__proto__", "constructor"),
    );
    const section = fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value)));
    const text = fc
      .record({ target: section, k6: section, gate: section, metrics: section }, { requiredKeys: [] })
      .map((file) => JSON.stringify(file));
    fc.assert(fc.property(text, yieldsOrRefuses), { numRuns: 400 });
  });
});

function yieldsOrRefuses(text: string): void {
  try {
    expect(parseConfig(text, "weighbridge.yml").config.target).toBeDefined();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).toMatch(/^weighbridge\.yml/u);
  }
}

describe("loadConfig", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "weighbridge-config-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function put(name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }

  it("takes the first of the known places", async () => {
    const places = [".github/weighbridge.yml", "weighbridge.json", "weighbridge.yaml", "weighbridge.yml"];
    for (const place of places) {
      await put(
        place,
        `{ "target": { "start": "x" }, "k6": { "scripts": "a.js" }, "gate": { "maxMinutes": ${places.indexOf(place) + 1} } }`,
      );
      const { file, config } = await loadConfig(folder);
      expect([file, config.gate.maxMinutes]).toEqual([place, places.indexOf(place) + 1]);
    }
  });

  it("takes the file it is told, by relative or absolute path", async () => {
    await put("weighbridge.yml", "broken: [");
    await put("gates/api.yml", MINIMAL);
    expect((await loadConfig(folder, "gates/api.yml")).file).toBe("gates/api.yml");
    expect((await loadConfig(folder, join(folder, "gates/api.yml"))).text).toBe(MINIMAL);
    await expect(loadConfig(folder, "gates/other.yml")).rejects.toThrow("There is no config file gates/other.yml in");
  });

  it("says where it looked, with an example that is itself a config", async () => {
    const error = await loadConfig(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as ConfigError;
    expect(message.replace(folder, "FOLDER")).toMatchInlineSnapshot(`
      "No config found in FOLDER: looked for weighbridge.yml, weighbridge.yaml, weighbridge.json and .github/weighbridge.yml. A first weighbridge.yml could be:

      target:
        build: npm run build
        start: node server.js
        ready: /healthz
      k6:
        scripts: [perf/checkout.js]"
    `);
    const example = message.slice(message.indexOf("\n\n") + 2);
    expect(parseConfig(example, "weighbridge.yml").config.k6?.scripts).toEqual(["perf/checkout.js"]);
  });

  it.each([
    ["a folder", async () => void (await mkdir(join(folder, "weighbridge.yml"))), "weighbridge.yml is not a file."],
    [
      "too big",
      () => put("weighbridge.yml", "#".repeat(1024 * 1024 + 1)),
      "weighbridge.yml has more than 1048576 bytes (1 MiB), which a config may have at most.",
    ],
    [
      "no UTF-8",
      () => put("weighbridge.yml", Uint8Array.of(0x74, 0xff, 0xfe)),
      "weighbridge.yml is not UTF-8 text: save it as UTF-8.",
    ],
  ])("refuses what is %s", async (_, prepare, message) => {
    await prepare();
    await expect(loadConfig(folder)).rejects.toThrow(new ConfigError(message));
  });
});

describe("gateIdOf", () => {
  it.each([
    ["gate: { id: shop }\ntarget: { strat: x }", "shop"],
    ["gate: { id: 'not an id!' }", null],
    ["gate: 5", null],
    ["target: { start: x }", null],
    ["{ gate", null],
    ["", null],
  ])("%j names %s", async (text, id) => {
    const folder = await mkdtemp(join(tmpdir(), "weighbridge-load-"));
    try {
      await writeFile(join(folder, "weighbridge.yml"), text);
      expect(await gateIdOf(folder)).toBe(id);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("gateKeyOf", () => {
  it.each([
    ["gate: { configFrom: base }", "base"],
    ["gate: { configFrom: base, gates: 1 }\nnonsense: true", "base"],
    ["gate: { configFrom: both }", null],
    ["gate: { id: a }", null],
    ["gate:", null],
    ["gate: {", null],
    ["[]", null],
    ["", null],
  ])("%j says %s, whatever else is wrong", (text, expected) => expect(gateKeyOf(text, "configFrom")).toBe(expected));
});
