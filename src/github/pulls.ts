import { z } from "zod";
import { askPages, type Client } from "./client.ts";
import type { RepositoryName } from "./repository.ts";

const repository = z.object({ id: z.int() }).nullable();

const pullSchema = z
  .object({
    number: z.int().positive(),
    state: z.string(),
    head: z.object({ ref: z.string(), sha: z.string(), repo: repository }),
    base: z.object({ repo: repository }),
  })
  .transform(({ number, state, head, base }) => ({
    number,
    isOpen: state === "open",
    headRef: head.ref,
    headSha: head.sha,
    /** null when the fork has been deleted. */
    headRepositoryId: head.repo?.id ?? null,
    baseRepositoryId: base.repo?.id ?? null,
  }));

export type PullRequest = Readonly<z.output<typeof pullSchema>>;

/** Where a pull request comes from. */
export interface HeadBranch {
  /** Login of the user or organization whose repository it is in. */
  readonly owner: string;
  readonly branch: string;
}

/**
 * The open pull requests of a branch, here or in a fork; there is one a base branch. (What GitHub finds by commit are only
 * those of commits in this repository, so none of a fork's.) @throws GitHubError
 */
export function listOpenPulls(
  { octokit }: Client,
  { owner, name: repo }: RepositoryName,
  head: HeadBranch,
): Promise<readonly PullRequest[]> {
  const from = `${head.owner}:${head.branch}`;
  const parameters = { owner, repo, head: from, state: "open", per_page: 100 } as const;
  const pages = octokit.paginate.iterator(octokit.rest.pulls.list, parameters);
  return askPages(
    { what: `list the pull requests of ${from}`, needs: "pull-requests: write" },
    z.array(pullSchema),
    pages,
    1,
  );
}
