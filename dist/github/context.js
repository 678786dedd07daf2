// src/github/context.ts
import { z } from "../vendor/zod.js";
import { ConfigError } from "../errors.js";
import { FULL_NAME, repositoryOf } from "./repository.js";
import { parseRun } from "./runs.js";
var id = z.int().positive();
var name = z.string().min(1);
var sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u);
var repository = z.object({ id }).nullable().catch(null);
var pullRequest = z.object({
  number: id,
  head: z.object({ sha, ref: name.nullable().catch(null), repo: repository }),
  base: z.object({ ref: name, repo: repository })
});
var eventSchema = z.object({
  repository: z.object({ id: id.nullable().catch(null), default_branch: name.nullable().catch(null) }).nullable().catch(null),
  pull_request: pullRequest.nullable().catch(null),
  workflow_run: z.unknown().optional()
}).catch({ repository: null, pull_request: null, workflow_run: null });
function readContext(variables, payload) {
  const event = eventSchema.parse(payload);
  const full = required(variables, "REPOSITORY", FULL_NAME, "owner/name");
  const { owner, name: name2 } = repositoryOf(full);
  const eventName = required(variables, "EVENT_NAME", /^\w+$/u, "the name of an event");
  const [workflow] = variables.WORKFLOW_REF?.split("@") ?? [];
  const branch = /^refs\/heads\/(.+)$/u.exec(variables.REF ?? "")?.[1] ?? null;
  return {
    repository: { owner, name: name2, id: numberOf(variables.REPOSITORY_ID) ?? event.repository?.id ?? null },
    event: eventName,
    workflowPath: workflow?.startsWith(`${full}/`) ? workflow.slice(full.length + 1) || null : null,
    runId: Number(required(variables, "RUN_ID", NUMBER, "a number")),
    runAttempt: Number(required(variables, "RUN_ATTEMPT", NUMBER, "a number")),
    job: variables.JOB || null,
    serverUrl: required(variables, "SERVER_URL", WEB_URL, "a URL"),
    apiUrl: required(variables, "API_URL", WEB_URL, "a URL"),
    pullRequest: event.pull_request && pullRequestOf(event.pull_request),
    workflowRun: parseRun(event.workflow_run, { owner, name: name2 }),
    // A schedule's payload tells of no repository, but it runs on the default branch only.
    defaultBranch: event.repository?.default_branch ?? (eventName === "schedule" ? branch : null),
    branch,
    sha: sha.nullable().catch(null).parse(variables.SHA)
  };
}
function pullRequestOf({ number, head, base }) {
  const headRepositoryId = head.repo?.id ?? null;
  const isFork = headRepositoryId === null || headRepositoryId !== base.repo?.id;
  return { number, headSha: head.sha, headRef: head.ref, headRepositoryId, baseRef: base.ref, isFork };
}
var NUMBER = /^[1-9]\d{0,14}$/u;
var WEB_URL = { test: (value) => /^https?:\/\//u.test(value) && URL.canParse(value) };
function required(variables, name2, form, expected) {
  const value = variables[name2] ?? "";
  if (form.test(value)) return value;
  const found = value === "" ? "is not set" : `is ${JSON.stringify(value.slice(0, 100))}`;
  throw new ConfigError(`The variable GITHUB_${name2} ${found}; expected ${expected}, as in a GitHub Actions job.`);
}
function numberOf(value) {
  return value !== void 0 && NUMBER.test(value) ? Number(value) : null;
}
export {
  readContext
};
