// src/action/events.ts
import { ConfigError } from "../errors.js";
function isRecorded({ event, branch, defaultBranch }) {
  if (event === "push") return branch !== null && branch === defaultBranch;
  return event === "schedule" || event === "workflow_dispatch";
}
var PRIVILEGED = /* @__PURE__ */ new Set(["pull_request_target", "workflow_run"]);
function refusePrivileged({ event }) {
  if (!PRIVILEGED.has(event)) return;
  throw new ConfigError(
    `The event is ${event}, which has the rights of the base repository, so that the code of a pull request must not run under it: measure under pull_request, and see docs/github-action.md for how a pull request from a fork gets its comment.`
  );
}
export {
  isRecorded,
  refusePrivileged
};
