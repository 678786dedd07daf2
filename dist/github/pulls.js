// src/github/pulls.ts
import { z } from "../vendor/zod.js";
import { askPages } from "./client.js";
var repository = z.object({ id: z.int() }).nullable();
var pullSchema = z.object({
  number: z.int().positive(),
  state: z.string(),
  head: z.object({ ref: z.string(), sha: z.string(), repo: repository }),
  base: z.object({ repo: repository })
}).transform(({ number, state, head, base }) => ({
  number,
  isOpen: state === "open",
  headRef: head.ref,
  headSha: head.sha,
  /** null when the fork has been deleted. */
  headRepositoryId: head.repo?.id ?? null,
  baseRepositoryId: base.repo?.id ?? null
}));
function listOpenPulls({ octokit }, { owner, name: repo }, head) {
  const from = `${head.owner}:${head.branch}`;
  const parameters = { owner, repo, head: from, state: "open", per_page: 100 };
  const pages = octokit.paginate.iterator(octokit.rest.pulls.list, parameters);
  return askPages(
    { what: `list the pull requests of ${from}`, needs: "pull-requests: write" },
    z.array(pullSchema),
    pages,
    1
  );
}
export {
  listOpenPulls
};
