// src/baseline/trust.ts
var EVENTS = /* @__PURE__ */ new Set(["push", "schedule", "workflow_dispatch"]);
function isCandidate({ createdAt, run }, trust) {
  return run.id !== null && !Number.isNaN(Date.parse(createdAt ?? "")) && isOurs(run, trust);
}
function isTrusted(run, trust) {
  return isOurs(run, trust) && EVENTS.has(run.event) && run.path === trust.workflow;
}
var WEIGHING = /* @__PURE__ */ new Set(["pull_request", "merge_group"]);
function weighsChanges(event) {
  return WEIGHING.has(event);
}
function isEarlierCandidate({ createdAt, expired, run }, trust) {
  const isOther = run.id !== null && run.id !== trust.runId;
  return isOther && !expired && !Number.isNaN(Date.parse(createdAt ?? "")) && isInside(run, trust);
}
function isEarlierTrusted(run, trust) {
  return isInside(run, trust) && weighsChanges(run.event) && run.path === trust.workflow;
}
function isInside({ repositoryId, headRepositoryId }, trust) {
  return repositoryId === trust.repositoryId && headRepositoryId === trust.repositoryId;
}
function isOurs(run, trust) {
  return run.headBranch !== null && trust.branches.includes(run.headBranch) && isInside(run, trust);
}
export {
  isCandidate,
  isEarlierCandidate,
  isEarlierTrusted,
  isTrusted,
  weighsChanges
};
