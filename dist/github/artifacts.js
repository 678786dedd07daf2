// src/github/artifacts.ts
import { createHash } from "node:crypto";
import { z } from "../vendor/zod.js";
import { DataError, GitHubError } from "../errors.js";
import { ask, askPages } from "./client.js";
import { fetchRedirected } from "./download.js";
import { readZipEntry } from "./zip.js";
var artifactSchema = z.object({
  id: z.int(),
  name: z.string(),
  size_in_bytes: z.int(),
  expired: z.boolean(),
  created_at: z.string().nullable(),
  digest: z.string().nullish(),
  workflow_run: z.object({
    id: z.int().optional(),
    repository_id: z.int().optional(),
    head_repository_id: z.int().optional(),
    head_branch: z.string().nullish(),
    head_sha: z.string().optional()
  }).nullish()
}).transform(({ workflow_run: run, ...artifact }) => ({
  id: artifact.id,
  name: artifact.name,
  /** Of the zip. */
  bytes: artifact.size_in_bytes,
  expired: artifact.expired,
  createdAt: artifact.created_at,
  /** "sha256:…" of the zip; null on servers that do not compute it. */
  digest: artifact.digest ?? null,
  /** Each field null where GitHub does not say: what is not said is not to be trusted. */
  run: {
    id: run?.id ?? null,
    repositoryId: run?.repository_id ?? null,
    headRepositoryId: run?.head_repository_id ?? null,
    headBranch: run?.head_branch ?? null,
    headSha: run?.head_sha ?? null
  }
}));
var PAGES = 3;
function listArtifacts({ octokit }, { owner, name: repo }, name) {
  const { listArtifactsForRepo: route } = octokit.rest.actions;
  const pages = octokit.paginate.iterator(route, { owner, repo, name, per_page: 100 });
  return named(name, `list the artifacts named ${name}`, pages);
}
function listRunArtifacts({ octokit }, { owner, name: repo }, runId, name) {
  const { listWorkflowRunArtifacts: route } = octokit.rest.actions;
  const pages = octokit.paginate.iterator(route, { owner, repo, run_id: runId, name, per_page: 100 });
  return named(name, `list the artifacts of run ${runId} named ${name}`, pages);
}
function listAllRunArtifacts({ octokit }, { owner, name: repo }, runId) {
  const { listWorkflowRunArtifacts: route } = octokit.rest.actions;
  const pages = octokit.paginate.iterator(route, { owner, repo, run_id: runId, per_page: 100 });
  return askPages(actions(`list the artifacts of run ${runId}`), z.array(artifactSchema), pages, PAGES);
}
async function named(name, what, pages) {
  const artifacts = await askPages(actions(what), z.array(artifactSchema), pages, PAGES);
  return artifacts.filter((artifact) => artifact.name === name);
}
var LIMITS = { packed: 16 * 1024 * 1024, unpacked: 64 * 1024 * 1024 };
async function downloadArtifact(client, repository, artifact, file, limits = LIMITS) {
  const what = `artifact ${artifact.name} (${artifact.id})`;
  const call = actions(`download ${what}`);
  if (artifact.expired) throw new GitHubError("gone", null, `GitHub: could not ${call.what}; it has expired.`);
  const location = await askLocation(client, repository, artifact.id, call);
  const zip = await fetchRedirected(client, location, limits.packed, call);
  const digest = `sha256:${createHash("sha256").update(zip).digest("hex")}`;
  if (artifact.digest !== null && artifact.digest !== digest)
    throw new DataError(`The ${what} has the digest ${digest}, GitHub lists ${artifact.digest}: it was not used.`);
  return readZipEntry(zip, file, limits.unpacked, what);
}
function askLocation({ octokit, api }, repository, id, call) {
  const schema = z.string().refine((location) => URL.canParse(location, api.href)).transform((location) => new URL(location, api));
  return ask(call, schema, async () => {
    const answer = await octokit.rest.actions.downloadArtifact({
      owner: repository.owner,
      repo: repository.name,
      artifact_id: id,
      archive_format: "zip",
      request: { redirect: "manual", parseSuccessResponseBody: false }
    });
    await answer.data?.cancel();
    return { status: answer.status, data: answer.headers.location };
  });
}
function actions(what) {
  return { what, needs: "actions: read" };
}
export {
  downloadArtifact,
  listAllRunArtifacts,
  listArtifacts,
  listRunArtifacts
};
