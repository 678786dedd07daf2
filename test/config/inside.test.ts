import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/load.ts";

const TARGET = "target: { start: node server.js }\n";
const K6 = "k6: { scripts: [a.js] }\n";
const parse = (text: string) => parseConfig(TARGET + text, "weighbridge.yml").config;

describe("what looks inside the target", () => {
  test("is refused without scripts to load it by, at its line", () => {
    expect(() => parse("bundle: { files: x.js }\nhttp: {}\n")).toThrow(
      "weighbridge.yml:3:1: http: what happens inside the target is watched under the load of k6 scripts, and there are none: add a section k6 with its scripts.",
    );
    expect(() => parse("http: {}\n")).toThrow("under the load of k6 scripts");
    expect(parse(`${K6}http: {}\n`).http).toBeDefined();
  });

  test("has rounds only where something looks, and says what could", () => {
    expect(() => parse(`${K6}inside: { iterations: 5 }\n`)).toThrow(
      /^weighbridge\.yml:3:1: inside: nothing looks inside the target: add a section "http", .*"redis"/u,
    );
    expect(parse(`${K6}http: {}\ninside: { iterations: 5 }\n`).inside).toEqual({
      iterations: 5,
      warmup: 4_000,
      measure: 10_000,
    });
  });

  test("is nothing to weigh by itself", () => {
    expect(() => parse("inside: {}\n")).toThrow(/nothing is weighed: add a section (?!.*"inside").*"bundle"/u);
    expect(() => parse("")).toThrow(/nothing is weighed: (?!.*"http")/u);
  });
});

describe("gate.controls", () => {
  test("are globs over metric ids; none by default", () => {
    expect(parse(K6).gate.controls).toEqual([]);
    const glob = "k6/latency-*@shop: GET /logo.png";
    expect(parse(`${K6}gate: { controls: ["${glob}"] }\n`).gate.controls).toEqual([glob]);
  });

  test.each([
    ["[k7/*]", "matches no metric: there is no collector"],
    ["[logo.png]", "matches no metric: ids are collector/metric@subject"],
    ["logo.png", "a list of globs over metric ids"],
    ["[1]", "a list of globs over metric ids"],
    [`[${Array.from({ length: 101 }, () => "k6/*").join(", ")}]`, "at most 100 globs"],
  ])("%s is refused", (controls, why) => {
    expect(() => parse(`${K6}gate: { controls: ${controls} }\n`)).toThrow(why);
  });
});
