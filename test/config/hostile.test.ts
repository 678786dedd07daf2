/** Any text for a config: settings, or a ConfigError in a few lines; in little time, whatever it holds. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readDocument } from "../../src/config/document.ts";
import { mayBothMatch } from "../../src/config/globs.ts";
import { parseConfig } from "../../src/config/load.ts";
import { ConfigError } from "../../src/errors.ts";
import { matchesId } from "../../src/model/metric.ts";
import { anyText, PATIENCE, PROTOTYPE_NAMES, RUNS, valueOrError } from "../helpers/fuzz.ts";
import { mutatedBytes, mutatedJson } from "../helpers/mutate.ts";

const EXAMPLE = readFileSync(join(import.meta.dirname, "example.yml"), "utf8");
const read = (text: string) => parseConfig(text, "weighbridge.yml").config;
const GOOD = "target: { start: node server.js }\nk6: { scripts: [a.js] }\n";
const MIB = 1024 * 1024;

/** What a person reads about it. */
function refusal(text: string): string {
  const error = (() => {
    try {
      return read(text);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).message;
}

/** A file of one MiB that repeats a piece. */
const filled = (piece: (index: number) => string): string => {
  let text = "";
  for (let i = 0; text.length < MIB - 100; i++) text += piece(i);
  return text;
};

describe("any text", { tags: ["T19"] }, () => {
  const yamlish = fc
    .array(
      fc.constantFrom(
        ...[
          "target:",
          "k6:",
          " ",
          "\n",
          "  ",
          "- ",
          "? ",
          ": ",
          "[",
          "]",
          "{",
          "}",
          "&a ",
          "*a",
          "<<: ",
          "!!js/function ",
          "!!set ",
        ],
        ...[
          "|",
          ">",
          "---\n",
          "...\n",
          "%TAG ! x\n",
          "# c\n",
          '"',
          "'",
          "\t",
          "\r\n",
          "\u0000",
          "\uFEFF",
          "a.js",
          "1e999",
          ".nan",
          "~",
        ],
        ...["__proto__: ", "scripts", "start", "constructor"],
      ),
      { maxLength: 40 },
    )
    .map((pieces) => pieces.join(""));
  const damaged = mutatedBytes(Buffer.from(EXAMPLE)).map((bytes) => bytes.toString());

  test("is a config, or refused", { timeout: PATIENCE }, () => {
    expect(read(EXAMPLE).k6).toBeDefined();
    fc.assert(
      fc.property(fc.oneof(anyText, yamlish, damaged, mutatedJson(parse(EXAMPLE))), (text) => {
        valueOrError(() => read(text));
      }),
      { numRuns: RUNS },
    );
  });

  test.each([...PROTOTYPE_NAMES])(
    "%s as a key is refused, or a name like any other; nothing else has it then",
    (name) => {
      for (const text of [
        `${name}: 1`,
        `${GOOD}metrics: { "${name}": { max: 1ms } }`,
        `${GOOD}gate: { ${name}: { x: 1 } }`,
        `{"${name}":{"x":1}}`,
      ])
        expect(refusal(text)).toMatch(/is not allowed|unknown key|matches no metric|is missing/);
      const anchored = `a: &a { ${name}: { polluted: 1 } }\n<<: *a\n${GOOD}`;
      expect(refusal(anchored)).not.toBe("");
      expect("polluted" in {}).toBe(false);
      const { metrics } = read(`${GOOD}metrics: { "k6/${name}@*": { role: off } }`);
      expect(metrics).toEqual([{ glob: `k6/${name}@*`, role: "off" }]);
    },
  );

  test.each([
    ["!!js/function", "target: !!js/function 'function () {}'"],
    ["!!python/object", "target: !!python/object:os.system ls"],
    ["!!set", "target: !!set { a }"],
    ["a merge key", `base: &b { start: x }\ntarget: { <<: *b }\nk6: { scripts: [a.js] }`],
    ["several documents", `${GOOD}---\n${GOOD}`],
    ["a key twice", `${GOOD}gate: { id: a, id: b }`],
    ["a list as a key", "? [a, b]\n: c"],
    ["NaN", `${GOOD}gate: { maxMinutes: .nan }`],
    ["infinity", `${GOOD}gate: { maxMinutes: .inf }`],
  ])("%s is refused", (_, text) => expect(refusal(text)).toMatch(/^weighbridge\.yml/));
});

describe("growth", { tags: ["T19"] }, () => {
  test("forty levels are read, one more is refused, in YAML and in JSON", () => {
    const nested = (levels: number) => [
      `${"[".repeat(levels)}${"]".repeat(levels)}`,
      `${"- ".repeat(levels)}a`,
      `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`,
    ];
    for (const text of [...nested(39), ...nested(40)]) expect(readDocument(text).kind).toBe("read");
    for (const text of nested(41)) expect(readDocument(text)).toMatchObject({ kind: "refused" });
  });

  test("fifty aliases are followed, one more is refused", () => {
    const aliased = (count: number) => Array.from({ length: count }, (_, i) => `- &x${i} 1\n- *x${i}\n`).join("");
    expect(readDocument(aliased(49)).kind).toBe("read");
    expect(readDocument(aliased(50)).kind).toBe("read");
    expect(readDocument(aliased(51))).toMatchObject({ kind: "refused", why: "its aliases repeat too much of it" });
    // A text that begins with a star is none.
    expect(readDocument(`a: [${'"*.js", '.repeat(200)}]`).kind).toBe("read");
  });

  test.each([
    ["anchors, each used once", filled((i) => `- &x${i} 1\n- *x${i}\n`)],
    ["one anchor, set and used again and again", filled(() => "- &x 1\n- *x\n")],
    ["open brackets", "[".repeat(MIB)],
    ["open braces", "{a: ".repeat(MIB / 4)],
    ["dashes", "- ".repeat(MIB / 2)],
    ["question marks", "? ".repeat(MIB / 2)],
    [
      "a billion laughs",
      `a: &a [x, x]\n${"bcdefghij"
        .split("")
        .map((name, i) => `${name}: &${name} [${`*${"abcdefghij"[i]}, `.repeat(9)}]`)
        .join("\n")}`,
    ],
  ])("a file of %s is refused before it is understood", (_, text) => {
    expect(refusal(text)).toMatch(
      /^weighbridge\.yml: (?:nested more than 40 levels deep|its aliases repeat too much of it)\.$/,
    );
  });

  test("of thousands of faults twenty are told", { timeout: PATIENCE }, () => {
    let text = GOOD;
    for (let i = 0; i < 3000; i++) text += `key${i}: 1\n`;
    const lines = refusal(text).split("\n");
    expect(lines[0]).toBe("weighbridge.yml has 20 faults or more:");
    expect(lines).toHaveLength(21);
    const list = `target: { start: x }\nk6:\n  scripts:\n${Array.from({ length: 3000 }, (_, i) => `  - /${i}\n`).join("")}`;
    expect(refusal(list).split("\n")).toHaveLength(21);
  });
});

describe("globs", { tags: ["T20"] }, () => {
  const glob = (one: string) => `${GOOD}gate: { ignore: ['${one}'] }`;

  test.each([
    "*a*a*a*b",
    "**/a/**/a/**/a/**/b",
    "(a+)+b",
    "+(a|aa)b",
    "!(a)",
    "[a]+[a]+[a]+b",
    "{a,b}+c",
    "x".repeat(201),
  ])("one that could take for ever is refused: %s", (one) =>
    expect(refusal(glob(one))).toMatch(/expected a glob of at most 200 characters/),
  );

  test.each(["**/*.{test,spec}.{js,ts}", "dist/**/chunk-*.*.js", "a/[ab]*.js", "x".repeat(200), "**/*-*-*.js"])(
    "one that people write is taken: %s",
    (one) => expect(read(glob(one)).gate.ignore).toEqual([one]),
  );

  test("over metric ids are at most 1000 characters long, and at most 1000 of them", () => {
    const metrics = (globs: readonly string[]) =>
      `${GOOD}metrics:\n${globs.map((one) => `  "${one}": { role: watch }\n`).join("")}`;
    const long = (length: number) => `k6/*@${"x".repeat(length - 5)}`;
    expect(read(metrics([long(999), long(1000)])).metrics).toHaveLength(2);
    expect(refusal(metrics([long(1001)]))).toMatch(/longer than 1000 characters/);
    const many = (count: number) => Array.from({ length: count }, (_, i) => `k6/a@${i}*`);
    expect(read(metrics(many(1000))).metrics).toHaveLength(1000);
    expect(refusal(metrics(many(1001)))).toMatch(/at most 1000 globs/);
  });

  test("of any length come to an end", () => {
    const stars = "*a".repeat(500);
    expect(matchesId(`${stars}b`, "a".repeat(100_000))).toBe(false);
    expect(mayBothMatch(stars, stars)).toBe(true);
    // Too long to find out.
    expect(mayBothMatch("x".repeat(500), "y".repeat(500))).toBe(true);
    expect(mayBothMatch("x".repeat(50), "y".repeat(50))).toBe(false);
    expect(mayBothMatch("*a".repeat(50), `${"*a".repeat(50)}b`)).toBe(false);
  });
});

test("100 kB of a hostile text in any place come to an end", { tags: ["T20"], timeout: PATIENCE }, () => {
  for (const part of ["a", "/", " ", "*", ".", ":", "\\\\", "http://", "1", "%", "[", "{}"]) {
    const text = part.repeat(100_000 / part.length);
    const places = [
      `target: { start: "${text}" }\nk6: { scripts: "${text}" }`,
      `target: { url: { base: "https://h${text}", head: "http://b" } }\nk6: { scripts: a, allowHosts: ["${text}!"] }`,
      `${GOOD}gate: { id: "${text}", falseAlarms: "${text}", ignore: ["${text}"] }`,
      `${GOOD}metrics: { ? "k6/${text}@" : { max: "${text}" } }`,
      `${GOOD}accept: [{ metric: "k6/${text}@", upTo: "${text}", until: "${text}", reason: "${text}" }]`,
      `${GOOD}lighthouse: { urls: "/${text}", headers: { "${text}": "x" } }`,
    ];
    for (const place of places) valueOrError(() => read(place));
  }
});

describe("a gate's id", { tags: ["L14"] }, () => {
  const id = (text: string) => `${GOOD}gate: { id: ${JSON.stringify(text)} }`;

  test("has 1 to 40 characters", () => {
    for (const length of [1, 39, 40]) expect(read(id("a".repeat(length))).gate.id).toHaveLength(length);
    for (const length of [0, 41])
      expect(refusal(id("a".repeat(length)))).toMatch(/^weighbridge\.yml:3:13: gate\.id is /);
  });

  test("is made of letters a to z, digits and -, and begins with no -", () => {
    for (const good of ["a", "7", "api-2", "a--b", "x-"]) expect(read(id(good)).gate.id).toBe(good);
    for (const bad of ["-a", "A", "a_b", "a.b", "a/b", "../a", "a b", "ä", "a\n", "a\u0000", "а", "__proto__"])
      expect(refusal(id(bad))).toMatch(/^weighbridge\.yml:3:13: gate\.id is .*; expected letters a to z, digits and -/);
  });
});
