import { describe, expect, test } from "vitest";
import { adjusted, parseConfig } from "../../src/config/load.ts";
import { ConfigError } from "../../src/errors.ts";
import { settingsBy } from "../../src/pipeline/settings.ts";

const FILE = "weighbridge.yml";
const TODAY = "2026-01-31";

const written = (gate: string, rest = "") => `target: { start: "node ${gate.length}.js" }
k6: { scripts: [a.js] }
gate: { ${gate} }
${rest}`;

const settings = (head: string, base: string | null) =>
  settingsBy(parseConfig(head, FILE), base === null ? null : { path: FILE, text: base }, TODAY);

const accept = (until: string) => `accept: [{ metric: "k6/*", upTo: 8%, until: ${until}, reason: Known. }]`;

describe("head's settings judge", () => {
  test.each([
    ["where nobody says otherwise", "maxMinutes: 5", "maxMinutes: 10", []],
    ["where base has no config", "maxMinutes: 5", null, []],
    ["where only head says otherwise, which is said", "maxMinutes: 5, configFrom: base", "maxMinutes: 10", ["NOT_YET"]],
    ["where base has no config to say so", "maxMinutes: 5, configFrom: base", null, ["NOT_YET"]],
  ])("%s", (_, head, base, notices) => {
    const { loaded, configFrom, notices: said } = settings(written(head), base && written(base));
    expect([loaded.config.gate.maxMinutes, configFrom]).toEqual([5, "head"]);
    const notYet =
      "gate.configFrom is base, but base's config does not say so, or is not known here: head's settings judge this time.";
    expect(said).toEqual(notices.map(() => notYet));
  });

  test("also where base's config is wrong, but does not say that it is to judge", () => {
    expect(settings(written(""), written("maxMinutes: -1")).configFrom).toBe("head");
    expect(settings(written(""), "gate: {").configFrom).toBe("head");
  });
});

describe("base's settings judge", () => {
  const base = written(
    "configFrom: base, id: base, maxMinutes: 5, enforce: true",
    `metrics: { "k6/latency-p95@*": { max: 200ms } }\n${accept("2026-01-31")}`,
  );

  test("where base says so, whatever head says; target and the gate's id are head's", { tags: ["T22"] }, () => {
    const text = written("configFrom: head, id: mine, maxMinutes: 30, enforce: false", "bundle: { files: x.js }");
    const { loaded, accept: accepted, configFrom, notices } = settings(text, base);
    const { config } = loaded;
    expect(config.gate).toMatchObject({ id: "mine", maxMinutes: 5, enforce: true });
    expect(config.metrics.map(({ max }) => max?.value)).toEqual([200]);
    expect(config.bundle).toBeUndefined();
    expect(config.target).toEqual(parseConfig(text, FILE).config.target);
    expect(accepted).toEqual([{ glob: "k6/*", upTo: 0.08, until: "2026-01-31", reason: "Known." }]);
    expect(configFrom).toBe("base");
    expect(notices).toEqual([
      "Base's settings judge (gate.configFrom: base): what head changes in weighbridge.yml does not count here.",
    ]);
    // Its lines are none of head's, and its faults are its own.
    expect(loaded.lineOf(["metrics", "k6/latency-p95@*", "max"])).toBeNull();
    expect(loaded.fault(["gate", "id"], "another").message).toMatch(/^base's weighbridge\.yml:3:/);
  });

  test("without a word where both say the same", () => {
    expect(settings(base, base)).toMatchObject({ configFrom: "base", notices: [] });
  });

  test("under what was said beside the file", () => {
    const head = adjusted(parseConfig(written(""), FILE), (config) => ({
      ...config,
      gate: { ...config.gate, maxMinutes: 3 },
    }));
    expect(settingsBy(head, { path: FILE, text: base }, TODAY).loaded.config.gate).toMatchObject({
      maxMinutes: 3,
      enforce: true,
    });
  });

  test("also on whether it blocks, when head would have its target run elsewhere", { tags: ["T22"] }, () => {
    const url = "target: { url: { base: 'http://a.example', head: 'http://b.example' } }\nk6: { scripts: [a.js] }";
    const { config } = settings(url, written("configFrom: base")).loaded;
    expect([config.target.kind, config.gate.enforce]).toEqual(["url", true]);
  });

  test("but what it accepted until yesterday does not count, so that head can remove it", () => {
    const {
      loaded,
      accept: accepted,
      notices,
    } = settings(written(""), written("configFrom: base", accept("2026-01-30")));
    expect([loaded.config.accept.length, accepted]).toEqual([1, []]);
    expect(notices.at(-1)).toBe('accept: "k6/*" in base\'s weighbridge.yml ended on 2026-01-30 and does not count.');
  });

  test("and are an error where they are wrong, named as base's", () => {
    expect(() => settings(written(""), written("configFrom: base, maxMinutes: -1"))).toThrow(
      new ConfigError(
        "base's weighbridge.yml:3:39: gate.maxMinutes is -1; expected a number of minutes, more than 0 and at most 360, for example 12. Base's settings judge here (gate.configFrom: base): repair them on the base branch.",
      ),
    );
  });
});
