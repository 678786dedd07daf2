import { z } from "zod";
import { ask, type Client } from "./client.ts";
import type { RepositoryName } from "./repository.ts";

const commitSchema = z.object({ parents: z.array(z.object({ sha: z.string() })) });

/** The commits before one, by full sha, in their order. @throws GitHubError */
export async function readParents(
  { octokit }: Client,
  { owner, name: repo }: RepositoryName,
  sha: string,
): Promise<readonly string[]> {
  const { parents } = await ask({ what: `read commit ${sha}`, needs: "contents: read" }, commitSchema, () =>
    octokit.rest.git.getCommit({ owner, repo, commit_sha: sha }),
  );
  return parents.map((parent) => parent.sha);
}
