import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/errors.ts";
import { type GitHubVariables, readContext } from "../../src/github/context.ts";
import { workflowRun } from "../helpers/events.ts";
import { createRun } from "../helpers/github/state.ts";
import { mutatedJson } from "../helpers/mutate.ts";

const SHA = "a".repeat(40);

const variables: GitHubVariables = {
  API_URL: "https://api.github.com",
  SERVER_URL: "https://github.com",
  REPOSITORY: "octo/shop.js",
  REPOSITORY_ID: "42",
  EVENT_NAME: "pull_request",
  WORKFLOW_REF: "octo/shop.js/.github/workflows/gate.yml@refs/heads/main",
  RUN_ID: "12345678901",
  RUN_ATTEMPT: "2",
  JOB: "gate",
  REF: "refs/pull/7/merge",
  SHA,
};

const payload = {
  repository: { id: 42, default_branch: "trunk" },
  pull_request: {
    number: 7,
    head: { sha: SHA, ref: "change", repo: { id: 42 } },
    base: { ref: "main", repo: { id: 42 } },
  },
};

test("reads a pull request", () => {
  expect(readContext(variables, payload)).toEqual({
    repository: { owner: "octo", name: "shop.js", id: 42 },
    event: "pull_request",
    workflowPath: ".github/workflows/gate.yml",
    runId: 12345678901,
    runAttempt: 2,
    job: "gate",
    serverUrl: "https://github.com",
    apiUrl: "https://api.github.com",
    pullRequest: { number: 7, headSha: SHA, headRef: "change", headRepositoryId: 42, baseRef: "main", isFork: false },
    workflowRun: null,
    defaultBranch: "trunk",
    branch: null,
    sha: SHA,
  });
});

test.each([
  ["a fork", { id: 43 }, { headRepositoryId: 43, isFork: true }],
  ["a deleted fork", null, { headRepositoryId: null, isFork: true }],
  ["a fork of which nothing is said", undefined, { headRepositoryId: null, isFork: true }],
])("%s is a fork", { tags: ["T5"] }, (_, repo, expected) => {
  const { head } = payload.pull_request;
  const pull_request = { ...payload.pull_request, head: { ...head, repo } };
  expect(readContext(variables, { ...payload, pull_request }).pullRequest).toMatchObject(expected);
});

test.each([
  ["refs/heads/main", "main"],
  ["refs/heads/feature/a b", "feature/a b"],
  ["refs/tags/v1", null],
  ["refs/heads/", null],
  ["refs/pull/7/merge", null],
  ["", null],
  [undefined, null],
])("on %s the branch is %s", (REF, branch) => {
  expect(readContext({ ...variables, REF }, {}).branch).toBe(branch);
});

test.each<[event: string, ref: string | undefined, payload: unknown, branch: string | null]>([
  ["schedule", "refs/heads/trunk", { schedule: "0 4 * * *" }, "trunk"],
  ["schedule", "refs/heads/trunk", { schedule: "0 4 * * *", repository: { default_branch: "main" } }, "main"],
  ["schedule", undefined, { schedule: "0 4 * * *" }, null],
  ["workflow_dispatch", "refs/heads/trunk", { schedule: "0 4 * * *" }, null],
  ["push", "refs/heads/trunk", {}, null],
])("a %s on %s with %j has the default branch %s", { tags: ["R15"] }, (EVENT_NAME, REF, event, branch) => {
  expect(readContext({ ...variables, EVENT_NAME, REF }, event).defaultBranch).toBe(branch);
});

test.each([
  ["other/repo/.github/workflows/gate.yml@refs/heads/main", null],
  ["octo/shop.js/", null],
  ["", null],
  [undefined, null],
  ["octo/shop.js/.github/workflows/gate.yml", ".github/workflows/gate.yml"],
])("of %s the workflow is %s", (WORKFLOW_REF, path) => {
  expect(readContext({ ...variables, WORKFLOW_REF }, {}).workflowPath).toBe(path);
});

test("what is missing is null, and the payload helps out", { tags: ["R15"] }, () => {
  const bare = { ...variables, REPOSITORY_ID: undefined, JOB: "", SHA: "HEAD" };
  expect(readContext(bare, { repository: { id: 5 } })).toMatchObject({
    repository: { id: 5 },
    job: null,
    sha: null,
    defaultBranch: null,
    pullRequest: null,
  });
  expect(readContext(bare, undefined).repository.id).toBeNull();
});

test.each<[name: keyof GitHubVariables, value: string | undefined]>([
  ["REPOSITORY", undefined],
  ["REPOSITORY", "shop"],
  ["REPOSITORY", "octo/shop/x"],
  ["REPOSITORY", "../.."],
  ["RUN_ID", "1e9"],
  ["RUN_ID", "0"],
  ["RUN_ATTEMPT", ""],
  ["EVENT_NAME", "a b"],
  ["API_URL", "api.github.com"],
  ["API_URL", "http://["],
  ["SERVER_URL", "javascript:alert(1)"],
])("GITHUB_%s of %j is refused by name", (name, value) => {
  const read = () => readContext({ ...variables, [name]: value }, payload);
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(`GITHUB_${name} ${value ? `is ${JSON.stringify(value)}` : "is not set"}; expected`);
});

// The parts of many events' payloads that carry the names we read, with something else in them.
test.each([
  ["push", { ref: "refs/heads/x", deleted: true, head_commit: null, repository: { id: 42, default_branch: "main" } }],
  ["schedule", { schedule: "0 0 * * *" }],
  ["workflow_dispatch", { inputs: null, ref: "refs/heads/main" }],
  ["merge_group", { merge_group: { base_sha: SHA, head_ref: "refs/heads/gh-readonly-queue/main/pr-7" } }],
  ["issue_comment", { issue: { number: 7, pull_request: { url: "https://api.github.com/" } } }],
  ["workflow_run", { workflow_run: { pull_requests: [], head_sha: SHA } }],
  ["check_suite", { check_suite: { pull_requests: [{ number: 7 }] } }],
  ["create", { ref_type: "tag", master_branch: "main" }],
  ["repository_dispatch", { client_payload: { pull_request: 7 }, pull_request: "7" }],
  ["pull_request", { pull_request: { number: "7", head: null, base: [] } }],
  ["pull_request", { pull_request: { ...payload.pull_request, head: { sha: "--upload-pack=x" } } }],
  ["pull_request", JSON.parse('{"__proto__": {"pull_request": {"number": 7}}, "pull_request": null}')],
  ["ping", null],
  ["fork", []],
  ["watch", "text"],
])("%s with %j has no pull request", { tags: ["R15"] }, (EVENT_NAME, event) => {
  expect(readContext({ ...variables, EVENT_NAME }, event).pullRequest).toBeNull();
});

/** As GitHub sends them; what is read of any event is in one of them. */
const EVENTS: Readonly<Record<string, object>> = {
  pull_request: payload,
  workflow_run: workflowRun(createRun({ event: "pull_request" }), "completed").payload,
  push: { ref: "refs/heads/main", deleted: false, after: SHA, repository: payload.repository },
  merge_group: {
    merge_group: {
      head_sha: SHA,
      base_sha: SHA,
      head_ref: "refs/heads/gh-readonly-queue/main/pr-7",
      base_ref: "refs/heads/main",
    },
    repository: payload.repository,
  },
};

describe("a payload with parts left out, repeated or replaced", { tags: ["T5", "T24"] }, () => {
  test.each(Object.entries(EVENTS))("of %s says what it says, or nothing", (EVENT_NAME, example) => {
    fc.assert(
      fc.property(mutatedJson(example).filter(isJson), (text) => {
        const said = JSON.parse(text) as typeof payload | null;
        const { pullRequest, workflowRun: run, repository, runId } = readContext({ ...variables, EVENT_NAME }, said);
        expect([repository.id, runId]).toEqual([42, 12345678901]);
        if (pullRequest !== null) {
          expect(pullRequest).toMatchObject({
            number: said?.pull_request.number,
            headSha: said?.pull_request.head.sha,
          });
          expect(pullRequest.number).toSatisfy(isId);
          expect(pullRequest.headSha).toMatch(/^[0-9a-f]{40}$/);
          // Of the same repository only where both say which.
          const { head, base } = said!.pull_request;
          if (!pullRequest.isFork) expect([head.repo.id, isId(head.repo.id)]).toEqual([base.repo.id, true]);
        }
        if (run !== null)
          for (const one of [run.id, run.repositoryId, run.attempt]) expect(one).toSatisfy(Number.isSafeInteger);
        expect({}).not.toHaveProperty("polluted");
      }),
      { numRuns: 500 },
    );
  });

  test("or that is any JSON at all", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        expect(readContext(variables, event)).toMatchObject({
          pullRequest: null,
          workflowRun: null,
          runId: 12345678901,
        });
      }),
    );
  });
});

function isId(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("the run that a workflow_run is about", () => {
  const run = {
    id: 300,
    event: "pull_request",
    path: ".github/workflows/performance.yml",
    status: "completed",
    head_branch: "main",
    head_sha: SHA,
    run_attempt: 2,
    pull_requests: [],
    repository: { id: 42 },
    head_repository: { id: 43, owner: { login: "stranger" } },
  };

  test("is read as the API describes one", () => {
    expect(readContext(variables, { workflow_run: run }).workflowRun).toEqual({
      id: 300,
      event: "pull_request",
      path: ".github/workflows/performance.yml",
      isCompleted: true,
      headBranch: "main",
      headRepositoryId: 43,
      headOwner: "stranger",
      repositoryId: 42,
      headSha: SHA,
      attempt: 2,
    });
    const deleted = { ...run, status: "requested", head_repository: null };
    const unknown = { isCompleted: false, headRepositoryId: null, headOwner: null };
    expect(readContext(variables, { workflow_run: deleted }).workflowRun).toMatchObject(unknown);
  });

  test.each([undefined, null, 7, {}, { ...run, id: "300" }, { ...run, repository: null }])("is none of %j", (value) => {
    expect(readContext(variables, { workflow_run: value }).workflowRun).toBeNull();
  });
});
