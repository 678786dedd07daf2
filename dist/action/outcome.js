// src/action/outcome.ts
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DataError, GitHubError } from "../errors.js";
import { downloadArtifact, listRunArtifacts } from "../github/artifacts.js";
import { NoEntryError } from "../github/zip.js";
import { OUTPUT } from "../report/deliver/uploads.js";
import { parseStored, readStoredText } from "../stored/read.js";
import { verdictSchema } from "../stored/verdict.js";
import { parseWeighed } from "./state.js";
function isCancelled({ inputs }, outcome) {
  return inputs.isCancelled && outcome.kind === "unweighed" && outcome.why === null;
}
function isRed(outcome) {
  return outcome.kind === "unweighed" || outcome.verdict.blocks || outcome.verdict.verdict === "error";
}
function readOutcome({ inputs, state }) {
  const folder = { "weighed.json": state.folder, "verdict.json": join(inputs.folder, OUTPUT) };
  return outcomeOf(async (name) => {
    const path = join(folder[name], name);
    return existsSync(path) ? readStoredText(path) : null;
  });
}
async function downloadOutcome({ context, gate }, client) {
  for (let attempt = context.runAttempt; attempt > 0; attempt--) {
    const name = reportName(gate, attempt);
    const [artifact] = await listRunArtifacts(client, context.repository, context.runId, name);
    if (artifact) return downloadReport(client, context.repository, artifact);
  }
  throw new GitHubError(
    "not-found",
    null,
    `No job of this workflow run has uploaded ${reportName(gate, context.runAttempt)}: let this one wait for the job that measures (needs), with the same gate-id.`
  );
}
var LIMITS = { packed: 16 * 1024 * 1024, unpacked: 16 * 1024 * 1024 };
function downloadReport(client, repository, artifact) {
  return outcomeOf(
    (name) => downloadArtifact(client, repository, artifact, name, LIMITS).catch((error) => {
      if (error instanceof NoEntryError) return null;
      throw error;
    })
  );
}
function regressionsIn(outcomes) {
  const reasons = outcomes.flatMap((one) => one.kind === "verdict" ? one.verdict.reasons : []);
  return JSON.stringify(reasons.flatMap((one) => one.kind === "regressed" ? [one.metric] : []));
}
function reportName(gate, attempt) {
  return `weighbridge-report-${gate}-${attempt}`;
}
var REPORT_NAME = /^weighbridge-report-([a-z0-9][a-z0-9-]{0,39})-([1-9]\d{0,5})$/u;
function parseReportName(name) {
  const [, gate, attempt] = REPORT_NAME.exec(name) ?? [];
  return gate === void 0 ? null : { gate, attempt: Number(attempt) };
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
  downloadReport,
  isCancelled,
  isRed,
  parseReportName,
  readOutcome,
  regressionsIn,
  reportName
};
