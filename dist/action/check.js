// src/action/check.ts
import { writeCheck } from "../github/checks.js";
import { isMissingRight } from "../github/failure.js";
import { checkTitle, conclusionOf } from "../report/render/machines/check.js";
import { checkName } from "./annotations.js";
import { clientOf } from "./client.js";
import { authorOf } from "./comment.js";
import { commitOf, linksOf } from "./job.js";
import { isCancelled } from "./outcome.js";
var CHECKED = /* @__PURE__ */ new Set(["pull_request", "merge_group", "push", "schedule", "workflow_dispatch"]);
async function openCheck(job, log, body) {
  const title = `Weighing ${commitOf(job).slice(0, 10)}`;
  await write(job, log, { state: { status: "in_progress" }, title, summary: body, annotations: [] });
}
async function completeCheck(job, log, { outcome, body, annotations }) {
  const { conclusion, title } = inShort(job, outcome);
  try {
    return await write(job, log, { state: { status: "completed", conclusion }, title, summary: body, annotations });
  } catch (error) {
    const isForeign = job.context.pullRequest?.isFork === true;
    if (isForeign && isMissingRight(error)) return false;
    throw error;
  }
}
function inShort(job, outcome) {
  if (outcome.kind === "verdict")
    return { conclusion: conclusionOf(outcome.verdict), title: checkTitle(outcome.verdict) };
  if (isCancelled(job, outcome))
    return { conclusion: "cancelled", title: "Not weighed: the job was cancelled" };
  return { conclusion: "failure", title: "Could not measure: the job ended without a verdict" };
}
async function write(job, log, said) {
  const { inputs, context, gate } = job;
  const commit = commitOf(job);
  if (!inputs.check || !CHECKED.has(context.event) || commit === "") return false;
  const { repository, runId, runAttempt } = context;
  const check = {
    repository,
    commit,
    name: checkName(gate),
    gate,
    run: { id: runId, attempt: runAttempt },
    detailsUrl: linksOf(job).run,
    ...said
  };
  await writeCheck(clientOf(job, log), check, authorOf(job));
  return true;
}
export {
  completeCheck,
  openCheck
};
