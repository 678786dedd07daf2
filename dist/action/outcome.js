// src/action/outcome.ts
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DataError, GitHubError } from "../errors.js";
import { downloadArtifact, listArtifacts } from "../github/artifacts.js";
import { parseStored } from "../stored/read.js";
import { verdictSchema } from "../stored/verdict.js";
import { parseWeighed } from "./state.js";
function readOutcome({ inputs, state }) {
  const folder = { "weighed.json": state.folder, "verdict.json": join(inputs.folder, ".weighbridge") };
  return outcomeOf((name) => readFile(join(folder[name], name), "utf8").catch(() => null));
}
async function downloadOutcome({ context, gate }, client) {
  for (let attempt = context.runAttempt; attempt > 0; attempt--) {
    const all = await listArtifacts(client, context.repository, reportName(gate, attempt));
    const artifact = all.find(({ run }) => run.id === context.runId);
    if (artifact) return outcomeOf((name) => downloadArtifact(client, context.repository, artifact, name));
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
