/** For other processes: a test asks for the state, a stand-in of actions/upload-artifact stores a zip. */
import type { FakeGitHub } from "./index.ts";
import { type Answer, refusal } from "./route.ts";
import { addArtifact } from "./state.ts";

/**
 * GET state, requests, violations; POST state (what to replace of it, all but artifacts), faults (a rule),
 * artifacts?name=&run=&overwrite=true (the zip).
 */
export function privateAnswer(github: FakeGitHub, method: string, url: URL, body: Buffer): Answer {
  const { state } = github;
  switch (`${method} ${url.pathname}`) {
    case "GET /_fake/state": {
      const artifacts = state.artifacts.map(({ zip, ...artifact }) => ({ ...artifact, bytes: zip.length }));
      return { status: 200, body: { ...state, artifacts } };
    }
    case "POST /_fake/state":
      Object.assign(state, JSON.parse(body.toString()));
      return { status: 200, body: {} };
    case "GET /_fake/requests":
      return { status: 200, body: github.requests };
    case "GET /_fake/violations":
      return { status: 200, body: github.violations };
    case "POST /_fake/faults":
      github.fail(JSON.parse(body.toString()));
      return { status: 201, body: {} };
    case "POST /_fake/artifacts":
      return store(github, url.searchParams, body);
    default:
      return refusal(404, "The fake has no such private call");
  }
}

/** A name is unique in its run: storing it again needs `overwrite`, and makes a new artifact. */
function store({ state }: FakeGitHub, query: URLSearchParams, zip: Buffer): Answer {
  const name = query.get("name");
  const runId = Number(query.get("run"));
  if (!name || !state.runs.some(({ id }) => id === runId)) return refusal(400, "The fake needs a name and a known run");
  const same = state.artifacts.findIndex((artifact) => artifact.runId === runId && artifact.name === name);
  if (same >= 0) {
    if (query.get("overwrite") !== "true") return refusal(409, `Conflict: an artifact with this name already exists`);
    state.artifacts.splice(same, 1);
  }
  const { id } = addArtifact(state, { name, runId, zip });
  return { status: 201, body: { id } };
}
