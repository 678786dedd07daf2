/** For the stand-in of actions/upload-artifact, which runs in a process of its own: it stores what a step uploads. */
import { createZip } from "../zip.ts";
import type { FakeGitHub } from "./index.ts";
import { type Answer, refusal } from "./route.ts";
import { addArtifact } from "./state.ts";

/** POST artifacts?name=&run=&overwrite=true with {"path": "base64 of the content"}. A name is unique in its run. */
export function privateAnswer({ state }: FakeGitHub, method: string, url: URL, body: Buffer): Answer {
  if (`${method} ${url.pathname}` !== "POST /_fake/artifacts") return refusal(404, "The fake has no such private call");
  const query = url.searchParams;
  const name = query.get("name");
  const runId = Number(query.get("run"));
  if (!name || !state.runs.some(({ id }) => id === runId)) return refusal(400, "The fake needs a name and a known run");
  const same = state.artifacts.findIndex((artifact) => artifact.runId === runId && artifact.name === name);
  if (same >= 0) {
    if (query.get("overwrite") !== "true") return refusal(409, "Conflict: an artifact with this name already exists");
    // Overwriting makes a new artifact.
    state.artifacts.splice(same, 1);
  }
  const files = Object.entries(JSON.parse(body.toString()) as Record<string, string>);
  const zip = createZip(files.map(([path, content]) => ({ name: path, content: Buffer.from(content, "base64") })));
  return { status: 201, body: { id: addArtifact(state, { name, runId, zip }).id } };
}
