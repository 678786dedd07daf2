// src/action/comment.ts
import { ExpectedError } from "../errors.js";
import { upsertComment } from "../github/comments.js";
import { clientOf } from "./client.js";
async function writeComment(job, log, body, wanted) {
  const { inputs, context, gate } = job;
  if (context.event !== "pull_request" || context.pullRequest === null || inputs.comment === "never") return null;
  const sticky = {
    repository: context.repository,
    number: context.pullRequest.number,
    gate,
    run: { id: context.runId, attempt: context.runAttempt },
    body,
    when: whenOf(wanted)
  };
  const { url } = await upsertComment(clientOf(job, log), sticky, authorOf(job));
  return url;
}
function authorOf({ inputs }) {
  return inputs.tokenOf === "workflow" ? "workflow" : "ask";
}
function whenOf(wanted) {
  return wanted ? "always" : "only-existing";
}
async function postComments({ client, author, repository, run, numbers }, comments) {
  const posted = [];
  for (const number of numbers)
    for (const { gate, body, wanted } of comments) {
      const sticky = { repository, number, gate, run, body, when: whenOf(wanted) };
      const result = await upsertComment(client, sticky, author).catch((error) => {
        if (error instanceof ExpectedError) return error;
        throw error;
      });
      posted.push({ number, gate, result });
    }
  return posted;
}
function isWanted(policy, outcome) {
  const passed = outcome.kind === "verdict" && outcome.verdict.verdict === "pass";
  switch (policy) {
    case "always":
      return true;
    case "never":
      return false;
    case "on-fail":
      return !passed;
    case "on-change":
      return !passed || outcome.verdict.comparisons.some(({ change }) => change === "improved");
    default:
      return policy;
  }
}
export {
  authorOf,
  isWanted,
  postComments,
  writeComment
};
