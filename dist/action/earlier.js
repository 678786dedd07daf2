// src/action/earlier.ts
import { DataError, ExpectedError, GitHubError } from "../errors.js";
import { downloadArtifact, listArtifacts, listRunArtifacts } from "../github/artifacts.js";
import { isMissingRight } from "../github/failure.js";
import { readRun } from "../github/runs.js";
import { NoEntryError } from "../github/zip.js";
import { parseStored } from "../stored/read.js";
import { roundsSchema } from "../stored/rounds.js";
import { clientOf } from "./client.js";
import { newestFirst, reportsBefore } from "./earlier-reports.js";
import { isRecorded } from "./events.js";
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
    for await (const artifact of reportsBefore(source, wanted, isAsked)) {
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
export {
  fetchEarlier,
  findEarlier,
  unreadable
};
