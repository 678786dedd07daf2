/** The stored baseline of this repository, in the artifacts of its workflow runs. */
import { artifactStore } from "../baseline/artifact.ts";
import type { BaselineStore } from "../baseline/store.ts";
import { ConfigError } from "../errors.ts";
import { downloadArtifact, listArtifacts } from "../github/artifacts.ts";
import { readRun } from "../github/runs.ts";
import type { Log } from "../system/system.ts";
import { clientOf } from "./client.ts";
import type { ActionJob } from "./job.ts";

/**
 * Trusts what runs of this very workflow, on the default branch or the pull request's base, have uploaded.
 *
 * @throws ConfigError without a token, or where the runner does not say which repository and workflow this is
 */
export function baselineOf(job: ActionJob, log: Log): BaselineStore {
  const { context, gate, state } = job;
  const { repository, workflowPath, defaultBranch, pullRequest } = context;
  if (repository.id === null || workflowPath === null)
    throw new ConfigError(
      "No stored baseline is read: what runs this job is not a workflow of this repository, whose artifacts alone are trusted.",
    );
  const client = clientOf(job, log);
  const source = {
    listArtifacts: (name: string) => listArtifacts(client, repository, name),
    readRun: (id: number) => readRun(client, repository, id),
    download: (artifact: Parameters<typeof downloadArtifact>[2], file: string) =>
      downloadArtifact(client, repository, artifact, file),
  };
  const branches = [defaultBranch, pullRequest?.baseRef ?? null].filter((branch) => branch !== null);
  const trust = { repositoryId: repository.id, branches, workflow: workflowPath };
  return artifactStore(source, trust, state.uploads.baseline, gate);
}
