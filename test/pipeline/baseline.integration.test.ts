/** Where stored jobs belong, told by a real clone. */
import { expect, test } from "vitest";
import { placeBaseline } from "../../src/pipeline/baseline.ts";
import { chooseSides } from "../../src/pipeline/sides.ts";
import type { System } from "../../src/system/system.ts";
import { job } from "../baseline/make.ts";
import { createConfig } from "../helpers/config.ts";
import { requestOf } from "../helpers/request.ts";
import { testSystem } from "../helpers/system.ts";
import { snapshot } from "../stored/examples.ts";
import { cloneOf, createRepository, type Repository } from "../target/repository.ts";

/** main: m1 m2 m3 m4; a branch `feature` from m3, whose merge of m4 is not the way that main took. */
async function history(system: System) {
  const origin = await createRepository(system);
  const main: string[] = [];
  for (const name of ["m1", "m2", "m3"]) main.push(await origin.commit(name, { file: name }));
  await origin.git.run(["switch", "--quiet", "-c", "feature"]);
  const feature = await origin.commit("f1", { feature: "1" });
  await origin.git.run(["switch", "--quiet", "main"]);
  main.push(await origin.commit("m4", { file: "m4" }));
  return { origin, main, feature };
}

const of = (commit: string, run: string, minute: number) =>
  job({ run, minute, over: { head: { ...snapshot.head, commit } } });

async function place(
  system: System,
  { folder }: Repository,
  base: string,
  head: string,
  stored: ReturnType<typeof of>[],
) {
  const request = requestOf(folder, base, head, {
    baseline: { snapshots: stored, notices: [] },
    job: { run: "this", attempt: 2, event: "push" },
    force: true,
  });
  return placeBaseline(request, await chooseSides(request, createConfig().target, system));
}

test("the commit before base that was measured, though one after it ended later", { tags: ["R8"] }, async () => {
  await using under = await testSystem();
  const { origin, main, feature } = await history(under.system);
  const stored = [of(main[1]!, "slow", 9), of(main[0]!, "first", 1), of(main[3]!, "ahead", 5)];
  const placed = await place(under.system, origin, main[2]!, feature, stored);
  expect(placed?.chosen).toMatchObject({ how: "ancestor", distance: 1, snapshot: { job: { run: "slow" } } });
  const own = await place(under.system, origin, main[2]!, feature, [...stored, of(main[2]!, "itself", 0)]);
  expect(own?.chosen).toMatchObject({ how: "base", distance: 0 });
});

test("a clone of one commit places nothing but base, and asks nobody", async () => {
  await using under = await testSystem();
  const { origin, main } = await history(under.system);
  const clone = await cloneOf(under.system, origin, ["--depth=2"]);
  const stored = [of(main[0]!, "older", 1), of(main[1]!, "newer", 2)];
  const base = main[2]!;
  const unknown = await place(under.system, clone, base, main[3]!, stored);
  expect(unknown?.chosen).toMatchObject({ how: "newest", distance: null, snapshot: { job: { run: "newer" } } });
  const known = await place(under.system, clone, base, main[3]!, [...stored, of(base, "base", 0)]);
  expect(known?.chosen).toMatchObject({ how: "base", snapshot: { job: { run: "base" } } });
  expect(await clone.git.attempt(["cat-file", "-e", main[1]!])).toBeNull();
});

test("head's own jobs, and other attempts of this one, are no history", async () => {
  await using under = await testSystem();
  const { origin, main, feature } = await history(under.system);
  const stored = [of(feature, "earlier", 3), of(main[0]!, "this", 2), of(main[1]!, "other", 1)];
  const placed = await place(under.system, origin, main[2]!, feature, stored);
  expect(placed?.snapshots.map((one) => one.job.run)).toEqual(["other"]);
  expect(await place(under.system, origin, main[2]!, feature, stored.slice(0, 2))).toBeNull();
});
