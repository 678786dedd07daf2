import { expect, test } from "vitest";
import { readParents } from "../../src/github/commits.ts";
import { listOpenPulls } from "../../src/github/pulls.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { createPull, SHA } from "../helpers/github/state.ts";
import { REPOSITORY, testClient } from "./clients.ts";

const FORK = { headOwner: "stranger", headRepositoryId: 43 };

test("a fork's branch is asked for by its owner and name, whatever is in the name", async () => {
  const headRef = "fix/a b&c#d+é";
  const pulls = [createPull({}), createPull({ ...FORK, number: 8, headRef })];
  await using github = await fakeGitHub({ state: { pulls } });
  expect(await listOpenPulls(testClient(github), REPOSITORY, { owner: "stranger", branch: headRef })).toEqual([
    { number: 8, isOpen: true, headRef, headSha: SHA, headRepositoryId: 43, baseRepositoryId: 42 },
  ]);
});

test("closed ones are none; one of a deleted fork has no repository", async () => {
  const pulls = [createPull({ ...FORK, state: "closed" }), createPull({ ...FORK, number: 8 })];
  await using github = await fakeGitHub({ state: { pulls } });
  github.fail({ on: "pulls/list", fault: { kind: "field", path: [0, "head", "repo"], value: null } });
  const found = await listOpenPulls(testClient(github), REPOSITORY, { owner: "stranger", branch: "change" });
  expect(found.map(({ number, headRepositoryId }) => [number, headRepositoryId])).toEqual([[8, null]]);
});

test("a commit's parents are those of GitHub, in their order; a missing right is named", async () => {
  const repository = { owner: "octo", name: "shop", id: 42, defaultBranch: "main", private: true };
  await using github = await fakeGitHub({ state: { commits: new Map([[SHA, ["b", "a"]]]), repository } });
  expect(await readParents(testClient(github), REPOSITORY, SHA)).toEqual(["b", "a"]);
  await expect(readParents(testClient(github), REPOSITORY, "d".repeat(40))).rejects.toMatchObject({
    kind: "not-found",
  });
  github.state.token = { ...github.state.token, permissions: { actions: "read" } };
  await expect(readParents(testClient(github), REPOSITORY, SHA)).rejects.toThrow("permissions: { contents: read }");
});
