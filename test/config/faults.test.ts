import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { ConfigError } from "../../src/errors.ts";

/** The text that a person reads about a faulty config. */
function faultsOf(text: string, file = "weighbridge.yml"): string {
  try {
    parseConfig(text, file);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("the config was taken");
}

const GOOD = `target: { start: node server.js }
k6: { scripts: [a.js] }
`;

describe("a text that is no YAML or JSON", { tags: ["T19"] }, () => {
  it.each([
    ["an open list", "target: [a"],
    ["a tab as indentation", "target:\n\tstart: x"],
    ["a tag that would make other things than plain data", "target: !!binary aGk="],
    ["two documents", "a: 1\n---\nb: 2"],
    ["an alias without anchor", "target: *nothing"],
    ["JSON cut short", '{\n  "target": {'],
  ])("%s", (_, text) => expect(faultsOf(text)).toMatchSnapshot());

  it("is called by its name", () => expect(faultsOf("{", "weighbridge.json")).toContain("cannot be read as JSON"));

  it("what is refused though it can be read", { tags: ["T19"] }, () => {
    const bomb = [
      "a: &a [x, x]",
      ..."bcdefghij".split("").map((name, i) => `${name}: &${name} [${`*${"abcdefghij"[i]}, `.repeat(9)}]`),
    ].join("\n");
    expect(faultsOf(bomb)).toBe("weighbridge.yml: its aliases repeat too much of it.");
    const tooDeep = "weighbridge.yml: nested more than 40 levels deep.";
    expect(faultsOf(`${"[".repeat(60)}${"]".repeat(60)}`)).toBe(tooDeep);
    // Left to the parser, these end the process: no exception can be caught where the stack is exhausted.
    for (const piece of ["[", "- ", "? ", "{a: "]) expect(faultsOf(piece.repeat(20_000))).toBe(tooDeep);
    expect(faultsOf(`${GOOD}gate:\n  id: a\n  id: b`)).toBe("weighbridge.yml:5:3: this key stands twice in its map.");
    expect(faultsOf(`${GOOD}metrics:\n  __proto__: { max: 1ms }`)).toBe(
      "weighbridge.yml:4:3: the key __proto__ is not allowed.",
    );
    expect(faultsOf(`{ "target": { "env": { "constructor": "x" } } }`)).toBe(
      "weighbridge.yml:1:24: the key constructor is not allowed.",
    );
    expect(faultsOf("? [a]\n: b")).toBe("weighbridge.yml:1:3: a key must be a text.");
    expect(faultsOf("target: { on: 1, true: 2 }")).toBe("weighbridge.yml:1:18: a key must be a text: quote it.");
  });
});

describe("a wrong value says where it is, what it is and what was expected", () => {
  it.each([
    ["an empty file", "# nothing"],
    ["a list", "- 1"],
    ["no target", "k6: { scripts: [a.js] }"],
    ["an empty target", "target:\nk6: { scripts: [a.js] }"],
    ["nothing to weigh", "target: { start: x }"],
    ["an unknown section", `${GOOD}gates: { effort: quick }`],
    ["a misspelt key", "target: { strat: x }\nk6: { scripts: [a.js] }"],
    ["a key far from all", "target: { start: x, nonsense: 1 }\nk6: { scripts: [a.js] }"],
    [
      "two kinds of target",
      "target: { start: x, url: { base: 'http://a', head: 'http://b' } }\nk6: { scripts: [a.js] }",
    ],
    ["a key of another kind of target", "target:\n  static: dist\n  ready: /healthz\nbundle: { files: x }"],
    ["one address only", "target: { url: { base: 'http://a' } }\nk6: { scripts: [a.js] }"],
    [
      "an address with a password",
      "target: { url: { base: 'http://a:b@c', head: 'ftp://x' } }\nk6: { scripts: [a.js] }",
    ],
    ["files of a running target", "target: { url: { base: 'http://a', head: 'http://b' } }\nbundle: { files: x }"],
    ["a command of numbers", "target: { start: [node, 5], build: 5, install: [] }\nk6: { scripts: [a.js] }"],
    ["a path that is none", "target: { start: x, ready: healthz }\nk6: { scripts: [a.js] }"],
    ["a deadline without unit", "target: { start: x, deadline: 60 }\nk6: { scripts: [a.js] }"],
    ["a deadline of 0", "target: { start: x, deadline: 0s }\nk6: { scripts: [a.js] }"],
    ["an unknown signal", "target: { start: x, stop: SIGTREM }\nk6: { scripts: [a.js] }"],
    ["equal ports", "target: { start: x, ports: [4000, 4000] }\nk6: { scripts: [a.js] }"],
    ["a port out of range", "target: { start: x, ports: [4000, 70000] }\nk6: { scripts: [a.js] }"],
    ["one port", "target: { start: x, ports: [4000] }\nk6: { scripts: [a.js] }"],
    ["environment that is none", "target: { start: x, env: { b-c: x, A: 1.10 } }\nk6: { scripts: [a.js], env: [A] }"],
    ["the runner's token", "target: { start: x, passEnv: [NPM_TOKEN, GITHUB_TOKEN] }\nk6: { scripts: [a.js] }"],
    [
      "paths that leave",
      "target: { static: ../x }\nk6: { scripts: [/etc/passwd, 'a\\b.js'] }\nbundle: { files: 'a/../../b' }",
    ],
    ["no script", "target: { start: x }\nk6: { scripts: [] }"],
    ["a script twice", "target: { start: x }\nk6: { scripts: [a.js, ./a.js] }"],
    ["a round without unit", "target: { start: x }\nk6: { scripts: [a.js], round: { warmup: 1, measure: 5kB } }"],
    ["a round of nothing", "target: { start: x }\nk6: { scripts: [a.js], round: { measure: 0ms } }"],
    ["a misspelt key inside", "target: { start: x }\nk6:\n  scripts: [a.js]\n  round:\n    mesure: 5s"],
    ["an unknown driver", "target: { start: x }\nk6: { scripts: [a.js], driver: twins, version: latest }"],
    ["a host with a scheme", "target: { start: x }\nk6: { scripts: [a.js], allowHosts: ['https://a/b'] }"],
    ["an unknown effort", `${GOOD}gate: { effort: standart }`],
    ["impossible false alarms", `${GOOD}gate: { falseAlarms: 0% }`],
    ["too many false alarms", `${GOOD}gate: { falseAlarms: 51% }`],
    ["false alarms as a number", `${GOOD}gate: { falseAlarms: 0.01 }`],
    ["minutes with a unit", `${GOOD}gate: { maxMinutes: 12m }`],
    ["negative minutes", `${GOOD}gate: { maxMinutes: -1 }`],
    ["an id that cannot be a name", `${GOOD}gate: { id: ../x }`],
    ["yes", `${GOOD}gate: { enforce: yes }`],
    ["a policy that is none", `${GOOD}gate: { onInconclusive: error }`],
    ["ignoring what decides", `${GOOD}gate: { ignore: [docs/**, '**'] }`],
    ["an empty section", `${GOOD}gate:\n`],
    ["an empty section of a watcher", `${GOOD}http:\n`],
    ["a watcher that is switched on by true", `${GOOD}resources: true`],
    [
      "no address of PostgreSQL",
      `${GOOD}postgres: { url: 'not a url \${slot}', owner: 'mysql://me:secret@h/shop_\${slot}' }`,
    ],
    ["no address of MySQL", `${GOOD}mysql: { url: 'postgres://me:secret@h/shop_\${slot}' }`],
    ["one Redis for both slots", `${GOOD}redis: { url: 'redis://:secret@localhost:6379/\${slot}' }`],
    ["JSON with tabs", '{\n\t"target": { "start": "x" },\n\t"k6": { "scripts": [5] }\n}'],
  ])("%s", (_, text) => expect(faultsOf(text)).toMatchSnapshot());

  it("lists several faults in the order of the file, each on a line", () => {
    const text = `target:
  start: x
  redy: /healthz
k6:
  scripts: [a.js]
  round: { warmup: 1, measure: 5s }
gate:
  effort: fast
`;
    expect(faultsOf(text)).toMatchInlineSnapshot(`
      "weighbridge.yml has 3 faults:
      weighbridge.yml:3:3: unknown key target.redy; did you mean target.ready?
      weighbridge.yml:6:20: k6.round.warmup is 1; expected a duration with its unit (ms, s or m), at most 60m, for example 1s.
      weighbridge.yml:8:11: gate.effort is "fast"; expected quick, standard or thorough."
    `);
  });

  it("keeps what it shows on one short line, without invisible characters", () => {
    const message = faultsOf(
      `target: { start: x, ready: "a\\nb\\u202E\\e[31m${"x".repeat(500)}" }\nk6: { scripts: [a.js] }`,
    );
    expect(message).toMatchInlineSnapshot(
      `"weighbridge.yml:1:28: target.ready is "a\\nb\\u202e\\u001b[31mxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"; expected tcp, or a path that starts with /, for example /healthz."`,
    );
    const key = faultsOf(`${GOOD}"a\\n::error::\\u202Eb": 1`);
    expect(key).toMatchInlineSnapshot(
      `"weighbridge.yml:3:1: unknown key ["a\\n::error::\\u202eb"]; known here: target, browser, bundle, http, inside, k6, lighthouse, mysql, postgres, prometheus, redis, resources, runtime, explain, gate, metrics, findings, accept."`,
    );
  });
});

describe("a checksum of k6", { tags: ["T14"] }, () => {
  const SHA256 = "0".repeat(64);

  it.each([
    ["without the version that it is of", "", "says nothing without its version: add k6.version"],
    ["beside a program of one's own", "  version: 2.2.0\n  path: bin/k6\n", "of one's own: leave out k6.path"],
  ])("%s is refused where it stands", (_, more, says) => {
    const text = `target: { start: node server.js }\nk6:\n  scripts: [a.js]\n${more}  sha256: "${SHA256}"\n`;
    const line = 4 + more.split("\n").length - 1;
    expect(faultsOf(text)).toMatch(new RegExp(`^weighbridge\\.yml:${line}:\\d+: k6\\.sha256.*${says}`));
  });

  it("is taken with its version", () => {
    const k6 = { scripts: ["a.js"], version: "2.2.0", sha256: SHA256 };
    const { config } = parseConfig(JSON.stringify({ target: { start: "x" }, k6 }), "weighbridge.json");
    expect(config.k6).toMatchObject({ version: "2.2.0", sha256: SHA256 });
  });
});
