/**
 * What a verdict says of itself, beside what GitHub says of the run that uploaded it. The run is that of a pull request:
 * its code ran on that machine, and could have written any verdict. So nothing here makes the numbers true. It keeps a
 * report from standing for another commit or gate, and from speaking with the voice of somebody with rights.
 *
 * - The commit shown is the run's. What was weighed may be that commit, or GitHub's merge of it into the base branch, which
 *   is what actions/checkout takes: its second parent is that commit. A report of anything else says so in its first notice.
 *   (A fork can make a commit with any parents; this finds a workflow that checks out something else, not a lie.)
 * - The gate is the one in the artifact's name: by it the comment is found again.
 * - That somebody overrode the verdict is asked of GitHub again.
 */
import { wouldBlock } from "../compare/judge.ts";
import { ExpectedError, GitHubError } from "../errors.ts";
import type { Run } from "../github/runs.ts";
import type { Override } from "../model/exception.ts";
import type { Verdict } from "../model/verdict.ts";

const FULL_SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

/** What GitHub has to say. */
export interface Confirming {
  /** Of a commit by its full sha. Its failing costs the comparison, not the report. @throws GitHubError */
  readonly parentsOf: (sha: string) => Promise<readonly string[]>;
  /** Who lets the run's commit pass; null: nobody. */
  readonly overrideOf: () => Promise<Override | null>;
}

export async function besideRun(
  verdict: Verdict,
  { run, gate }: { readonly run: Run; readonly gate: string },
  { parentsOf, overrideOf }: Confirming,
): Promise<Verdict> {
  const isFork = run.headRepositoryId !== run.repositoryId;
  const confirmed = await withConfirmed(verdict, overrideOf);
  const notices = [
    ...(await mismatch(verdict.head.commit, run.headSha, parentsOf)),
    ...(isFork
      ? [
          `Measured by a run of the fork ${run.headOwner ?? "of somebody"}, whose code could have changed these numbers.`,
        ]
      : []),
  ];
  return {
    ...confirmed,
    gate,
    head: { ...verdict.head, commit: run.headSha },
    notices: [...notices, ...confirmed.notices],
  };
}

/** As a job that did not measure may repeat it: with the override that GitHub confirms, or none. */
export async function withConfirmed(verdict: Verdict, overrideOf: Confirming["overrideOf"]): Promise<Verdict> {
  if (verdict.override === null) return verdict;
  const override = await overrideOf();
  const notice = "That somebody let this pass is left out: GitHub does not confirm what the report says.";
  if (override !== null) return { ...verdict, override };
  return { ...verdict, override, blocks: wouldBlock(verdict), notices: [notice, ...verdict.notices] };
}

async function mismatch(
  claimed: string | null,
  head: string,
  parentsOf: Confirming["parentsOf"],
): Promise<readonly string[]> {
  if (claimed === head) return [];
  const short = head.slice(0, 10);
  if (claimed === null || !FULL_SHA.test(claimed))
    return [`The report does not say which commit was weighed; this run is of ${short}.`];
  const found = await parentsOf(claimed).catch((error: unknown) => {
    if (error instanceof ExpectedError) return error;
    throw error;
  });
  const what = `The report is of commit ${claimed.slice(0, 10)}`;
  if (found instanceof GitHubError && found.kind !== "not-found")
    return [
      `${what}; whether that is a merge of ${short}, the commit of this run, could not be asked: ${found.message}`,
    ];
  if (!(found instanceof Error) && found[1] === head) return [];
  return [`${what}, which is neither ${short}, the commit of this run, nor a merge of it into the base branch.`];
}
