import { describe, expect, test } from "vitest";
import { placeOf } from "../../src/action/place.ts";
import type { HeadBranch, PullRequest } from "../../src/github/pulls.ts";
import type { Run } from "../../src/github/runs.ts";

const OURS = 42;
const FORK = 43;
const HEAD = "a".repeat(40);

const run: Run = {
  id: 900,
  event: "pull_request",
  path: ".github/workflows/performance.yml",
  isCompleted: true,
  headBranch: "change",
  headRepositoryId: FORK,
  headOwner: "stranger",
  repositoryId: OURS,
  headSha: HEAD,
  attempt: 1,
};

const pull: PullRequest = {
  number: 7,
  isOpen: true,
  headRef: "change",
  headSha: HEAD,
  headRepositoryId: FORK,
  baseRepositoryId: OURS,
};

/** As a server answers that heeds no filter: all that there is. */
async function place(over: Partial<Run>, pulls: readonly PullRequest[] = [pull]) {
  const asked: HeadBranch[] = [];
  const found = await placeOf({ ...run, ...over }, OURS, async (head) => {
    asked.push(head);
    return pulls;
  });
  return { asked, ...found };
}

test("a fork's run is found by its branch and commit", { tags: ["T5"] }, async () => {
  expect(await place({})).toEqual({
    asked: [{ owner: "stranger", branch: "change" }],
    kind: "pulls",
    numbers: [7],
  });
});

test("so is one of a fork's branch that is called main, and one of this repository", { tags: ["T5"] }, async () => {
  const main = { ...pull, headRef: "main" };
  expect(await place({ headBranch: "main" }, [main])).toMatchObject({ kind: "pulls", numbers: [7] });
  const own = { ...pull, headRepositoryId: OURS };
  expect(await place({ headRepositoryId: OURS, headOwner: "octo" }, [own])).toMatchObject({ numbers: [7] });
});

test("one commit in two pull requests is both's", { tags: ["T5"] }, async () => {
  expect(await place({}, [pull, { ...pull, number: 9 }])).toMatchObject({ numbers: [7, 9] });
});

describe("nothing is written", { tags: ["T5"] }, () => {
  test.each<[what: string, over: Partial<PullRequest>, why: RegExp]>([
    ["closed", { isOpen: false }, /closed since/],
    ["pushed to since", { headSha: "b".repeat(40) }, /#7 has been pushed to since: its head is bbbbbbbbbb\.$/],
    ["of a fork whose owner's name somebody else has now", { headRepositoryId: 45 }, /No open pull request/],
    ["of another fork's branch of this name", { headRepositoryId: 44 }, /No open pull request/],
    ["of another branch", { headRef: "other" }, /No open pull request/],
    ["into another repository", { baseRepositoryId: FORK }, /No open pull request/],
    ["of a fork deleted since", { headRepositoryId: null }, /No open pull request/],
  ])("on a pull request that is %s", async (_, over, why) => {
    expect(await place({}, [{ ...pull, ...over }])).toMatchObject({ kind: "none", why: expect.stringMatching(why) });
  });

  test.each<[what: string, over: Partial<Run>, why: string]>([
    ["of another event", { event: "push" }, "started by push: only a pull_request"],
    ["under an event with rights", { event: "pull_request_target" }, "started by pull_request_target"],
    ["of no workflow file here", { path: "dynamic/pages/build" }, "of dynamic/pages/build, which is no workflow"],
    ["of another's file", { path: "evil/x/.github/workflows/performance.yml" }, "which is no workflow file"],
    ["of another repository", { repositoryId: FORK }, "of another repository"],
    ["of a deleted fork", { headOwner: null, headRepositoryId: null }, "deleted since"],
    ["of a deleted branch", { headBranch: null }, "deleted since"],
  ])("for a run %s, and nobody is asked", async (_, over, why) => {
    expect(await place(over)).toEqual({ asked: [], kind: "none", why: expect.stringContaining(why) });
  });

  test("for a fork that is deleted on both sides of the comparison", async () => {
    const gone = { ...pull, headRepositoryId: null };
    expect(await place({ headRepositoryId: null }, [gone])).toMatchObject({ kind: "none" });
  });
});
