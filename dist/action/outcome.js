// src/action/outcome.ts
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DataError, GitHubError } from "../errors.js";
import { downloadArtifact, listRunArtifacts } from "../github/artifacts.js";
import { parseStored, readStoredText } from "../stored/read.js";
import { verdictSchema } from "../stored/verdict.js";
import { parseWeighed } from "./state.js";
function readOutcome({ inputs, state }) {
  const folder = { "weighed.json": state.folder, "verdict.json": join(inputs.folder, ".weighbridge") };
  return outcomeOf(async (name) => {
    const path = join(folder[name], name);
    return existsSync(path) ? readStoredText(path) : null;
  });
}
async function downloadOutcome({ context, gate }, client) {
  for (let attempt = context.runAttempt; attempt > 0; attempt--) {
    const name = reportName(gate, attempt);
    const [artifact] = await listRunArtifacts(client, context.repository, context.runId, name);
    if (artifact) return outcomeOf((name2) => downloadArtifact(client, context.repository, artifact, name2));
  }
  throw new GitHubError(
    "not-found",
    null,
    `No job of this workflow run has uploaded ${reportName(gate, context.runAttempt)}: let this one wait for the job that measures (needs), with the same gate-id.`
  );
}
function reportName(gate, attempt) {
  return `weighbridge-report-${gate}-${attempt}`;
}
async function outcomeOf(read) {
  const text = await read("weighed.json");
  if (text === null) return { kind: "unweighed", why: null };
  const weighed = parseWeighed(text);
  if (weighed.kind === "failed") return { kind: "unweighed", why: weighed.why };
  const verdict = await read("verdict.json");
  if (verdict === null)
    throw new DataError("verdict.json is missing beside weighed.json, which says that there is one.");
  return { kind: "verdict", verdict: parseStored(verdict, "verdict.json", "verdict", verdictSchema) };
}
export {
  downloadOutcome,
  readOutcome,
  reportName
};
