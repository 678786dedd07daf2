// src/action/baseline.ts
import { artifactName, artifactStore } from "../baseline/artifact.js";
import { ConfigError } from "../errors.js";
import { downloadArtifact, listArtifacts } from "../github/artifacts.js";
import { readRun } from "../github/runs.js";
import { clientOf } from "./client.js";
function baselineOf(job, log) {
  const { context, gate, state } = job;
  const { repository, workflowPath, defaultBranch, pullRequest } = context;
  if (repository.id === null || workflowPath === null)
    throw new ConfigError(
      "GITHUB_REPOSITORY_ID or GITHUB_WORKFLOW_REF is not set, so no stored baseline can be trusted."
    );
  const client = clientOf(job, log);
  const source = {
    listArtifacts: (name) => listArtifacts(client, repository, name),
    readRun: (id) => readRun(client, repository, id),
    download: (artifact, file) => downloadArtifact(client, repository, artifact, file)
  };
  const branches = [defaultBranch, pullRequest?.baseRef ?? null].filter((branch) => branch !== null);
  const trust = { repositoryId: repository.id, branches, workflow: workflowPath };
  return artifactStore(source, trust, state.uploads.baseline, gate);
}
export {
  artifactName,
  baselineOf
};
