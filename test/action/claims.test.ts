import { expect, test } from "vitest";
import { besideRun } from "../../src/action/claims.ts";
import { GitHubError } from "../../src/errors.ts";
import type { Run } from "../../src/github/runs.ts";
import type { Override } from "../../src/model/exception.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { verdictOf } from "../report/verdicts.ts";

const HEAD = "a".repeat(40);
const MERGE = "d".repeat(40);

const own: Run = {
  id: 900,
  event: "pull_request",
  path: ".github/workflows/performance.yml",
  isCompleted: true,
  headBranch: "change",
  headRepositoryId: 42,
  headOwner: "octo",
  repositoryId: 42,
  headSha: HEAD,
  attempt: 1,
};
const fork: Run = { ...own, headRepositoryId: 43, headOwner: "stranger" };

const override = {
  by: "octo",
  permission: "admin",
  reason: "let it pass",
  commit: HEAD,
  url: "https://github.com/octo/shop/pull/7",
  at: "2026-01-31T12:00:00Z",
};

async function beside(
  run: Run,
  commit: string | null,
  over: Partial<Verdict> = {},
  parents = ["b", HEAD],
  confirmed: Override | null = null,
) {
  const asked: string[] = [];
  const claimed = verdictOf({
    notices: ["theirs"],
    head: { side: "head", ref: "HEAD", commit, subject: null },
    ...over,
  });
  const verdict = await besideRun(
    claimed,
    { run, gate: "shop" },
    {
      async parentsOf(sha) {
        asked.push(sha);
        if (sha !== MERGE) throw new GitHubError("not-found", 404, "GitHub: could not read it.");
        return parents;
      },
      overrideOf: async () => confirmed,
    },
  );
  return { asked, verdict };
}

test("the run's own commit, and GitHub's merge of it, need no word", async () => {
  for (const commit of [HEAD, MERGE]) {
    const { verdict, asked } = await beside(own, commit);
    expect(verdict).toMatchObject({ notices: ["theirs"], gate: "shop", head: { commit: HEAD, ref: "HEAD" } });
    expect(asked).toEqual(commit === HEAD ? [] : [MERGE]);
  }
});

test.each<[what: string, commit: string | null, parents: readonly string[], said: RegExp]>([
  [
    "another commit, which is no merge of it",
    MERGE,
    ["b", "c"],
    /^The report is of commit dddddddddd, which is neither/,
  ],
  ["a merge into it", MERGE, [HEAD, "b"], /which is neither aaaaaaaaaa/],
  ["a commit that nobody knows", "e".repeat(40), [], /^The report is of commit eeeeeeeeee, which is neither/],
  ["none", null, [], /^The report does not say which commit was weighed; this run is of aaaaaaaaaa\.$/],
  ["what is no commit, and no part of a path", "../../issues/1", [], /^The report does not say which commit/],
])("a report of %s says so first", { tags: ["T5"] }, async (_, commit, parents, said) => {
  const { verdict, asked } = await beside(own, commit, {}, [...parents]);
  expect(verdict.notices).toEqual([expect.stringMatching(said), "theirs"]);
  expect(verdict.head.commit).toBe(HEAD);
  for (const sha of asked) expect(sha).toMatch(/^[0-9a-f]{40}$/);
});

test("that GitHub does not answer is said, and is no mismatch", async () => {
  const head = { side: "head", ref: "HEAD", commit: MERGE, subject: null } as const;
  const denied = () => Promise.reject(new GitHubError("permission", 403, "GitHub: could not read it (403)."));
  const { notices } = await besideRun(
    verdictOf({ notices: [], head }),
    { run: own, gate: "shop" },
    {
      parentsOf: denied,
      overrideOf: denied,
    },
  );
  expect(notices).toEqual([expect.stringMatching(/could not be asked: GitHub: could not read it \(403\)\.$/)]);
});

test("an override is what GitHub says, whatever the report says, of a fork or of this repository", {
  tags: ["T5"],
}, async () => {
  expect((await beside(own, HEAD, { override })).verdict).toMatchObject({
    override: null,
    notices: ["That somebody let this pass is left out: GitHub does not confirm what the report says.", "theirs"],
  });
  const { verdict } = await beside(fork, HEAD, { override, gate: "other" });
  expect(verdict).toMatchObject({ override: null, gate: "shop" });
  expect(verdict.notices).toEqual([
    "Measured by a run of the fork stranger, whose code could have changed these numbers.",
    "That somebody let this pass is left out: GitHub does not confirm what the report says.",
    "theirs",
  ]);
  const confirmed = { ...override, reason: "as GitHub has it" };
  const known = await beside(fork, HEAD, { override }, [], confirmed);
  expect(known.verdict).toMatchObject({
    override: confirmed,
    notices: [expect.stringContaining("stranger"), "theirs"],
  });
  // What the report does not say is not looked for.
  expect((await beside(fork, HEAD, {}, [], confirmed)).verdict.override).toBeNull();
});
