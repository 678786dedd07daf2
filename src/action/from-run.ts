/**
 * Reports on a run of a pull request from outside of it, with a token that the run did not have: under `workflow_run`, or
 * from a command line. It checks nothing out and builds nothing. What the run uploaded is data.
 */
import type { CommentPolicy } from "../config/action-inputs.ts";
import { ExpectedError } from "../errors.ts";
import type { Client } from "../github/client.ts";
import { removeComment } from "../github/comments.ts";
import { readParents } from "../github/commits.ts";
import type { Author } from "../github/issue-comments.ts";
import { listOpenPulls } from "../github/pulls.ts";
import type { RepositoryName } from "../github/repository.ts";
import type { Run } from "../github/runs.ts";
import type { Override } from "../model/exception.ts";
import { renderUnweighed, renderWeighing } from "../report/render/markdown/weighing.ts";
import type { Log } from "../system/system.ts";
import { besideRun, type Confirming } from "./claims.ts";
import { type Conversations, type GateComment, type Posted, postComments } from "./comment.ts";
import { commentsOf, JOINED, pageOf, type Reports, readReports } from "./gates.ts";
import type { GateReport } from "./outcome.ts";
import { findOverride, type OverridePolicy } from "./override.ts";
import { placeOf } from "./place.ts";

export interface FromRun {
  readonly client: Client;
  readonly author: Author;
  /** The one that the pull request goes to. */
  readonly repository: RepositoryName & { readonly id: number };
  /** Where people see its pages. */
  readonly serverUrl: string;
  readonly run: Run;
  /** null: every gate that the run has uploaded a report of. */
  readonly gate: string | null;
  readonly join: boolean;
  readonly comment: CommentPolicy;
  /** By which somebody may let a commit pass; null: nobody may. */
  readonly override: OverridePolicy | null;
  readonly log: Pick<Log, "warn">;
}

export type Reported =
  | { readonly kind: "posted"; readonly reports: readonly GateReport[]; readonly posted: readonly Posted[] }
  /** Rightly nothing. A sentence. */
  | { readonly kind: "none"; readonly why: string };

/** What the run came to. @throws GitHubError when GitHub cannot be asked */
export async function reportFromRun(asked: FromRun): Promise<Reported> {
  const { client, repository, serverUrl, run, gate, join, comment, log } = asked;
  if (!run.isCompleted) return { kind: "none", why: `Run ${run.id} has not ended.` };
  const number = { id: run.id, attempt: run.attempt };
  return post(asked, async (pull) => {
    const confirming: Confirming = {
      parentsOf: (sha) => readParents(client, repository, sha),
      overrideOf: () => overrideOf(asked, pull),
    };
    const check: Reports["check"] = (verdict, gate) => besideRun(verdict, { run, gate }, confirming);
    const reports = await readReports({ client, repository, serverUrl, run: number, gate, check, log });
    const comments =
      reports.length === 0 ? [withoutReport(asked)] : commentsOf(reports, { join, comment, headSha: run.headSha });
    return { reports, comments };
  });
}

/** That the run is under way: what stands in the comment so far is of an earlier commit. @throws GitHubError */
export function announceRun(asked: FromRun): Promise<Reported> {
  const body = renderWeighing(asked.run.headSha, null, { run: pageOf(asked) });
  const one = { gate: awaited(asked), body, wanted: asked.comment === "always" };
  return post(asked, async () => ({ reports: [], comments: [one] }));
}

async function post(
  asked: FromRun,
  say: (
    pull: number,
  ) => Promise<{ readonly reports: readonly GateReport[]; readonly comments: readonly GateComment[] }>,
): Promise<Reported> {
  const { client, author, repository, run, comment, log } = asked;
  if (comment === "never") return { kind: "none", why: "The input comment is never." };
  const place = await placeOf(run, repository.id, (head) => listOpenPulls(client, repository, head));
  if (place.kind === "none") return place;
  const { reports, comments } = await say(place.numbers[0]!);
  // As of the run that measured: a comment of a newer one stays, whichever job writes first.
  const at = { client, author, repository, run: { id: run.id, attempt: run.attempt }, numbers: place.numbers };
  const posted = await postComments(at, comments);
  const gate = awaited(asked);
  if (comments.every((one) => one.gate !== gate)) await withdraw(at, gate, log);
  return { kind: "posted", reports, posted };
}

/** Where a run turns out to have other gates than the one that was announced, that one would wait for ever. */
async function withdraw(
  { client, author, repository, run, numbers }: Conversations,
  gate: string,
  log: FromRun["log"],
): Promise<void> {
  for (const number of numbers)
    await removeComment(client, { repository, number, gate, run }, author).catch((error: unknown) => {
      if (!(error instanceof ExpectedError)) throw error;
      log.warn(error.message);
    });
}

/** Of one of the pull requests: where there are several, the words are the same for all. */
async function overrideOf({ client, repository, run, override }: FromRun, number: number): Promise<Override | null> {
  if (override === null) return null;
  const { headSha, headBranch: headRef, headRepositoryId } = run;
  const pullRequest = { number, headSha, headRef, headRepositoryId, baseRef: "", isFork: true };
  const about = { event: "pull_request", repository, pullRequest, branch: null, sha: null };
  return (await findOverride(client, about, override, headSha)).override;
}

/** Only where a comment says already that it will hold the verdict: a run may have had nothing to weigh. */
function withoutReport(asked: FromRun): GateComment {
  const why = "the workflow run has uploaded no report.";
  return { gate: awaited(asked), body: renderUnweighed(asked.run.headSha, why, { run: pageOf(asked) }), wanted: false };
}

/** Before there are reports nobody knows the gates but by what was asked for. */
function awaited({ gate, join }: FromRun): string {
  return join ? JOINED : (gate ?? "default");
}
