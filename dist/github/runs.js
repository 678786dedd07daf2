// src/github/runs.ts
import { z } from "../vendor/zod.js";
import { ask } from "./client.js";
var runSchema = z.object({
  event: z.string(),
  path: z.string(),
  head_branch: z.string().nullable(),
  head_sha: z.string(),
  // A fork may have been deleted since.
  head_repository: z.object({ id: z.int() }).nullable(),
  repository: z.object({ id: z.int() }),
  run_attempt: z.int()
});
async function readRun({ octokit }, repository, id) {
  const { owner, name } = repository;
  const run = await ask(
    { what: `read workflow run ${id}`, needs: "actions: read" },
    runSchema,
    () => octokit.rest.actions.getWorkflowRun({ owner, repo: name, run_id: id })
  );
  return {
    event: run.event,
    path: pathOf(run.path, repository),
    headBranch: run.head_branch,
    headRepositoryId: run.head_repository?.id ?? null,
    repositoryId: run.repository.id,
    headSha: run.head_sha,
    attempt: run.run_attempt
  };
}
function pathOf(path, { owner, name }) {
  const file = path.split("@")[0];
  const own = `${owner}/${name}/`;
  return file.toLowerCase().startsWith(own.toLowerCase()) ? file.slice(own.length) : file;
}
export {
  readRun
};
