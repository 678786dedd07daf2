// src/action/events.ts
import { ConfigError } from "../errors.js";
var RECORDED = /* @__PURE__ */ new Set(["push", "schedule", "workflow_dispatch"]);
function isRecorded({ event, branch, defaultBranch }) {
  return RECORDED.has(event) && branch !== null && branch === defaultBranch;
}
var PRIVILEGED = /* @__PURE__ */ new Set(["pull_request_target", "workflow_run", "issue_comment"]);
function refusePrivileged({ event }) {
  if (!PRIVILEGED.has(event)) return;
  throw new ConfigError(
    `The event is ${event}, which has the rights of the base repository, so that the code of a pull request must not run under it: measure under pull_request, and only report under workflow_run (stage: comment).`
  );
}
export {
  isRecorded,
  refusePrivileged
};
