import { createHash } from "node:crypto";
import { z } from "zod";
import { DataError, GitHubError } from "../errors.ts";
import { type Answer, ask, askPages, type Client } from "./client.ts";
import { fetchRedirected } from "./download.ts";
import type { Call } from "./failure.ts";
import type { RepositoryName } from "./repository.ts";
import { readZipEntry } from "./zip.ts";

const artifactSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    size_in_bytes: z.int(),
    expired: z.boolean(),
    created_at: z.string().nullable(),
    digest: z.string().nullish(),
    workflow_run: z
      .object({
        id: z.int().optional(),
        repository_id: z.int().optional(),
        head_repository_id: z.int().optional(),
        head_branch: z.string().nullish(),
        head_sha: z.string().optional(),
      })
      .nullish(),
  })
  .transform(({ workflow_run: run, ...artifact }) => ({
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
      headSha: run?.head_sha ?? null,
    },
  }));

export type Artifact = Readonly<z.output<typeof artifactSchema>>;

/**
 * Three hundred artifacts, the newest first: a reader uses a handful of them. Only decoys could push those further back,
 * and who can upload so many can upload more; but each further hundred would cost every job a call.
 */
const PAGES = 3;

/** The artifacts of this very name, of whatever run: who wrote them is for the caller to judge. @throws GitHubError */
export function listArtifacts(
  { octokit }: Client,
  { owner, name: repo }: RepositoryName,
  name: string,
): Promise<readonly Artifact[]> {
  const { listArtifactsForRepo: route } = octokit.rest.actions;
  const pages = octokit.paginate.iterator(route, { owner, repo, name, per_page: 100 });
  return named(name, `list the artifacts named ${name}`, pages);
}

/** The artifacts of this very name that one run has uploaded, in whichever of its attempts. @throws GitHubError */
export function listRunArtifacts(
  { octokit }: Client,
  { owner, name: repo }: RepositoryName,
  runId: number,
  name: string,
): Promise<readonly Artifact[]> {
  const { listWorkflowRunArtifacts: route } = octokit.rest.actions;
  const pages = octokit.paginate.iterator(route, { owner, repo, run_id: runId, name, per_page: 100 });
  return named(name, `list the artifacts of run ${runId} named ${name}`, pages);
}

/** All that one run has uploaded, in whichever of its attempts. @throws GitHubError */
export function listAllRunArtifacts(
  { octokit }: Client,
  { owner, name: repo }: RepositoryName,
  runId: number,
): Promise<readonly Artifact[]> {
  const { listWorkflowRunArtifacts: route } = octokit.rest.actions;
  const pages = octokit.paginate.iterator(route, { owner, repo, run_id: runId, per_page: 100 });
  return askPages(actions(`list the artifacts of run ${runId}`), z.array(artifactSchema), pages, PAGES);
}

/** A server that does not know the filter lists all. */
async function named(name: string, what: string, pages: AsyncIterable<Answer>): Promise<readonly Artifact[]> {
  const artifacts = await askPages(actions(what), z.array(artifactSchema), pages, PAGES);
  return artifacts.filter((artifact) => artifact.name === name);
}

export interface DownloadLimits {
  /** Of the zip, in bytes. */
  readonly packed: number;
  /** Of the file in it, in bytes. */
  readonly unpacked: number;
}

const LIMITS: DownloadLimits = { packed: 16 * 1024 * 1024, unpacked: 64 * 1024 * 1024 };

/**
 * The text of one file of an artifact. Nothing is written to disk.
 * @throws GitHubError when it cannot be had, of the kind `gone` when it has expired; DataError when it is not what was
 * uploaded, or no zip that such a file may come in; NoEntryError when it is in order, without the file.
 */
export async function downloadArtifact(
  client: Client,
  repository: RepositoryName,
  artifact: Artifact,
  file: string,
  limits: DownloadLimits = LIMITS,
): Promise<string> {
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

/** Where the zip lies: an address that holds its own permission and must not be given the token. */
function askLocation({ octokit, api }: Client, repository: RepositoryName, id: number, call: Call): Promise<URL> {
  const schema = z
    .string()
    .refine((location) => URL.canParse(location, api.href))
    .transform((location) => new URL(location, api));
  return ask(call, schema, async () => {
    const answer = await octokit.rest.actions.downloadArtifact({
      owner: repository.owner,
      repo: repository.name,
      artifact_id: id,
      archive_format: "zip",
      request: { redirect: "manual", parseSuccessResponseBody: false },
    });
    // Octokit types it for a redirect that was followed; here it is a stream, or null.
    await (answer.data as ReadableStream | null)?.cancel();
    return { status: answer.status, data: answer.headers.location };
  });
}

function actions(what: string): Call {
  return { what, needs: "actions: read" };
}
