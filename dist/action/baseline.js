// src/action/baseline.ts
import { artifactStore } from "../baseline/artifact.js";
import { ConfigError } from "../errors.js";
import { downloadArtifact, listArtifacts } from "../github/artifacts.js";
import { readRun } from "../github/runs.js";
import { clientOf } from "./client.js";
function baselineOf(job, log) {
  const { context, gate, state } = job;
  const { repository, workflowPath, defaultBranch, pullRequest } = context;
  if (repository.id === null || workflowPath === null)
    throw new ConfigError(
      "No stored baseline is read: what runs this job is not a workflow of this repository, whose artifacts alone are trusted."
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
  baselineOf
};
