import { expect, test } from "vitest";
import { readRun } from "../../src/github/runs.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { createRun, SHA } from "../helpers/github/state.ts";
import { REPOSITORY, testClient } from "./clients.ts";

test("reads what decides whether a run may be trusted", async () => {
  const fork = createRun({ id: 101, event: "pull_request", headBranch: null, headRepositoryId: 43, attempt: 3 });
  await using github = await fakeGitHub({ state: { runs: [fork] } });
  expect(await readRun(testClient(github), REPOSITORY, 101)).toEqual({
    id: 101,
    event: "pull_request",
    path: ".github/workflows/gate.yml",
    isCompleted: true,
    headBranch: null,
    headRepositoryId: 43,
    headOwner: "octo",
    repositoryId: 42,
    headSha: SHA,
    attempt: 3,
  });
});

test("a fork that has been deleted has no id", { tags: ["T5", "T7"] }, async () => {
  await using github = await fakeGitHub();
  github.fail({ on: "actions/get-workflow-run", fault: { kind: "field", path: ["head_repository"], value: null } });
  expect((await readRun(testClient(github), REPOSITORY, 100)).headRepositoryId).toBeNull();
});

test.each([
  [".github/workflows/gate.yml@main", ".github/workflows/gate.yml"],
  ["octo/shop/.github/workflows/gate.yml@refs/heads/main", ".github/workflows/gate.yml"],
  ["Octo/Shop/.github/workflows/gate.yml", ".github/workflows/gate.yml"],
  ["evil/shop/.github/workflows/gate.yml@main", "evil/shop/.github/workflows/gate.yml"],
  ["dynamic/pages/build", "dynamic/pages/build"],
])("the workflow of %s is %s", { tags: ["T7"] }, async (path, expected) => {
  await using github = await fakeGitHub({ state: { runs: [createRun({ path })] } });
  expect((await readRun(testClient(github), REPOSITORY, 100)).path).toBe(expected);
});
