/** The gate with a stored baseline, on real builds: exact values need no base, and a base that fails is not the end. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../src/config/load.ts";
import { weigh } from "../src/gate.ts";
import type { WeighRequest } from "../src/pipeline/request.ts";
import { snapshotOf } from "../src/report/deliver/snapshot.ts";
import type { Snapshot } from "../src/stored/snapshot.ts";
import type { System } from "../src/system/system.ts";
import { requestOf } from "./helpers/request.ts";
import { testSystem } from "./helpers/system.ts";
import { createRepository, type Repository } from "./target/repository.ts";

/** Each build leaves a mark outside the tree, so that a test knows what was built; `broken` fails it. */
const config = (marks: string) => `
target: { build: "sh build.sh '${marks}'", static: dist }
bundle: { files: "dist/*.js" }
`;
const build = `set -e
mkdir -p dist
cp app.js dist/app.js
touch "$1/$(cat name)"
test ! -e broken
`;
const app = (lines: number) =>
  Array.from({ length: lines }, (_, i) => `export const v${i * 7919} = ${i ** 3};\n`).join("");

async function story(system: System) {
  const marks = await system.processes.temporaryFolder("marks");
  const repository = await createRepository(system);
  const files = { "weighbridge.yml": config(marks), "build.sh": build, ".gitignore": "dist\n" };
  const before = await repository.commit("before", { ...files, name: "before", "app.js": app(200) });
  const base = await repository.commit("base", { name: "base", "app.js": app(210) });
  const head = await repository.commit("head", { name: "head", "app.js": app(400) });
  return { repository, marks, before, base, head };
}

async function gate(
  system: System,
  { folder }: Repository,
  base: string,
  head: string,
  rest: Partial<WeighRequest> & { readonly stored?: readonly Snapshot[] } = {},
) {
  const { stored = [], ...over } = rest;
  const request = requestOf(folder, base, head, {
    baseline: { snapshots: stored, notices: ["A stored job was passed over."] },
    job: { run: head, attempt: 1, event: "push" },
    ...over,
  });
  return weigh(request, await loadConfig(folder), system);
}

const changeOf = ({ comparisons }: Awaited<ReturnType<typeof gate>>["verdict"]) =>
  comparisons.find(({ metric }) => metric.id === "bundle/gzip@total")!.change;

test("exact metrics alone: base is not built where its values are stored, and is where they are not", async () => {
  await using under = await testSystem();
  const { system } = under;
  const { repository, marks, before, base, head } = await story(system);
  const first = await gate(system, repository, before, base);
  expect(first.verdict).toMatchObject({ verdict: "pass", rung: "exact", history: null });
  expect(first.verdict.notices).toContain("A stored job was passed over.");
  expect(existsSync(join(marks, "before"))).toBe(true);

  const stored = [snapshotOf(first.rounds!, first.verdict, first.rounds!.job)!];
  await system.processes.run(["rm", join(marks, "base")], { cwd: marks, env: system.env });
  const second = await gate(system, repository, base, head, { stored });
  expect(second.verdict).toMatchObject({ verdict: "fail", blocks: true, rung: "stored" });
  expect(changeOf(second.verdict)).toBe("regressed");
  expect(second.verdict.notices).toContainEqual(expect.stringMatching(/^Base was not built/));
  expect(existsSync(join(marks, "base"))).toBe(false);

  // The very same change, with both built: the same values.
  const paired = await gate(system, repository, base, head, { stored, mode: "paired" });
  expect(paired.verdict.rung).toBe("exact");
  const values = ({ verdict }: typeof paired) =>
    verdict.comparisons.map((one) => [one.metric.id, one.base, one.head, one.change]);
  expect(values(paired)).toEqual(values(second));

  const otherTools = stored.map((one) => ({
    ...one,
    environment: { ...one.environment, tools: { ...one.environment.tools, zlib: "0.9" } },
  }));
  const rebuilt = await gate(system, repository, base, head, { stored: otherTools });
  expect(rebuilt.verdict).toMatchObject({ verdict: "fail", rung: "exact" });
  expect(rebuilt.verdict.history!.leftOut).toEqual([{ jobs: 1, why: "had another version of zlib" }]);
});

test("rounds of another question do not count, which is said; those of this one are the answer", async () => {
  await using under = await testSystem();
  const { system } = under;
  const { repository, before, base } = await story(system);
  const { rounds } = await gate(system, repository, before, base);
  const same = await gate(system, repository, before, base, { earlier: rounds });
  expect(same.verdict).toMatchObject({ verdict: "pass", reused: true });
  const other = await gate(system, repository, before, base, { earlier: rounds, mode: "paired" });
  expect(other.verdict).toMatchObject({ reused: false, attempts: [] });
  const said = ({ verdict }: typeof other) => verdict.notices.filter((one) => one.includes("are of other trees"));
  expect([said(same).length, said(other).length]).toEqual([0, 1]);
});

test("what failed passes by an override of its commit, in seconds and without a build; without it, it blocks again", async () => {
  await using under = await testSystem();
  const { system } = under;
  const { repository, marks, base, head } = await story(system);
  const asides = ["The label overrides nothing without a comment."];
  const failed = await gate(system, repository, base, head, { mode: "paired", asides });
  expect(failed.verdict).toMatchObject({ verdict: "fail", blocks: true, override: null, gateChanges: [] });
  expect(failed.verdict.notices).toContain(asides[0]);
  await system.processes.run(["rm", join(marks, "base"), join(marks, "head")], { cwd: marks, env: system.env });
  const override = {
    by: "ada",
    permission: "maintain",
    reason: "Ships a security fix.",
    commit: head,
    url: "https://github.example/acme/shop/pull/7#issuecomment-1",
    at: "2026-01-31T12:00:00Z",
  };
  const stored = [snapshotOf(failed.rounds!, failed.verdict, failed.rounds!.job)!];
  const health = { jobs: 1, inconclusive: 0, errors: 0, overrides: 0 };
  const rest = { mode: "paired", earlier: failed.rounds, stored } as const;
  const passed = await gate(system, repository, base, head, { ...rest, override });
  expect(passed.verdict).toMatchObject({ verdict: "fail", blocks: false, reused: true, override, health });
  expect(passed.verdict.comparisons).toEqual(failed.verdict.comparisons);
  // What was said of that job is not true of this one.
  expect(passed.verdict.notices).not.toContain(asides[0]);
  expect([existsSync(join(marks, "base")), existsSync(join(marks, "head"))]).toEqual([false, false]);

  const withdrawn = await gate(system, repository, base, head, { ...rest, earlier: passed.rounds });
  expect(withdrawn.verdict).toMatchObject({ verdict: "fail", blocks: true, reused: true, override: null });
  const other = await gate(system, repository, base, head, { ...rest, override: { ...override, commit: base } });
  expect(other.verdict).toMatchObject({ blocks: true, override: null });
});

test("moving the config does not let head say how base is built", async () => {
  await using under = await testSystem();
  const { system } = under;
  const { repository, marks, base } = await story(system);
  await repository.git.run(["rm", "--quiet", "weighbridge.yml"]);
  const fat = config(marks).replace(`sh build.sh '${marks}'`, "mkdir -p dist && seq 1 9000 > dist/app.js");
  const head = await repository.commit("moved", { ".github/weighbridge.yml": fat });
  const { verdict } = await gate(system, repository, base, head, { mode: "paired" });
  expect(verdict).toMatchObject({ verdict: "fail", blocks: true });
  expect(existsSync(join(marks, "base"))).toBe(true);
});

test("a base that does not build is replaced by the stored values of the nearest commit before it, by name", async () => {
  await using under = await testSystem();
  const { system } = under;
  const { repository, base } = await story(system);
  const measured = await gate(system, repository, `${base}^`, base);
  const stored = [snapshotOf(measured.rounds!, measured.verdict, measured.rounds!.job)!];
  const broken = await repository.commit("broken", { name: "broken", broken: "" });
  await repository.git.run(["rm", "--quiet", "broken"]);
  const mended = await repository.commit("mended", { name: "mended" });

  const beside = await gate(system, repository, broken, mended, { stored });
  expect(beside.verdict).toMatchObject({ verdict: "fail", rung: "stored" });
  expect(beside.verdict.notices).toContainEqual(expect.stringMatching(/2 commits before base: what those changed/));
  const without = await gate(system, repository, broken, mended);
  expect(without.verdict).toMatchObject({
    verdict: "inconclusive",
    rung: "budgets",
    reasons: [{ kind: "not-compared" }],
  });
  const insisting = await gate(system, repository, broken, mended, { stored, mode: "paired" });
  expect(insisting.verdict.verdict).toBe("error");
});

test("mode stored: never builds base; without a comparable job it is open, neither red nor a pass", {
  tags: ["R4"],
}, async () => {
  await using under = await testSystem();
  const { system } = under;
  const { repository, marks, base, head } = await story(system);
  const none = await gate(system, repository, base, head, { mode: "stored" });
  expect(none.verdict).toMatchObject({ verdict: "inconclusive", blocks: false, rung: "budgets" });
  expect(none.verdict.reasons).toEqual([
    { kind: "not-compared", why: expect.stringMatching(/^no earlier job is stored/) },
  ]);
  const first = await gate(system, repository, `${base}^`, base, { mode: "stored" });
  const stored = [snapshotOf(first.rounds!, first.verdict, first.rounds!.job)!];
  const found = await gate(system, repository, base, head, { mode: "stored", stored });
  expect(found.verdict).toMatchObject({ verdict: "fail", rung: "stored" });
  expect(existsSync(join(marks, "before"))).toBe(false);
});
