import { z } from "zod";
import { ConfigError } from "../errors.ts";
import { FULL_NAME, repositoryOf } from "./repository.ts";
import { parseRun, type Run } from "./runs.ts";

/** The runner's variables that we read, by their names without GITHUB_. */
export interface GitHubVariables {
  readonly API_URL: string | undefined;
  readonly SERVER_URL: string | undefined;
  readonly REPOSITORY: string | undefined;
  readonly REPOSITORY_ID: string | undefined;
  readonly EVENT_NAME: string | undefined;
  readonly WORKFLOW_REF: string | undefined;
  readonly RUN_ID: string | undefined;
  readonly RUN_ATTEMPT: string | undefined;
  readonly JOB: string | undefined;
  readonly REF: string | undefined;
  readonly SHA: string | undefined;
}

interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  /** Its branch; null where the event does not say. */
  readonly headRef: string | null;
  /** null when the fork has been deleted. */
  readonly headRepositoryId: number | null;
  readonly baseRef: string;
  /** Then the token can only read. */
  readonly isFork: boolean;
}

/** Where and why this job runs. What GitHub does not say, or not in its usual form, is null. */
export interface GitHubContext {
  readonly repository: { readonly owner: string; readonly name: string; readonly id: number | null };
  readonly event: string;
  /** `.github/workflows/x.yml`. */
  readonly workflowPath: string | null;
  readonly runId: number;
  /** From 1. */
  readonly runAttempt: number;
  readonly job: string | null;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly pullRequest: PullRequest | null;
  /** The run that a `workflow_run` is about: another than this one. */
  readonly workflowRun: Run | null;
  readonly defaultBranch: string | null;
  /** The branch that this job runs on; null for a tag, a pull request, a merge queue's entry. */
  readonly branch: string | null;
  readonly sha: string | null;
}

const id = z.int().positive();
const name = z.string().min(1);
const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u);
const repository = z.object({ id }).nullable().catch(null);

const pullRequest = z.object({
  number: id,
  head: z.object({ sha, ref: name.nullable().catch(null), repo: repository }),
  base: z.object({ ref: name, repo: repository }),
});

/** What an event says of this, whichever of the many it is. */
const eventSchema = z
  .object({
    repository: z
      .object({ id: id.nullable().catch(null), default_branch: name.nullable().catch(null) })
      .nullable()
      .catch(null),
    pull_request: pullRequest.nullable().catch(null),
    workflow_run: z.unknown().optional(),
  })
  .catch({ repository: null, pull_request: null, workflow_run: null });

/** `payload`: the event's, parsed JSON. @throws ConfigError when a variable that nothing works without is missing. */
export function readContext(variables: GitHubVariables, payload: unknown): GitHubContext {
  const event = eventSchema.parse(payload);
  const full = required(variables, "REPOSITORY", FULL_NAME, "owner/name");
  const { owner, name } = repositoryOf(full);
  const eventName = required(variables, "EVENT_NAME", /^\w+$/u, "the name of an event");
  const [workflow] = variables.WORKFLOW_REF?.split("@") ?? [];
  // GITHUB_REF_TYPE calls a pull request's merge ref a branch too.
  const branch = /^refs\/heads\/(.+)$/u.exec(variables.REF ?? "")?.[1] ?? null;
  return {
    repository: { owner, name, id: numberOf(variables.REPOSITORY_ID) ?? event.repository?.id ?? null },
    event: eventName,
    workflowPath: workflow?.startsWith(`${full}/`) ? workflow.slice(full.length + 1) || null : null,
    runId: Number(required(variables, "RUN_ID", NUMBER, "a number")),
    runAttempt: Number(required(variables, "RUN_ATTEMPT", NUMBER, "a number")),
    job: variables.JOB || null,
    serverUrl: required(variables, "SERVER_URL", WEB_URL, "a URL"),
    apiUrl: required(variables, "API_URL", WEB_URL, "a URL"),
    pullRequest: event.pull_request && pullRequestOf(event.pull_request),
    workflowRun: parseRun(event.workflow_run, { owner, name }),
    // A schedule's payload tells of no repository, but it runs on the default branch only.
    defaultBranch: event.repository?.default_branch ?? (eventName === "schedule" ? branch : null),
    branch,
    sha: sha.nullable().catch(null).parse(variables.SHA),
  };
}

function pullRequestOf({ number, head, base }: z.output<typeof pullRequest>): PullRequest {
  const headRepositoryId = head.repo?.id ?? null;
  const isFork = headRepositoryId === null || headRepositoryId !== base.repo?.id;
  return { number, headSha: head.sha, headRef: head.ref, headRepositoryId, baseRef: base.ref, isFork };
}

// Fifteen digits stay exact in a number.
const NUMBER = /^[1-9]\d{0,14}$/u;
const WEB_URL = { test: (value: string) => /^https?:\/\//u.test(value) && URL.canParse(value) };

function required(
  variables: GitHubVariables,
  name: keyof GitHubVariables,
  form: Pick<RegExp, "test">,
  expected: string,
): string {
  const value = variables[name] ?? "";
  if (form.test(value)) return value;
  const found = value === "" ? "is not set" : `is ${JSON.stringify(value.slice(0, 100))}`;
  throw new ConfigError(`The variable GITHUB_${name} ${found}; expected ${expected}, as in a GitHub Actions job.`);
}

function numberOf(value: string | undefined): number | null {
  return value !== undefined && NUMBER.test(value) ? Number(value) : null;
}
