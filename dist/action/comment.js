// src/action/comment.ts
import { upsertComment } from "../github/comments.js";
import { clientOf } from "./client.js";
async function writeComment(job, log, body, create) {
  const { context, gate } = job;
  if (context.event !== "pull_request" || context.pullRequest === null) return null;
  const { url } = await upsertComment(clientOf(job, log), {
    repository: context.repository,
    number: context.pullRequest.number,
    gate,
    run: { id: context.runId, attempt: context.runAttempt },
    body,
    when: create ? "always" : "only-existing"
  });
  return url;
}
export {
  writeComment
};
