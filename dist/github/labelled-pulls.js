// src/github/labelled-pulls.ts
import { z } from "../vendor/zod.js";
import { ask } from "./client.js";
var pullSchema = z.object({
  number: z.int().positive(),
  labels: z.array(z.object({ name: z.string() })),
  head: z.object({ sha: z.string() }),
  merge_commit_sha: z.string().nullable(),
  merged_at: z.string().nullable()
}).transform(({ number, labels, head, merge_commit_sha, merged_at }) => ({
  number,
  labels: labels.map(({ name }) => name),
  headSha: head.sha,
  /** The commit on its base branch; null while it is not merged. */
  mergedAs: merged_at === null ? null : merge_commit_sha
}));
var pulls = (what) => ({ what, needs: "pull-requests: read" });
function readLabelledPull({ octokit }, { owner, name: repo }, number) {
  return ask(pulls(`read #${number}`), pullSchema, () => octokit.rest.pulls.get({ owner, repo, pull_number: number }));
}
function listLabelledPullsOf({ octokit }, { owner, name: repo }, sha) {
  return ask(
    pulls(`list the pull requests of ${sha}`),
    z.array(pullSchema),
    () => octokit.rest.repos.listPullRequestsAssociatedWithCommit({ owner, repo, commit_sha: sha, per_page: 100 })
  );
}
export {
  listLabelledPullsOf,
  readLabelledPull
};
