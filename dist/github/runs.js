// src/github/runs.ts
import { z } from "../vendor/zod.js";
import { ask } from "./client.js";
var runSchema = z.object({
  id: z.int().positive(),
  event: z.string(),
  path: z.string(),
  status: z.string().nullable(),
  head_branch: z.string().nullable(),
  head_sha: z.string(),
  // A fork may have been deleted since.
  head_repository: z.object({ id: z.int(), owner: z.object({ login: z.string() }).nullish() }).nullable(),
  repository: z.object({ id: z.int() }),
  run_attempt: z.int()
});
function pageOfRun(serverUrl, { owner, name }, id) {
  return `${serverUrl}/${owner}/${name}/actions/runs/${id}`;
}
async function readRun({ octokit }, repository, id) {
  const { owner, name } = repository;
  const run = await ask(
    { what: `read workflow run ${id}`, needs: "actions: read" },
    runSchema,
    () => octokit.rest.actions.getWorkflowRun({ owner, repo: name, run_id: id })
  );
  return runOf(run, repository);
}
function parseRun(value, repository) {
  const run = runSchema.safeParse(value);
  return run.success ? runOf(run.data, repository) : null;
}
function runOf(run, repository) {
  return {
    id: run.id,
    event: run.event,
    path: pathOf(run.path, repository),
    isCompleted: run.status === "completed",
    headBranch: run.head_branch,
    headRepositoryId: run.head_repository?.id ?? null,
    headOwner: run.head_repository?.owner?.login ?? null,
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
  pageOfRun,
  parseRun,
  readRun
};
