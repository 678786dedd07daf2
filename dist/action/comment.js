// src/action/comment.ts
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
    when: wanted ? "always" : "only-existing"
  };
  const { url } = await upsertComment(clientOf(job, log), sticky, inputs.tokenOf === "workflow" ? "workflow" : "ask");
  return url;
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
  isWanted,
  writeComment
};
