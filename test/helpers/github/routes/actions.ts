import { createHash } from "node:crypto";
import { type Exchange, page, type Route, refusal } from "../route.ts";
import { sample } from "../sample.ts";
import type { FakeArtifact, FakeRun } from "../state.ts";

const ACTIONS = "/repos/{owner}/{repo}/actions";

export const actionsRoutes: readonly Route[] = [
  {
    key: `GET ${ACTIONS}/artifacts`,
    needs: ["actions", "read"],
    answer: (exchange) => listOf(exchange, "artifacts", () => true),
  },
  {
    key: `GET ${ACTIONS}/runs/{run_id}/artifacts`,
    needs: ["actions", "read"],
    answer(exchange) {
      const { run_id: id } = exchange.parameters;
      return listOf(exchange, `runs/${id}/artifacts`, ({ runId }) => String(runId) === id);
    },
  },
  {
    key: `GET ${ACTIONS}/artifacts/{artifact_id}`,
    needs: ["actions", "read"],
    answer: (exchange) => withArtifact(exchange, (artifact) => ({ status: 200, body: artifactOf(exchange, artifact) })),
  },
  {
    key: `GET ${ACTIONS}/artifacts/{artifact_id}/{archive_format}`,
    needs: ["actions", "download"],
    answer: (exchange) =>
      withArtifact(exchange, ({ id, expired }) =>
        expired
          ? refusal(410, "Artifact has expired")
          : { status: 302, headers: { location: `${exchange.storageUrl}/zips/${id}?signature=fake` } },
      ),
  },
  {
    key: `GET ${ACTIONS}/runs/{run_id}`,
    needs: ["actions", "read"],
    answer({ state, parameters }) {
      const run = state.runs.find(({ id }) => String(id) === parameters.run_id);
      return run ? { status: 200, body: runOf(run, state.repository.id) } : refusal(404, "Not Found");
    },
  },
];

function withArtifact(
  { state, parameters }: Exchange,
  answer: (artifact: FakeArtifact) => ReturnType<Route["answer"]>,
) {
  const artifact = state.artifacts.find(({ id }) => String(id) === parameters.artifact_id);
  return artifact ? answer(artifact) : refusal(404, "Not Found");
}

/** Newest first, as GitHub lists them. */
function listOf(exchange: Exchange, path: string, belongs: (artifact: FakeArtifact) => boolean) {
  const { state, query, parameters } = exchange;
  const name = query.get("name");
  const artifacts = state.artifacts.filter(
    (artifact) => belongs(artifact) && (name === null || artifact.name === name),
  );
  const newest = artifacts.toSorted((a, b) => b.id - a.id);
  return page(exchange, `/repos/${parameters.owner}/${parameters.repo}/actions/${path}`, newest, (some) => ({
    total_count: artifacts.length,
    artifacts: some.map((artifact) => artifactOf(exchange, artifact)),
  }));
}

function artifactOf({ apiUrl, state }: Exchange, artifact: FakeArtifact) {
  const { id, name, zip, expired, digest } = artifact;
  const url = `${apiUrl}/repos/${state.repository.owner}/${state.repository.name}/actions/artifacts/${id}`;
  const run = state.runs.find((one) => one.id === artifact.runId);
  return {
    ...sample("artifact"),
    id,
    name,
    url,
    expired,
    archive_download_url: `${url}/zip`,
    size_in_bytes: zip.length,
    created_at: new Date(Date.UTC(2026, 0, 1) + id * 1000).toISOString(),
    digest: digest === undefined ? `sha256:${createHash("sha256").update(zip).digest("hex")}` : digest,
    workflow_run: run && {
      id: run.id,
      repository_id: state.repository.id,
      head_repository_id: run.headRepositoryId,
      head_sha: run.headSha,
      ...(run.headBranch === null ? {} : { head_branch: run.headBranch }),
    },
  };
}

function runOf(run: FakeRun, repositoryId: number) {
  const repository = sample("minimal-repository");
  return {
    ...sample("workflow-run"),
    id: run.id,
    event: run.event,
    path: run.path,
    status: "completed",
    head_branch: run.headBranch,
    head_sha: run.headSha,
    run_attempt: run.attempt,
    repository: { ...repository, id: repositoryId },
    head_repository: {
      ...repository,
      id: run.headRepositoryId,
      owner: { ...sample("simple-user"), login: run.headOwner },
    },
  };
}
