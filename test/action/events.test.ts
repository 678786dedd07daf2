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

test.each(["pull_request_target", "workflow_run", "issue_comment"])("nothing is measured under %s", (event) => {
  expect(() => refusePrivileged(context({ event }))).toThrow(`The event is ${event}`);
});

test.each(["push", "pull_request", "merge_group", "schedule"])("%s may measure", (event) => {
  expect(() => refusePrivileged(context({ event }))).not.toThrow();
});
