// src/action/claims.ts
import { wouldBlock } from "../compare/judge.js";
import { ExpectedError, GitHubError } from "../errors.js";
var FULL_SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;
async function besideRun(verdict, { run, gate }, { parentsOf, overrideOf }) {
  const isFork = run.headRepositoryId !== run.repositoryId;
  const confirmed = await withConfirmed(verdict, overrideOf);
  const notices = [
    ...await mismatch(verdict.head.commit, run.headSha, parentsOf),
    ...isFork ? [
      `Measured by a run of the fork ${run.headOwner ?? "of somebody"}, whose code could have changed these numbers.`
    ] : []
  ];
  return {
    ...confirmed,
    gate,
    head: { ...verdict.head, commit: run.headSha },
    notices: [...notices, ...confirmed.notices]
  };
}
async function withConfirmed(verdict, overrideOf) {
  if (verdict.override === null) return verdict;
  const override = await overrideOf();
  const notice = "That somebody let this pass is left out: GitHub does not confirm what the report says.";
  if (override !== null) return { ...verdict, override };
  return { ...verdict, override, blocks: wouldBlock(verdict), notices: [notice, ...verdict.notices] };
}
async function mismatch(claimed, head, parentsOf) {
  if (claimed === head) return [];
  const short = head.slice(0, 10);
  if (claimed === null || !FULL_SHA.test(claimed))
    return [`The report does not say which commit was weighed; this run is of ${short}.`];
  const found = await parentsOf(claimed).catch((error) => {
    if (error instanceof ExpectedError) return error;
    throw error;
  });
  const what = `The report is of commit ${claimed.slice(0, 10)}`;
  if (found instanceof GitHubError && found.kind !== "not-found")
    return [
      `${what}; whether that is a merge of ${short}, the commit of this run, could not be asked: ${found.message}`
    ];
  if (!(found instanceof Error) && found[1] === head) return [];
  return [`${what}, which is neither ${short}, the commit of this run, nor a merge of it into the base branch.`];
}
export {
  besideRun,
  withConfirmed
};
