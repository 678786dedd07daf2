/** Pull requests with their labels: whether somebody asked for the gate to be overridden. */
import { z } from "zod";
import { ask, type Client } from "./client.ts";
import type { Call } from "./failure.ts";
import type { RepositoryName } from "./repository.ts";

const pullSchema = z
  .object({
    number: z.int().positive(),
    labels: z.array(z.object({ name: z.string() })),
    head: z.object({ sha: z.string() }),
    merge_commit_sha: z.string().nullable(),
    merged_at: z.string().nullable(),
  })
  .transform(({ number, labels, head, merge_commit_sha, merged_at }) => ({
    number,
    labels: labels.map(({ name }) => name),
    headSha: head.sha,
    /** The commit on its base branch; null while it is not merged. */
    mergedAs: merged_at === null ? null : merge_commit_sha,
  }));

export type LabelledPull = Readonly<z.output<typeof pullSchema>>;

const pulls = (what: string): Call => ({ what, needs: "pull-requests: read" });

/** @throws GitHubError */
export function readLabelledPull(
  { octokit }: Client,
  { owner, name: repo }: RepositoryName,
  number: number,
): Promise<LabelledPull> {
  return ask(pulls(`read #${number}`), pullSchema, () => octokit.rest.pulls.get({ owner, repo, pull_number: number }));
}

/** Those that a commit of this repository is of, merged or not. @throws GitHubError */
export function listLabelledPullsOf(
  { octokit }: Client,
  { owner, name: repo }: RepositoryName,
  sha: string,
): Promise<readonly LabelledPull[]> {
  return ask(pulls(`list the pull requests of ${sha}`), z.array(pullSchema), () =>
    octokit.rest.repos.listPullRequestsAssociatedWithCommit({ owner, repo, commit_sha: sha, per_page: 100 }),
  );
}
