// src/action/place.ts
async function placeOf(run, repositoryId, list) {
  const { event, path, headOwner: owner, headBranch: branch } = run;
  if (run.repositoryId !== repositoryId) return none(`Run ${run.id} is of another repository.`);
  if (event !== "pull_request")
    return none(`Run ${run.id} was started by ${event}: only a pull_request has a comment.`);
  if (!path.startsWith(".github/workflows/"))
    return none(`Run ${run.id} is of ${path}, which is no workflow file of this repository.`);
  if (owner === null || branch === null)
    return none(`Run ${run.id} is of a branch or a fork that has been deleted since.`);
  const pulls = (await list({ owner, branch })).filter((pull) => isOf(pull, run, branch));
  const numbers = pulls.filter(({ headSha }) => headSha === run.headSha).map(({ number }) => number);
  if (numbers.length > 0) return { kind: "pulls", numbers };
  const [moved] = pulls;
  return none(
    moved === void 0 ? `No open pull request comes from ${owner}:${branch}: it has been closed since, or the fork has another name now.` : `Run ${run.id} is of ${run.headSha.slice(0, 10)}, but #${moved.number} has been pushed to since: its head is ${moved.headSha.slice(0, 10)}.`
  );
}
function isOf(pull, run, branch) {
  return pull.isOpen && pull.headRef === branch && pull.headRepositoryId === run.headRepositoryId && pull.headRepositoryId !== null && pull.baseRepositoryId === run.repositoryId;
}
var none = (why) => ({ kind: "none", why });
export {
  placeOf
};
