// src/action/from-run.ts
import { ExpectedError } from "../errors.js";
import { removeComment } from "../github/comments.js";
import { readParents } from "../github/commits.js";
import { listOpenPulls } from "../github/pulls.js";
import { renderUnweighed, renderWeighing } from "../report/render/markdown/weighing.js";
import { besideRun } from "./claims.js";
import { postComments } from "./comment.js";
import { commentsOf, JOINED, pageOf, readReports } from "./gates.js";
import { findOverride } from "./override.js";
import { placeOf } from "./place.js";
async function reportFromRun(asked) {
  const { client, repository, serverUrl, run, gate, join, comment, log } = asked;
  if (!run.isCompleted) return { kind: "none", why: `Run ${run.id} has not ended.` };
  const number = { id: run.id, attempt: run.attempt };
  return post(asked, async (pull) => {
    const confirming = {
      parentsOf: (sha) => readParents(client, repository, sha),
      overrideOf: () => overrideOf(asked, pull)
    };
    const check = (verdict, gate2) => besideRun(verdict, { run, gate: gate2 }, confirming);
    const reports = await readReports({ client, repository, serverUrl, run: number, gate, check, log });
    const comments = reports.length === 0 ? [withoutReport(asked)] : commentsOf(reports, { join, comment, headSha: run.headSha });
    return { reports, comments };
  });
}
function announceRun(asked) {
  const body = renderWeighing(asked.run.headSha, null, { run: pageOf(asked) });
  const one = { gate: awaited(asked), body, wanted: asked.comment === "always" };
  return post(asked, async () => ({ reports: [], comments: [one] }));
}
async function post(asked, say) {
  const { client, author, repository, run, comment, log } = asked;
  if (comment === "never") return { kind: "none", why: "The input comment is never." };
  const place = await placeOf(run, repository.id, (head) => listOpenPulls(client, repository, head));
  if (place.kind === "none") return place;
  const { reports, comments } = await say(place.numbers[0]);
  const at = { client, author, repository, run: { id: run.id, attempt: run.attempt }, numbers: place.numbers };
  const posted = await postComments(at, comments);
  const gate = awaited(asked);
  if (comments.every((one) => one.gate !== gate)) await withdraw(at, gate, log);
  return { kind: "posted", reports, posted };
}
async function withdraw({ client, author, repository, run, numbers }, gate, log) {
  for (const number of numbers)
    await removeComment(client, { repository, number, gate, run }, author).catch((error) => {
      if (!(error instanceof ExpectedError)) throw error;
      log.warn(error.message);
    });
}
async function overrideOf({ client, repository, run, override }, number) {
  if (override === null) return null;
  const { headSha, headBranch: headRef, headRepositoryId } = run;
  const pullRequest = { number, headSha, headRef, headRepositoryId, baseRef: "", isFork: true };
  const about = { event: "pull_request", repository, pullRequest, branch: null, sha: null };
  return (await findOverride(client, about, override, headSha)).override;
}
function withoutReport(asked) {
  const why = "the workflow run has uploaded no report.";
  return { gate: awaited(asked), body: renderUnweighed(asked.run.headSha, why, { run: pageOf(asked) }), wanted: false };
}
function awaited({ gate, join }) {
  return join ? JOINED : gate ?? "default";
}
export {
  announceRun,
  reportFromRun
};
