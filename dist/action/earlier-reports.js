// src/action/earlier-reports.ts
import {
  isEarlierCandidate,
  isEarlierTrusted,
  weighsChanges
} from "../baseline/trust.js";
import { reportName } from "./outcome.js";
var MOST_RUNS = 10;
var MOST_ATTEMPTS = 50;
async function* reportsBefore(source, { context, gate }, isAsked) {
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
function newestFirst(a, b) {
  return Date.parse(b.createdAt ?? "") - Date.parse(a.createdAt ?? "") || b.id - a.id;
}
export {
  newestFirst,
  reportsBefore
};
