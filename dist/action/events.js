// src/action/events.ts
import { ConfigError } from "../errors.js";
var RECORDED = /* @__PURE__ */ new Set(["push", "schedule", "workflow_dispatch"]);
function isRecorded({ event, branch, defaultBranch }) {
  return RECORDED.has(event) && branch !== null && branch === defaultBranch;
}
var MEASURED = /* @__PURE__ */ new Set([
  ...["pull_request", "pull_request_review", "pull_request_review_comment", "merge_group"],
  ...["push", "create", "release", "schedule", "workflow_dispatch", "repository_dispatch"],
  ...["deployment", "deployment_status"]
]);
function refusePrivileged({ event }) {
  if (MEASURED.has(event)) return;
  throw new ConfigError(
    `The event is ${event}, which has the rights of the base repository, so that the code of a pull request must not run under it: measure under pull_request, and only report under workflow_run (stage: comment).`
  );
}
export {
  isRecorded,
  refusePrivileged
};
