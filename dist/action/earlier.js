// src/action/earlier.ts
import {
  isEarlierCandidate,
  isEarlierTrusted,
  weighsChanges
} from "../baseline/trust.js";
import { DataError, ExpectedError, GitHubError } from "../errors.js";
import { downloadArtifact, listArtifacts, listRunArtifacts } from "../github/artifacts.js";
import { readRun } from "../github/runs.js";
import { parseStored } from "../stored/read.js";
import { roundsSchema } from "../stored/rounds.js";
import { clientOf } from "./client.js";
import { isRecorded } from "./events.js";
import { reportName } from "./outcome.js";
var MOST_RUNS = 10;
var MOST_DOWNLOADS = 5;
var NONE = { rounds: null, notices: [] };
async function fetchEarlier(job, question, log) {
  const { inputs, context, gate } = job;
  const { repository } = context;
  if (question === null || inputs.token === null || isRecorded(context)) return NONE;
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
  const notices = [];
  let downloads = 0;
  try {
    for await (const artifact of candidates(source, wanted)) {
      if (downloads++ === MOST_DOWNLOADS) break;
      const rounds = await read(source, artifact, wanted.question, notices);
      if (rounds !== null) return { rounds, notices };
    }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    const isNamed = error instanceof GitHubError && error.kind === "permission";
    if (!isNamed) notices.push(`An attempt before could not be looked for: ${error.message}`);
  }
  return { rounds: null, notices };
}
async function* candidates(source, { context, gate }) {
  const { repository, event, workflowPath, runId, runAttempt } = context;
  yield* reportsOf(source, gate, runId, runAttempt - 1);
  if (!weighsChanges(event) || repository.id === null || workflowPath === null) return;
  const trust = { repositoryId: repository.id, workflow: workflowPath, runId };
  const listed = (await source.listArtifacts(reportName(gate, 1))).filter((one) => isEarlierCandidate(one, trust));
  for (const artifact of listed.toSorted(newestFirst).slice(0, MOST_RUNS)) {
    const run = await source.readRun(artifact.run.id);
    if (!isEarlierTrusted(run, trust)) continue;
    if (run.attempt === 1) yield artifact;
    else yield* reportsOf(source, gate, artifact.run.id, run.attempt);
  }
}
async function* reportsOf(source, gate, runId, newest) {
  for (let attempt = newest; attempt > 0; attempt--)
    yield* (await source.listRunArtifacts(runId, reportName(gate, attempt))).slice(0, 1);
}
async function read(source, artifact, question, notices) {
  const name = `rounds.json of ${artifact.name} (${artifact.id})`;
  try {
    const text = await source.download(artifact, "rounds.json");
    return parseStored(text, name, "rounds", roundsSchema).question === question ? text : null;
  } catch (error) {
    if (!(error instanceof DataError || error instanceof GitHubError)) throw error;
    if (!isUnmeasured(error)) notices.push(`An attempt before was passed over: ${error.message}`);
    return null;
  }
}
function isUnmeasured({ message }) {
  return message.includes("it holds no file rounds.json");
}
function newestFirst(a, b) {
  return Date.parse(b.createdAt ?? "") - Date.parse(a.createdAt ?? "") || b.id - a.id;
}
export {
  fetchEarlier,
  findEarlier
};
