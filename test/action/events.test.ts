import { expect, test } from "vitest";
import { isRecorded, refusePrivileged } from "../../src/action/events.ts";
import type { GitHubContext } from "../../src/github/context.ts";

const context = (over: Partial<GitHubContext>): GitHubContext => ({
  repository: { owner: "octo", name: "shop", id: 42 },
  event: "push",
  workflowPath: ".github/workflows/gate.yml",
  runId: 1,
  runAttempt: 1,
  job: "weigh",
  serverUrl: "https://github.com",
  apiUrl: "https://api.github.com",
  pullRequest: null,
  workflowRun: null,
  defaultBranch: "main",
  branch: "main",
  sha: null,
  ...over,
});

test.each([
  ["push", "main", true],
  ["push", "feature", false],
  ["push", null, false],
  ["schedule", "main", true],
  ["workflow_dispatch", "main", true],
  ["workflow_dispatch", "feature", false],
  ["workflow_dispatch", null, false],
  ["pull_request", null, false],
  ["merge_group", null, false],
  ["release", null, false],
])("%s on %s joins the baseline: %s", (event, branch, recorded) => {
  expect(isRecorded(context({ event, branch }))).toBe(recorded);
});

test("a push of a tag, where the payload names no default branch, joins nothing", () => {
  expect(isRecorded(context({ branch: null, defaultBranch: null }))).toBe(false);
});

/** All that GitHub starts workflows for, and one that it may think of yet. */
const PRIVILEGED = [
  ...["pull_request_target", "workflow_run", "issue_comment", "issues", "discussion", "discussion_comment"],
  ...["fork", "watch", "gollum", "label", "milestone", "status", "check_run", "check_suite", "page_build", "public"],
  ...[
    "registry_package",
    "branch_protection_rule",
    "delete",
    "pull_request_comment",
    "image_version",
    "something_new",
    "",
  ],
];

test.each(PRIVILEGED)("nothing is measured under %s", { tags: ["T3"] }, (event) => {
  expect(() => refusePrivileged(context({ event }))).toThrow(
    `The event is ${event}, which has the rights of the base repository`,
  );
});

test.each([
  ...["push", "create", "release", "schedule", "workflow_dispatch", "repository_dispatch"],
  ...["pull_request", "pull_request_review", "pull_request_review_comment", "merge_group"],
  ...["deployment", "deployment_status"],
])("%s may measure", { tags: ["T3"] }, (event) => {
  expect(() => refusePrivileged(context({ event }))).not.toThrow();
});
