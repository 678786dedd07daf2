// src/baseline/trust.ts
var EVENTS = /* @__PURE__ */ new Set(["push", "schedule", "workflow_dispatch"]);
function isCandidate({ createdAt, run }, trust) {
  return run.id !== null && !Number.isNaN(Date.parse(createdAt ?? "")) && isOurs(run, trust);
}
function isTrusted(run, trust) {
  return isOurs(run, trust) && EVENTS.has(run.event) && run.path === trust.workflow;
}
function isOurs({
  headBranch,
  repositoryId,
  headRepositoryId
}, trust) {
  const branchIsOurs = headBranch !== null && trust.branches.includes(headBranch);
  return branchIsOurs && repositoryId === trust.repositoryId && headRepositoryId === trust.repositoryId;
}
export {
  isCandidate,
  isTrusted
};
