// src/action/earlier.ts
import {
  isEarlierCandidate,
  isEarlierTrusted,
  weighsChanges
} from "../baseline/trust.js";
import { DataError, ExpectedError, GitHubError } from "../errors.js";
import { downloadArtifact, listArtifacts, listRunArtifacts } from "../github/artifacts.js";
import { isMissingRight } from "../github/failure.js";
import { readRun } from "../github/runs.js";
import { NoEntryError } from "../github/zip.js";
import { parseStored } from "../stored/read.js";
import { roundsSchema } from "../stored/rounds.js";
import { clientOf } from "./client.js";
import { isRecorded } from "./events.js";
import { reportName } from "./outcome.js";
var MOST_RUNS = 10;
var MOST_ATTEMPTS = 50;
var MOST_DOWNLOADS = 5;
var NONE = { rounds: null, lost: 0, notices: [] };
async function fetchEarlier(job, question, log) {
  const { inputs, context, gate } = job;
  const { repository } = context;
  if (question === null || isRecorded(context)) return NONE;
  if (inputs.token === null) return unreadable(context, []);
  const client = clientOf(job, log);
  const source = {
    listArtifacts: (name) => listArtifacts(client, repository, name),
    listRunArtifacts: (id, name) => listRunArtifacts(client, repository, id, name),
    readRun: (id) => readRun(client, repository, id),
    download: (artifact, file) => downloadArtifact(client, repository, artifact, file)
  };
  return findEarlier(source, { context, gate, question });
}
async function findEarlier(source, wanted) {
  const { context, question } = wanted;
  const notices = [];
  const unread = [];
  let newest = null;
  let downloads = 0;
  const isAsked = (artifact) => newest === null || newestFirst(artifact, newest.artifact) < 0;
  try {
    for await (const artifact of candidates(source, wanted, isAsked)) {
      const isOwn = artifact.run.id === context.runId;
      if (!isOwn && downloads++ === MOST_DOWNLOADS) break;
      const found = await read(source, artifact, question);
      if (found.kind === "rounds") newest = { artifact, text: found.text };
      if (found.kind !== "unreadable") continue;
      notices.push(`An attempt before was passed over: ${found.why}`);
      if (isOwn) unread.push(artifact);
    }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    const isNamed = isMissingRight(error);
    if (!isNamed) notices.push(`An attempt before could not be looked for: ${error.message}`);
    return unreadable(context, notices);
  }
  return { ...spentBy(unread.filter(isAsked).length, notices), rounds: newest?.text ?? null };
}
function unreadable({ runAttempt }, notices) {
  return spentBy(runAttempt - 1, notices);
}
function spentBy(lost, notices) {
  if (lost === 0) return { ...NONE, notices };
  const these = lost === 1 ? "One attempt before" : `${lost} attempts before`;
  const notice = `${these} of this run could not be read, so this one may spend only what they must have left of the false alarms.`;
  return { rounds: null, lost, notices: [...notices, notice] };
}
async function* candidates(source, { context, gate }, isAsked) {
  const { repository, event, workflowPath, runId, runAttempt, pullRequest } = context;
  yield* reportsOf(source, gate, runId, runAttempt - 1, isAsked);
  if (!weighsChanges(event) || repository.id === null || workflowPath === null) return;
  const trust = { repositoryId: repository.id, workflow: workflowPath, runId };
  const listed = (await source.listArtifacts(reportName(gate, 1))).filter((one) => isEarlierCandidate(one, trust));
  const isOwn = ({ run }) => Number(run.headBranch === pullRequest?.headRef);
  const byChance = listed.toSorted((a, b) => isOwn(b) - isOwn(a) || newestFirst(a, b));
  for (const artifact of byChance.slice(0, MOST_RUNS)) {
    const run = await source.readRun(artifact.run.id);
    if (!isEarlierTrusted(run, trust)) continue;
    if (run.attempt > 1) yield* reportsOf(source, gate, artifact.run.id, run.attempt, isAsked);
    else if (isAsked(artifact)) yield artifact;
  }
}
async function* reportsOf(source, gate, runId, newest, isAsked) {
  for (let attempt = newest; attempt > Math.max(0, newest - MOST_ATTEMPTS); attempt--) {
    const [artifact] = await source.listRunArtifacts(runId, reportName(gate, attempt));
    if (artifact !== void 0 && isAsked(artifact)) yield artifact;
  }
}
async function read(source, artifact, question) {
  const name = `rounds.json of ${artifact.name} (${artifact.id})`;
  try {
    const text = await source.download(artifact, "rounds.json");
    const rounds = parseStored(text, name, "rounds", roundsSchema);
    const answers = rounds.question === question && rounds.weighed.kind !== "no-base";
    return answers ? { kind: "rounds", text } : { kind: "other" };
  } catch (error) {
    if (!(error instanceof DataError || error instanceof GitHubError)) throw error;
    return error instanceof NoEntryError ? { kind: "other" } : { kind: "unreadable", why: error.message };
  }
}
function newestFirst(a, b) {
  return Date.parse(b.createdAt ?? "") - Date.parse(a.createdAt ?? "") || b.id - a.id;
}
export {
  fetchEarlier,
  findEarlier,
  unreadable
};
