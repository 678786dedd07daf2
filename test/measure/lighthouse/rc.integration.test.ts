import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/errors.ts";
import { readUserConfig, type UserConfig } from "../../../src/measure/lighthouse/rc.ts";
import { findPackage } from "../../../src/system/packages.ts";
import { testSystem } from "../../helpers/system.ts";

/** Writes `files` and `links` into a fresh folder, or one below it, and reads the first. */
async function read(
  files: Readonly<Record<string, unknown>>,
  below = "",
  links: Readonly<Record<string, string>> = {},
): Promise<UserConfig & { readonly root: string }> {
  await using job = await testSystem();
  const { system } = job;
  const root = join(await system.processes.temporaryFolder("rc"), below);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  for (const [path, to] of Object.entries(links)) await symlink(to, join(root, path));
  const lhci = join(await findPackage(system, "@lhci/cli"), "src/cli.js");
  return { root, ...(await readUserConfig({ file: Object.keys(files)[0]!, root, lhci, system })) };
}

const ASSERTIONS = { "categories:seo": ["error", { minScore: 1 }] };

describe("the formats that LHCI takes", () => {
  const expected = {
    paths: ["/", "/checkout?x=1"],
    collect: { settings: { preset: "desktop" } },
    runs: 5,
    assert: [{ assertions: ASSERTIONS, aggregationMethod: "median" }],
  };
  const ci = {
    collect: {
      url: ["http://localhost:3000/", "http://localhost:3000/checkout?x=1"],
      numberOfRuns: 5,
      settings: { preset: "desktop" },
    },
    assert: { assertions: ASSERTIONS },
  };
  const yaml = `
ci:
  collect:
    url: [http://localhost:3000/, "http://localhost:3000/checkout?x=1"]
    numberOfRuns: 5
    settings: { preset: desktop }
  assert:
    assertions:
      # LHCI takes a dot for a colon.
      categories.seo: [error, { minScore: 1 }]
`;
  test.each<[string, Record<string, unknown>]>([
    ["JSON", { "lighthouserc.json": { ci } }],
    ["YAML", { ".lighthouserc.yml": yaml }],
    [
      "JavaScript",
      {
        "lighthouserc.js": `console.log("reading");\nconsole.log("this");\nmodule.exports = ${JSON.stringify({ ci })};`,
      },
    ],
    ["without an ending, as JSON", { ".lighthouserc": { ci } }],
    ["the old name of ci", { "lighthouserc.json": { lhci: ci } }],
    [
      "extended, from beside it",
      {
        "perf/lighthouserc.json": { ci: { extends: "./base.yml", collect: { numberOfRuns: 5 } } },
        "perf/base.yml": yaml.replace("numberOfRuns: 5", "numberOfRuns: 9"),
      },
    ],
  ])("%s", async (_, files) => expect(await read(files)).toMatchObject(expected));

  test("a regular expression of JavaScript is a pattern", async () => {
    const { assert } = await read({
      "lighthouserc.cjs": `module.exports = { ci: { assert: { assertMatrix: [{ matchingUrlPattern: /\\/a$/, preset: "lighthouse:all" }] } } };`,
    });
    expect(assert?.[0]).toMatchObject({ matchingUrlPattern: "\\/a$" });
  });
});

test("defaults: three runs where there are assertions, none where there are none", async () => {
  const rc = { "rc.json": { ci: { assert: { assertions: ASSERTIONS } } } };
  expect(await read(rc)).toMatchObject({ paths: [], collect: {}, runs: 3 });
  expect(await read({ "rc.json": { ci: { collect: { url: "/" } } } })).toMatchObject({
    runs: 0,
    assert: null,
    notes: [],
  });
});

test("files that it names are found in the root or beside it; budgets become assertions", async () => {
  const { root, collect, assert } = await read({
    "perf/lighthouserc.json": {
      ci: {
        collect: { url: "/", puppeteerScript: "perf/login.cjs", settings: { configPath: "lh.js", locale: "de" } },
        assert: { budgetsFile: "budgets.json" },
      },
    },
    "perf/login.cjs": "",
    "perf/lh.js": "",
    "perf/budgets.json": [{ path: "/a", resourceSizes: [{ resourceType: "script", budget: 10 }] }],
  });
  expect(collect).toEqual({
    puppeteerScript: join(root, "perf/login.cjs"),
    settings: { configPath: join(root, "perf/lh.js"), locale: "de" },
  });
  expect(assert).toEqual([
    {
      matchingUrlPattern: "https?:\\/\\/[^/]+\\/a",
      assertions: { "resource-summary:script:size": ["error", { maxNumericValue: 10_240 }] },
      aggregationMethod: "median",
    },
  ]);
});

test("what is left aside is named, without its values, and only what was set", async () => {
  const { notes, paths, collect } = await read({
    "lighthouserc.json": {
      ci: {
        collect: { staticDistDir: "dist", startServerCommand: "npm start", chromePath: "/opt/chrome", additive: true },
        assert: { includePassedAssertions: true },
        upload: { target: "lhci", token: "secret" },
        server: {},
      },
    },
  });
  expect(paths).toEqual([]);
  expect(collect).toEqual({ chromePath: "/opt/chrome" });
  expect(notes).toEqual([
    "staticDistDir, startServerCommand of lighthouserc.json were left aside: the target is served as its own section says.",
    "target, token of lighthouserc.json were left aside: nothing is sent to a server of Lighthouse CI.",
    "lighthouserc.json leaves it to Lighthouse CI to find pages: name them in lighthouse.urls.",
  ]);
});

describe("what cannot be read is a ConfigError with the file's name", () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ["no JSON", { "a.json": '{ "ci": {,} }' }, /^a\.json: Lighthouse CI cannot read it: .*JSON/],
    ["no YAML", { "a.yml": "ci:\n  collect: [" }, /^a\.yml: Lighthouse CI cannot read it: .* at line 3, column 1\.$/],
    [
      "a script that throws",
      { "a.js": "throw new Error('no CHROME set')" },
      /^a\.js: .* cannot read it: no CHROME set\.$/,
    ],
    [
      "a script that ends the process",
      { "a.js": "process.exit(3)" },
      /^a\.js: .* cannot read it: it gave no reason\.$/,
    ],
    ["an alias bomb", { "a.yml": bomb() }, /^a\.yml is more than a config may hold, 1 MiB\.$/],
    [
      "a script that fills the memory",
      { "a.js": "const all = []; for (;;) all.push(new Array(1e6).fill(0.5));" },
      /^a\.js: .* cannot read it: it takes more than 256 MB of memory\.$/,
    ],
    [
      "nothing in it",
      { "a.json": {} },
      /^a\.json says nothing to Lighthouse CI; expected ci with collect or assert in it\.$/,
    ],
    ["empty YAML", { "a.yml": "" }, /^a\.yml: Lighthouse CI cannot read it: /],
    [
      "an extended file that is not there",
      { "a.json": { ci: { extends: "b.json" } } },
      /^a\.json: .* no such file .*b\.json/,
    ],
    [
      "budgets that are not there",
      { "a.json": { ci: { assert: { budgetsFile: "b.json" } } } },
      /^a\.json: budgetsFile: b\.json does not exist/,
    ],
    [
      "a login script that is not there",
      { "a.json": { ci: { collect: { puppeteerScript: "b.js" } } } },
      /^a\.json: puppeteerScript: b\.js does not exist/,
    ],
  ])("%s", async (_, files, message) => {
    const error: unknown = await read(files).catch((caught) => caught);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(message);
  });

  test("budgets out of the repository, by a path or a link, also beside it by a name that begins alike", {
    tags: ["T18"],
  }, async () => {
    const ci = (budgetsFile: string) => ({ ci: { assert: { budgetsFile } } });
    const tree = { "../head-x/budgets.json": "root:x:0:0:root", ".git/HEAD": "" };
    for (const path of ["../head-x/budgets.json", "/etc/passwd"]) {
      const refused = new ConfigError(`a.json: budgetsFile: ${path} leads out of the repository.`);
      await expect(read({ "a.json": ci(path), ...tree }, "head")).rejects.toThrow(refused);
    }
    await expect(
      read({ "a.json": ci("b.json"), ...tree }, "head", { "b.json": "../head-x/budgets.json" }),
    ).rejects.toThrow(new ConfigError("a.json: budgetsFile: b.json leads out of the repository."));
  });

  test("no such file", async () => {
    await using job = await testSystem();
    const input = { file: "lighthouserc.json", root: "/nowhere", lhci: "", system: job.system };
    await expect(readUserConfig(input)).rejects.toThrow(
      "lighthouse.config: lighthouserc.json does not exist in /nowhere",
    );
  });

  test("a key of an object's prototype changes nothing here", async () => {
    const rc =
      '{ "__proto__": { "polluted": 1 }, "ci": { "collect": { "url": "/", "settings": { "__proto__": { "polluted": 1 } } } } }';
    const { collect } = await read({ "a.json": rc });
    expect({ ...collect }).not.toHaveProperty("polluted");
    expect({}).not.toHaveProperty("polluted");
  });
});

/** Few bytes of YAML that are megabytes when written out. */
function bomb(): string {
  const names = [..."abcdefg"];
  const line = (name: string, index: number) =>
    `${name}: &${name} [${Array(9)
      .fill(index === 0 ? "x" : `*${names[index - 1]}`)
      .join(", ")}]`;
  return `ci:\n  collect:\n    settings:\n${names.map((name, index) => `      ${line(name, index)}`).join("\n")}`;
}
