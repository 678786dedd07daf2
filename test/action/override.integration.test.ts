import { expect, test } from "vitest";
import { findOverride } from "../../src/action/override.ts";
import type { GitHubContext } from "../../src/github/context.ts";
import { testClient } from "../github/clients.ts";
import { type FakeGitHub, fakeGitHub } from "../helpers/github/index.ts";
import { addComment, createState, type FakePull, type State, TOKEN } from "../helpers/github/state.ts";

const HEAD = "1a2b3c4d5e".padEnd(40, "0");
const MERGED = "feed".padEnd(40, "0");
const WEIGHED = "abcd".padEnd(40, "0");
const POLICY = { label: "weighbridge-override", permission: "maintain" } as const;
const ASKED = `/weighbridge override ${HEAD} A security fix.`;
const maintainer = { login: "kim", type: "User" } as const;
const writer = { login: "ray", type: "User" } as const;
const roles = { kim: "maintain", ray: "write" } as const;

const pull: FakePull = {
  ...createState().pulls[0]!,
  headSha: HEAD,
  labels: ["bug", POLICY.label],
};

const context = {
  repository: { owner: "octo", name: "shop", id: 42 },
  event: "pull_request",
  workflowPath: ".github/workflows/gate.yml",
  runId: 100,
  runAttempt: 1,
  job: "gate",
  serverUrl: "https://github.invalid",
  apiUrl: "http://127.0.0.1",
  pullRequest: { number: 7, headSha: HEAD, headRef: "change", headRepositoryId: 42, baseRef: "main", isFork: false },
  defaultBranch: "main",
  branch: null,
  sha: WEIGHED,
} as GitHubContext;

const github = (state: Partial<State> = {}) => fakeGitHub({ state: { pulls: [pull], roles, ...state } });
const find = (fake: FakeGitHub, of: GitHubContext = context) => findOverride(testClient(fake), of, POLICY, WEIGHED);

test("a label, and a comment that names the commit by who may: the job's head is let pass", async () => {
  await using fake = await github();
  addComment(fake.state, "Looks good.", maintainer);
  addComment(fake.state, ASKED, maintainer);
  const { override, notices } = await find(fake);
  expect(override).toEqual({
    by: "kim",
    permission: "maintain",
    reason: "A security fix.",
    commit: WEIGHED,
    url: expect.stringContaining("#issuecomment-"),
    at: "2026-01-02T03:04:05Z",
  });
  expect(notices).toEqual([]);
});

test("without the label nothing more is asked", async () => {
  await using fake = await github({ pulls: [{ ...pull, labels: ["bug"] }] });
  addComment(fake.state, ASKED, maintainer);
  expect(await find(fake)).toEqual({ override: null, notices: [] });
  expect(fake.requests).toHaveLength(1);
});

test("a label alone overrides nothing, and how it is done is said", async () => {
  await using fake = await github();
  const { override, notices } = await find(fake);
  expect(override).toBeNull();
  expect(notices).toEqual([
    `The label weighbridge-override overrides nothing without a comment whose first line is "/weighbridge override ${HEAD} <reason>", by somebody who may maintain.`,
  ]);
});

test.each<[string, (state: State) => void, string]>([
  [
    "of an earlier commit",
    (state) => addComment(state, "/weighbridge override 9999999 Old.", maintainer),
    "is of 9999999, and head is 1a2b3c4d5e",
  ],
  [
    "of any commit that begins so",
    (state) => addComment(state, `/weighbridge override ${HEAD.slice(0, 39)} Short.`, maintainer),
    "write the commit in full",
  ],
  [
    "by somebody who may only write",
    (state) => addComment(state, ASKED, writer),
    "it takes the permission maintain, and theirs is write",
  ],
  ["by a stranger", (state) => addComment(state, ASKED, { login: "eve", type: "User" }), "and theirs is read"],
  [
    "edited by whoever may",
    (state) => Object.assign(addComment(state, ASKED, maintainer), { edited: true }),
    "was edited since",
  ],
])("a comment %s does not count, which is said", async (_, say, why) => {
  await using fake = await github();
  say(fake.state);
  const { override, notices } = await find(fake);
  expect(override).toBeNull();
  expect(notices.join(" ")).toContain(why);
});

test("a bot's comment and a hidden one say nothing", async () => {
  await using fake = await github({ roles: { ...roles, "github-actions[bot]": "admin" } });
  addComment(fake.state, ASKED);
  Object.assign(addComment(fake.state, ASKED, maintainer), { minimized: true });
  const { override, notices } = await find(fake);
  expect(override).toBeNull();
  expect(notices).toHaveLength(1);
});

test("one that counts is enough, whatever others have said after it", async () => {
  await using fake = await github();
  addComment(fake.state, ASKED, maintainer);
  addComment(fake.state, ASKED, writer);
  expect((await find(fake)).override?.by).toBe("kim");
});

test("what strangers say is asked about once each, and told a few times", async () => {
  await using fake = await github();
  for (let at = 0; at < 50; at++) {
    addComment(fake.state, ASKED, { login: "eve", type: "User" });
    addComment(fake.state, `/weighbridge override ${"9".repeat(9)}${at % 10} x`, { login: `eve${at}`, type: "User" });
  }
  expect((await find(fake)).notices).toHaveLength(6);
  const asked = fake.requests.filter(({ path }) => path.includes("/collaborators/"));
  expect(asked).toHaveLength(1);
});

test("a run of an earlier commit that is started again is not let pass by what was said of a later one", async () => {
  await using fake = await github();
  addComment(fake.state, ASKED, maintainer);
  const older = { ...context, pullRequest: { ...context.pullRequest!, headSha: "b".repeat(40) } };
  expect(await find(fake, older)).toEqual({
    override: null,
    notices: ["The label weighbridge-override is not for this run: head is 1a2b3c4d5e now."],
  });
});

test("a merge queue's entry is let pass as its pull request is", async () => {
  await using fake = await github();
  addComment(fake.state, ASKED, maintainer);
  const queued = { ...context, event: "merge_group", pullRequest: null };
  const branch = `gh-readonly-queue/main/pr-7-${"0".repeat(40)}`;
  expect((await find(fake, { ...queued, branch })).override).toMatchObject({ by: "kim", commit: WEIGHED });
  expect((await find(fake, { ...queued, branch: "gh-readonly-queue/main/other" })).override).toBeNull();
});

test("what was merged is on record: of the pull request that became this very commit", async () => {
  await using fake = await github({ pulls: [{ ...pull, mergedAs: MERGED }] });
  addComment(fake.state, ASKED, maintainer);
  const pushed = { ...context, event: "push", pullRequest: null, branch: "main" };
  expect((await find(fake, { ...pushed, sha: MERGED })).override?.by).toBe("kim");
  expect((await find(fake, { ...pushed, sha: HEAD })).override).toBeNull();
});

test("in a private repository the right that it takes is named, and no more than that", async () => {
  const { repository } = createState();
  const permissions = { actions: "read", contents: "read" } as const;
  await using fake = await github({ repository: { ...repository, private: true }, token: { ...TOKEN, permissions } });
  const { override, notices } = await find(fake);
  expect(override).toBeNull();
  expect(notices).toEqual([expect.stringContaining("the job needs `permissions: { pull-requests: read }`.")]);
});

test("GitHub being down leaves the gate as it is, with a notice", async () => {
  await using fake = await github();
  fake.fail({ on: "pulls/get", times: 9, fault: { kind: "answer", status: 404 } });
  const { override, notices } = await find(fake);
  expect(override).toBeNull();
  expect(notices[0]).toMatch(/^Whether somebody has overridden this gate is not known: /u);
});
