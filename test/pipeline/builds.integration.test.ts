/** Sides on real commits that lack what the config needs: each is told in one sentence, and none names a temporary folder. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { ConfigError, TargetError } from "../../src/errors.ts";
import { weigh } from "../../src/gate.ts";
import { buildSides } from "../../src/pipeline/builds.ts";
import type { WeighRequest } from "../../src/pipeline/request.ts";
import { chooseSides } from "../../src/pipeline/sides.ts";
import type { System } from "../../src/system/system.ts";
import { requestOf } from "../helpers/request.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository } from "../target/repository.ts";

async function build(system: System, request: WeighRequest) {
  const loaded = await loadConfig(request.cwd);
  return buildSides(request, loaded, await chooseSides(request, loaded.config.target, system), system);
}

/** A gate in a folder that base does not have. */
async function newGate(system: System, config: string) {
  const { folder, commit } = await createRepository(system);
  const base = await commit("base", { "README.md": "" });
  const head = await commit("head", { "apps/web/weighbridge.yml": config, "apps/web/index.html": "<h1>Shop" });
  return { cwd: join(folder, "apps/web"), base, head };
}

test.each([
  ["only weighed", ""],
  ["installed and built", ', install: "true", build: "true"'],
])("a folder that base does not have leaves nothing to compare with: %s", async (_, commands) => {
  await using under = await testSystem();
  const { system } = under;
  const config = `target: { static: .${commands} }\nbundle: { files: "*.html" }\n`;
  const { cwd, base, head } = await newGate(system, config);
  const why = `base: ${base.slice(0, 10)} has no folder apps/web, where the config's paths start.`;
  const { verdict } = await weigh(requestOf(cwd, base, head), await loadConfig(cwd), system);
  expect(verdict).toMatchObject({ verdict: "inconclusive", blocks: false, rung: "budgets" });
  expect(verdict.reasons).toEqual([{ kind: "not-compared", why }]);

  const insisting = await weigh({ ...requestOf(cwd, base, head), mode: "paired" }, await loadConfig(cwd), system);
  expect(insisting.verdict).toMatchObject({ verdict: "error", reasons: [{ why }] });
});

test("a folder that head does not have cannot be measured", async () => {
  await using under = await testSystem();
  const { cwd, base, head } = await newGate(under.system, 'target: { static: . }\nbundle: { files: "*.html" }\n');
  await expect(build(under.system, requestOf(cwd, head, base))).rejects.toThrow(
    new TargetError("head", `head: ${base.slice(0, 10)} has no folder apps/web, where the config's paths start.`),
  );
});

test("a base without the folder that is served leaves nothing to compare with; head must have it", async () => {
  await using under = await testSystem();
  const { folder, commit } = await createRepository(under.system);
  const config = 'target: { static: public }\nbundle: { files: "**/*.html" }\n';
  const base = await commit("base", { "weighbridge.yml": config, "index.html": "" });
  const head = await commit("head", { "public/index.html": "" });
  const says = (side: string) => `${side}: target.static: there is no folder "public" in the built tree.`;
  expect(await build(under.system, requestOf(folder, base, head))).toMatchObject({
    builds: { base: null, head: { commit: head } },
    noBase: says("base"),
  });
  await expect(build(under.system, requestOf(folder, head, base))).rejects.toThrow(
    new TargetError("head", says("head")),
  );
});

const K6 = "k6: { scripts: [perf/nope.js] }\n";

test("a script that head lacks is named by its path in the repository, before anything is started", async () => {
  await using under = await testSystem();
  const { system } = under;
  const says = async (config: string) => {
    const { cwd, base, head } = await newGate(system, `${config}\n${K6}`);
    const error = await build(system, requestOf(cwd, base, head)).catch((error) => error);
    expect(error).toBeInstanceOf(ConfigError);
    return error.message;
  };
  const cure = "correct the path, which starts from the config's folder, or commit the file.";
  expect(await says('target: { start: "true" }')).toBe(
    `k6.scripts[0]: apps/web/perf/nope.js does not exist in head: ${cure}`,
  );
  expect(await says('target: { start: "true", build: mkdir perf }')).toBe(
    `k6.scripts[0]: apps/web/perf/nope.js does not exist in head, also after its build: ${cure}`,
  );
  expect(await says('target: { url: { base: "http://a.example", head: "http://b.example" } }')).toBe(
    `k6.scripts[0]: perf/nope.js does not exist here: ${cure}`,
  );
});

test("a script that the build writes is there", async () => {
  await using under = await testSystem();
  const config = `target: { start: "true", build: mkdir perf && touch perf/nope.js }\n${K6}`;
  const { cwd, base, head } = await newGate(under.system, config);
  const { builds } = await build(under.system, requestOf(cwd, base, head));
  expect(builds).toMatchObject({ base: null, head: { side: "head", commit: head } });
});

test("a folder of files that lie here already is named by its key when it is not there", async () => {
  await using under = await testSystem();
  const urls = 'url: { base: "http://a.example", head: "http://b.example" }';
  const config = `target: { ${urls}, dir: { base: out/base, head: . } }\nbundle: { files: "*.html" }\n`;
  const { cwd, base, head } = await newGate(under.system, config);
  await expect(build(under.system, requestOf(cwd, base, head))).rejects.toThrow(
    new ConfigError("target.dir.base: there is no folder out/base; paths start from the config's folder."),
  );
});

test("a side that has a pointer of Git LFS for a file of the other cannot be measured: base too, which head may have brought about", {
  tags: ["R24", "T22"],
}, async () => {
  await using under = await testSystem();
  const { system } = under;
  const { folder, git, commit } = await createRepository(system);
  // Committed as written, also where git-lfs is installed.
  for (const name of ["process", "clean"]) await git.run(["config", `filter.lfs.${name}`, ""]);
  const config = 'target: { static: . }\nbundle: { files: "*.bin" }\n';
  const files = { "weighbridge.yml": config, ".gitattributes": "*.bin filter=lfs\n" };
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"1".repeat(64)}\nsize 5000\n`;
  const lacking = await commit("pointer", { ...files, "a.bin": pointer });
  const having = await commit("content", { "a.bin": "1".repeat(5000) });
  const says = (side: string) =>
    `${side}: of a.bin only the pointer of Git LFS is here, so this side alone would be built without its content; check out with lfs: true, or fetch it before (git lfs fetch --all).`;
  for (const [side, base, head] of [
    ["base", lacking, having],
    ["head", having, lacking],
  ] as const) {
    const { verdict } = await weigh(requestOf(folder, base, head), await loadConfig(folder), system);
    expect(verdict).toMatchObject({ verdict: "error", reasons: [{ why: says(side) }] });
  }
  const both = await commit("both", { "a.bin": pointer.replace("5000", "6000") });
  const { notices, noBase } = await build(system, requestOf(folder, lacking, both));
  expect([notices, noBase]).toEqual([["Files of Git LFS are pointers, as in the checkout: a.bin."], null]);
});
