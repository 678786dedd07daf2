import { z } from "zod";
import { ask, type Client } from "./client.ts";
import type { RepositoryName } from "./repository.ts";

const runSchema = z.object({
  id: z.int().positive(),
  event: z.string(),
  path: z.string(),
  status: z.string().nullable(),
  head_branch: z.string().nullable(),
  head_sha: z.string(),
  // A fork may have been deleted since.
  head_repository: z.object({ id: z.int(), owner: z.object({ login: z.string() }).nullish() }).nullable(),
  repository: z.object({ id: z.int() }),
  run_attempt: z.int(),
});

export interface Run {
  readonly id: number;
  /** What started it: "push", "schedule" and so on. */
  readonly event: string;
  /** Of the workflow's file in this repository, `.github/workflows/x.yml`; with owner and name before it in another. */
  readonly path: string;
  /** Whether all its jobs have ended. */
  readonly isCompleted: boolean;
  readonly headBranch: string | null;
  readonly headRepositoryId: number | null;
  /** Login of the user or organization that has the branch. */
  readonly headOwner: string | null;
  readonly repositoryId: number;
  readonly headSha: string;
  /** The newest one. */
  readonly attempt: number;
}

/** Where people see a run. */
export function pageOfRun(serverUrl: string, { owner, name }: RepositoryName, id: number): string {
  return `${serverUrl}/${owner}/${name}/actions/runs/${id}`;
}

/** @throws GitHubError */
export async function readRun({ octokit }: Client, repository: RepositoryName, id: number): Promise<Run> {
  const { owner, name } = repository;
  const run = await ask({ what: `read workflow run ${id}`, needs: "actions: read" }, runSchema, () =>
    octokit.rest.actions.getWorkflowRun({ owner, repo: name, run_id: id }),
  );
  return runOf(run, repository);
}

/** A run as an event's payload describes it, which is as the API does; null when it does not. */
export function parseRun(value: unknown, repository: RepositoryName): Run | null {
  const run = runSchema.safeParse(value);
  return run.success ? runOf(run.data, repository) : null;
}

function runOf(run: z.output<typeof runSchema>, repository: RepositoryName): Run {
  return {
    id: run.id,
    event: run.event,
    path: pathOf(run.path, repository),
    isCompleted: run.status === "completed",
    headBranch: run.head_branch,
    headRepositoryId: run.head_repository?.id ?? null,
    headOwner: run.head_repository?.owner?.login ?? null,
    repositoryId: run.repository.id,
    headSha: run.head_sha,
    attempt: run.run_attempt,
  };
}

/** GitHub writes `.github/workflows/x.yml`, with "@" and a ref after it, or with owner and name before it, or both. */
function pathOf(path: string, { owner, name }: RepositoryName): string {
  const file = path.split("@")[0]!;
  const own = `${owner}/${name}/`;
  return file.toLowerCase().startsWith(own.toLowerCase()) ? file.slice(own.length) : file;
}
