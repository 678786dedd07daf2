import { mkdir, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { settingsOf } from "../../src/pipeline/settings.ts";
import type { Sides } from "../../src/pipeline/sides.ts";
import { commitWorktree } from "../../src/target/uncommitted.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository, type Repository } from "../target/repository.ts";

const config = (gate = "") => `target: { start: node server.js }
k6: { scripts: [perf/shop.js], env: { DATA: ./perf/data.json } }
gate: { ${gate} }
`;

const story: Readonly<Record<string, string>> = {
  "weighbridge.yml": config(),
  "perf/shop.js": 'import { limits } from "./limits";\nconst data = open("./data.json");\n',
  "perf/limits.js": 'export * from "../lib/more.js";\n',
  "lib/more.js": "export const limits = {};\n",
  "perf/data.json": "{}",
  "perf/other.js": "",
  ".github/workflows/perf.yml": "uses: acme/weighbridge@v1\n",
  ".github/workflows/gone.yaml": "run: npx weighbridge run\n",
  ".github/workflows/lint.yml": "run: npm run lint\n",
  ".github/workflows/README.md": "weighbridge\n",
};

async function settle({ folder, git }: Repository, base: string, head: string, cwd = folder, file?: string) {
  const info = { side: "base", ref: "x", commit: null, subject: null } as const;
  const sides: Sides = { info: { base: info, head: info }, source: null, commits: { git, base, head }, notices: [] };
  const loaded = await loadConfig(cwd, file);
  return settingsOf({ cwd, record: false }, loaded, sides, "2026-01-31");
}

test("what head changes about its gate: config, scripts and what they are made of, workflows that run it", {
  tags: ["T22"],
}, async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const base = await repository.commit("base", story);
  await repository.git.run(["rm", "--quiet", ".github/workflows/gone.yaml"]);
  const head = await repository.commit("head", {
    "weighbridge.yml": config("maxMinutes: 30"),
    "lib/more.js": "export const limits = { http_req_duration: [] };\n",
    "perf/data.json": "{ }",
    "perf/other.js": "// Nobody imports it.",
    ".github/workflows/perf.yml": "uses: acme/weighbridge@v2\n",
    ".github/workflows/lint.yml": "run: npm run lint:all\n",
    ".github/workflows/new.yml": "run: npx weighbridge run --mode budgets\n",
    ".github/workflows/README.md": "weighbridge, too\n",
  });
  const { gateChanges } = await settle(repository, base, head);
  expect(gateChanges).toEqual([
    { file: "weighbridge.yml", kind: "config", changes: ["gate.maxMinutes: not set → 30"] },
    { file: "lib/more.js", kind: "script", changes: [] },
    { file: "perf/data.json", kind: "script", changes: [] },
    { file: ".github/workflows/gone.yaml", kind: "workflow", changes: [] },
    { file: ".github/workflows/new.yml", kind: "workflow", changes: [] },
    { file: ".github/workflows/perf.yml", kind: "workflow", changes: [] },
  ]);
  expect((await settle(repository, head, head)).gateChanges).toEqual([]);
});

test("a config and its scripts in a folder; uncommitted; what is not committed is no change of head's", async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const { folder, git } = repository;
  const base = await repository.commit("base", { "apps/shop/perf/shop.js": "1", "apps/shop/.gitignore": "*.yml\n" });
  await repository.write({ "apps/shop/perf/shop.js": "2", "apps/shop/weighbridge.yml": config() });
  const cwd = join(folder, "apps/shop");
  const dirty = await commitWorktree(job.system, git);
  const script = { file: "apps/shop/perf/shop.js", kind: "script", changes: [] };
  expect((await settle(repository, base, dirty, cwd)).gateChanges).toEqual([script]);

  await git.run(["add", "--force", "apps/shop/weighbridge.yml"]);
  const head = await repository.commit("head");
  const config2 = { file: "apps/shop/weighbridge.yml", kind: "config", changes: ["this file is new"] };
  expect((await settle(repository, base, head, cwd)).gateChanges).toEqual([config2, script]);
  const link = join(await job.system.processes.temporaryFolder("links"), "shop");
  await symlink(cwd, link);
  expect((await settle(repository, base, head, link)).gateChanges).toEqual([config2, script]);
});

test("moving the config does not take it out of base's hands", { tags: ["T22"] }, async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const base = await repository.commit("base", { "weighbridge.yml": config("configFrom: base, maxMinutes: 5") });
  await repository.git.run(["rm", "--quiet", "weighbridge.yml"]);
  const head = await repository.commit("head", { ".github/weighbridge.yml": config("maxMinutes: 30") });
  const { loaded, configFrom, gateChanges } = await settle(repository, base, head);
  expect([configFrom, loaded.config.gate.maxMinutes]).toEqual(["base", 5]);
  expect(gateChanges).toEqual([
    {
      file: ".github/weighbridge.yml",
      kind: "config",
      changes: ["takes the place of weighbridge.yml", "gate.configFrom: base → not set", "gate.maxMinutes: 5 → 30"],
    },
  ]);
});

test("names that git or a folder would take for more are taken as they are", async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const odd = `target: { start: x }\nk6: { scripts: [a.js], env: { A: ":(glob)**", B: "../..", C: "", D: lib, E: "*", F: lib/, G: /etc } }\n`;
  const base = await repository.commit("base", { "weighbridge.yml": odd, "a.js": "1", "lib/b.js": "1" });
  const head = await repository.commit("head", { "a.js": "2", "lib/b.js": "2" });
  const { gateChanges } = await settle(repository, base, head);
  expect(gateChanges.map(({ file }) => file)).toEqual(["a.js"]);
});

test("on the default branch head's settings judge: they are what counts from there on", async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const base = await repository.commit("base", { "weighbridge.yml": config("configFrom: base, maxMinutes: 5") });
  const head = await repository.commit("head", { "weighbridge.yml": config("configFrom: base, maxMinutes: 30") });
  const info = { side: "base", ref: "x", commit: null, subject: null } as const;
  const commits = { git: repository.git, base, head };
  const sides: Sides = { info: { base: info, head: info }, source: null, commits, notices: [] };
  const loaded = await loadConfig(repository.folder);
  const settings = await settingsOf({ cwd: repository.folder, record: true }, loaded, sides, "2026-01-31");
  expect([settings.configFrom, settings.loaded.config.gate.maxMinutes]).toEqual(["head", 30]);
  expect(settings.notices).toEqual([]);
});

test.each([
  ["its folder", "apps/api", "other"],
  ["a folder above it", "apps", "."],
])(
  "a link in the place of %s does not take the config out of base's hands, and is told",
  { tags: ["T22"] },
  async (_, link, target) => {
    await using job = await testSystem();
    const repository = await createRepository(job.system);
    const { folder, git } = repository;
    const base = await repository.commit("base", {
      "apps/api/weighbridge.yml": config("configFrom: base, maxMinutes: 5"),
      "other/weighbridge.yml": config("maxMinutes: 30"),
      "api/weighbridge.yml": config("maxMinutes: 30"),
    });
    await git.run(["rm", "--quiet", "-r", "apps"]);
    await mkdir(dirname(join(folder, link)), { recursive: true });
    await symlink(join(relative(dirname(link), "."), target), join(folder, link));
    const head = await repository.commit("head");
    const { loaded, configFrom, gateChanges } = await settle(repository, base, head, join(folder, "apps/api"));
    expect([configFrom, loaded.config.gate.maxMinutes]).toEqual(["base", 5]);
    expect(gateChanges).toMatchObject([
      { kind: "config", changes: expect.arrayContaining(["takes the place of apps/api/weighbridge.yml"]) },
    ]);
  },
);

test("a link in the place of the config is told by what it leads to", { tags: ["T22"] }, async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const base = await repository.commit("base", { "weighbridge.yml": config("configFrom: base, maxMinutes: 5") });
  await repository.git.run(["mv", "weighbridge.yml", "kept.yml"]);
  await repository.write({ "weak.yml": config("maxMinutes: 30") });
  await symlink("weak.yml", join(repository.folder, "weighbridge.yml"));
  const head = await repository.commit("head");
  const change = [
    {
      file: "weak.yml",
      kind: "config",
      changes: ["takes the place of weighbridge.yml", "gate.configFrom: base → not set", "gate.maxMinutes: 5 → 30"],
    },
  ];
  expect(await settle(repository, base, head)).toMatchObject({ configFrom: "base", gateChanges: change });
  // By a path of its own, as an input may give it.
  const { folder } = repository;
  const named = await settle(repository, base, head, folder, join(folder, "weighbridge.yml"));
  expect(named).toMatchObject({ configFrom: "base", gateChanges: change });
});

test("of more workflows than anybody changes at once, those that are not read are told", {
  tags: ["T22"],
}, async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const base = await repository.commit("base", { "weighbridge.yml": config() });
  const names = Array.from({ length: 55 }, (_, at) => `.github/workflows/lint${at + 100}.yml`);
  const head = await repository.commit("head", Object.fromEntries(names.map((name) => [name, "run: lint\n"])));
  const { gateChanges } = await settle(repository, base, head);
  expect(gateChanges.map(({ file }) => file)).toEqual(names.slice(50));
});

const lighthouse = `target: { static: public }
lighthouse: { config: perf/lighthouserc.yml, login: perf/login.js }
`;
const pages: Readonly<Record<string, string>> = {
  "weighbridge.yml": lighthouse,
  "perf/lighthouserc.yml": "ci:\n  extends: ./base.json\n  assert:\n    budgetsFile: perf/budgets.json\n",
  "perf/base.json": '{ "ci": { "assert": { "preset": "lighthouse:all" } } }',
  "perf/budgets.json": "[]",
  "perf/login.js": 'module.exports = require("./who");\n',
  "perf/who.js": "1",
  "ci/perf/action.yml": "runs: { using: composite, steps: [{ uses: acme/weighbridge@v1 }] }\n",
  ".github/actions/perf/action.yaml": "runs: { using: composite, steps: [{ uses: acme/weighbridge@v1 }] }\n",
  "ci/lint/action.yml": "runs: { using: composite, steps: [] }\n",
};

test.each([
  ["a Lighthouse CI config", "perf/lighthouserc.yml", "script"],
  ["the config that this extends", "perf/base.json", "script"],
  ["its budgets", "perf/budgets.json", "script"],
  ["the script that logs in", "perf/login.js", "script"],
  ["what that is made of", "perf/who.js", "script"],
  ["an action of the repository that runs the gate", "ci/perf/action.yml", "workflow"],
  ["such an action in .github", ".github/actions/perf/action.yaml", "workflow"],
] as const)("that %s was changed or removed is told", { tags: ["T22"] }, async (_, file, kind) => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const base = await repository.commit("base", pages);
  const changed = await repository.commit("changed", { [file]: `${pages[file]}\n`, "ci/lint/action.yml": "runs: {}" });
  expect((await settle(repository, base, changed)).gateChanges).toEqual([{ file, kind, changes: [] }]);
  await repository.git.run(["rm", "--quiet", file]);
  const removed = await repository.commit("removed");
  expect((await settle(repository, base, removed)).gateChanges).toContainEqual({ file, kind, changes: [] });
});

test("what head's config says needs no weighing does not count where head changed that config", {
  tags: ["T22"],
}, async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const { folder } = repository;
  const at = join(folder, "apps/api");
  const ignoring = config('ignore: ["apps/**"]');
  const base = await repository.commit("base", { "apps/api/weighbridge.yml": config() });
  const head = await repository.commit("head", { "apps/api/weighbridge.yml": ignoring });
  expect((await settle(repository, base, head, at)).loaded.config.gate.ignore).toEqual([]);
  expect((await settle(repository, head, head, at)).loaded.config.gate.ignore).toEqual(["apps/**"]);
});
