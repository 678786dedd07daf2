import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TargetError } from "../../src/errors.ts";
import { buildSide } from "../../src/target/build.ts";
import { testSystem } from "../helpers/system.ts";
import { createTarget } from "./targets.ts";

const SECRET = "canary/with+signs 4711";

/** Builds head with what the test says and returns what is needed to look at it. */
async function build(job: Awaited<ReturnType<typeof testSystem>>, overrides: Parameters<typeof createTarget>[1]) {
  const dir = await job.system.processes.temporaryFolder("build here");
  const built = buildSide(
    job.system,
    createTarget("ok", overrides),
    { side: "head", dir, commit: null },
    { NPM_TOKEN: SECRET },
  );
  return { dir, built };
}

test("installs, then builds, in the tree, and tells the seconds of each", async () => {
  await using job = await testSystem();
  const { dir, built } = await build(job, {
    install: "echo one > log; sleep 0.2",
    build: ["sh", "-c", "echo two >> log"],
  });
  const { build: made, seconds } = await built;
  expect(await readFile(join(dir, "log"), "utf8")).toBe("one\ntwo\n");
  expect(made).toEqual({ side: "head", dir, commit: null });
  expect(seconds.install).toBeGreaterThan(0.15);
  expect(seconds.build).toBeGreaterThan(0);
});

test("install alone gets what passEnv names, and neither log nor error shows it", { tags: ["T2", "T13"] }, async () => {
  await using job = await testSystem();
  const { dir, built } = await build(job, {
    install: `printenv NPM_TOKEN | tee got; printf %s "$NPM_TOKEN" | base64`,
    build: "printenv NPM_TOKEN > built; cat got got >&2; exit 5",
  });
  const error = await built.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TargetError);
  expect((await readFile(join(dir, "got"), "utf8")).trim()).toBe(SECRET);
  expect(await readFile(join(dir, "built"), "utf8")).toBe("");
  const shown = [...job.lines, (error as Error).message].join("\n");
  expect(shown).toContain("head | ***");
  for (const form of [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString("base64").slice(0, 20)]) {
    expect(shown).not.toContain(form);
  }
});

test("a failing command is a TargetError with its exit code and the last 20 lines, none of them a command to the CI", {
  tags: ["T17"],
}, async () => {
  await using job = await testSystem();
  const { built } = await build(job, { build: "seq 1 30; echo '::error::x'; exit 7" });
  const error = (await built.catch((caught: unknown) => caught)) as TargetError;
  expect(error).toMatchObject({ name: "TargetError", side: "head" });
  const [first, ...lines] = error.message.split("\n");
  expect(first).toBe(
    `head: build failed: "seq 1 30; echo '::error::x'; exit 7" ended with exit code 7. Its last 20 lines:`,
  );
  expect(lines).toEqual([...Array.from({ length: 19 }, (_, index) => `  | ${index + 12}`), "  | ::error::x"]);
});

test("no secret of ours is in a command's environment, and the target's own variables are", {
  tags: ["T2", "T13"],
}, async () => {
  const planted = {
    GITHUB_TOKEN: "ghs_canary_token",
    ACTIONS_RUNTIME_TOKEN: "canary_runtime",
    INPUT_WEBHOOK: "https://canary.example",
    GITHUB_OUTPUT: "/tmp/canary-output",
    MY_API_KEY: "canary-key-1",
  };
  Object.assign(process.env, planted);
  try {
    await using job = await testSystem();
    const { dir, built } = await build(job, {
      install: "env > seen",
      build: "env > seen-too",
      env: { APP_ENV: "bench", ROOT: "${dir}", DB: "db_${slot}" },
    });
    await built;
    for (const name of ["seen", "seen-too"]) {
      const seen = await readFile(join(dir, name), "utf8");
      expect(seen).not.toMatch(/canary_|canary-|canary\.example|GITHUB_OUTPUT|ACTIONS_/);
      expect(seen).toContain("APP_ENV=bench\n");
      expect(seen).toContain(`ROOT=${dir}\n`);
      expect(seen).not.toContain("db_");
    }
  } finally {
    for (const name of Object.keys(planted)) delete process.env[name];
  }
});

test("a static target is built when its folder is there: by then, not before", async () => {
  await using job = await testSystem();
  const dir = await job.system.processes.temporaryFolder("static");
  const target = { kind: "static", static: "public", env: {}, passEnv: [] } as const;
  const at = { side: "head", dir, commit: null } as const;
  const missing = await buildSide(job.system, target, at, {}).catch((error) => error);
  expect(missing).toBeInstanceOf(TargetError);
  expect(missing.message).toBe('head: target.static: there is no folder "public" in the built tree.');
  const { build: made } = await buildSide(job.system, { ...target, build: "mkdir public" }, at, {});
  expect(made).toEqual(at);
});
