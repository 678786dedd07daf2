import { z } from "zod";
import { ask, type Client } from "./client.ts";
import type { RepositoryName } from "./repository.ts";

const runSchema = z.object({
  event: z.string(),
  path: z.string(),
  head_branch: z.string().nullable(),
  head_sha: z.string(),
  // A fork may have been deleted since.
  head_repository: z.object({ id: z.int() }).nullable(),
  repository: z.object({ id: z.int() }),
  run_attempt: z.int(),
});

export interface Run {
  /** What started it: "push", "schedule" and so on. */
  readonly event: string;
  /** Of the workflow's file in this repository, `.github/workflows/x.yml`; with owner and name before it in another. */
  readonly path: string;
  readonly headBranch: string | null;
  readonly headRepositoryId: number | null;
  readonly repositoryId: number;
  readonly headSha: string;
  /** The newest one. */
  readonly attempt: number;
}

/** @throws GitHubError */
export async function readRun({ octokit }: Client, repository: RepositoryName, id: number): Promise<Run> {
  const { owner, name } = repository;
  const run = await ask({ what: `read workflow run ${id}`, needs: "actions: read" }, runSchema, () =>
    octokit.rest.actions.getWorkflowRun({ owner, repo: name, run_id: id }),
  );
  return {
    event: run.event,
    path: pathOf(run.path, repository),
    headBranch: run.head_branch,
    headRepositoryId: run.head_repository?.id ?? null,
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
