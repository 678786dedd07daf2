/**
 * Who lets a commit pass that the gate would block: a label on the pull request, and a comment that names the commit and
 * says why, by somebody with the right to. Asked of GitHub by the steps that have the token, never of what a step that ran
 * the pull request's code has written.
 */
import { ExpectedError } from "../errors.ts";
import type { Client } from "../github/client.ts";
import type { GitHubContext } from "../github/context.ts";
import { type Comment, listComments } from "../github/issue-comments.ts";
import { type LabelledPull, listLabelledPullsOf, readLabelledPull } from "../github/labelled-pulls.ts";
import { type OverrideRequest, parseOverrideComment } from "../github/override-comment.ts";
import { isAtLeast, type Permission, readPermission } from "../github/permissions.ts";
import type { Override } from "../model/exception.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Log } from "../system/system.ts";
import { withConfirmed } from "./claims.ts";
import { clientOf } from "./client.ts";
import type { ActionJob } from "./job.ts";

export interface OverridePolicy {
  /** The label that asks for it. */
  readonly label: string;
  /** The least that who says so must be allowed in the repository. */
  readonly permission: Permission;
}

export interface FoundOverride {
  readonly override: Override | null;
  /** Why a label that is there does nothing: a sentence each. */
  readonly notices: readonly string[];
}

/** What another job of this run has uploaded, as this one may repeat it. */
export function confirmedIn(job: ActionJob, verdict: Verdict, log: Log): Promise<Verdict> {
  return withConfirmed(verdict, async () => (await overrideIn(job, verdict.head.commit, log)).override);
}

type Asked = Pick<GitHubContext, "event" | "repository" | "pullRequest" | "branch" | "sha">;

const NONE: FoundOverride = { override: null, notices: [] };

/** Strangers may comment too: a report is no place for all that they said. */
const MOST_REFUSED = 5;

/** By the inputs of a job. `weighed` as for findOverride; null: not known. */
export function overrideIn(job: ActionJob, weighed: string | null, log: Log): Promise<FoundOverride> {
  const { inputs, context } = job;
  const { label, permission } = inputs.override;
  if (label === null || inputs.token === null || weighed === null) return Promise.resolve(NONE);
  return findOverride(clientOf(job, log), context, { label, permission }, weighed);
}

/**
 * `weighed`: the full sha of head as it is built, which is what the override is for in this job; of a pull request that is
 * GitHub's merge commit. A question that GitHub does not answer leaves the gate as it is, with a notice.
 */
export async function findOverride(
  client: Client,
  context: Asked,
  policy: OverridePolicy,
  weighed: string,
): Promise<FoundOverride> {
  try {
    const pull = await pullOf(client, context);
    if (pull === null || !pull.labels.includes(policy.label)) return NONE;
    // An older run that is started again is of another commit than the one that people see.
    const own = context.event === "pull_request" ? context.pullRequest?.headSha : pull.headSha;
    if (own !== pull.headSha)
      return {
        override: null,
        notices: [`The label ${policy.label} is not for this run: head is ${short(pull)} now.`],
      };
    return await askedFor(client, context, pull, policy, weighed);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { override: null, notices: [`Whether somebody has overridden this gate is not known: ${error.message}`] };
  }
}

/** The pull request that this job is about; null where it is about none. */
async function pullOf(client: Client, { event, repository, pullRequest, branch, sha }: Asked) {
  if (event === "pull_request") return pullRequest && readLabelledPull(client, repository, pullRequest.number);
  const queued = /^gh-readonly-queue\/.+\/pr-([1-9]\d{0,9})-[0-9a-f]{40,64}$/u.exec(branch ?? "")?.[1];
  if (event === "merge_group")
    return queued === undefined ? null : readLabelledPull(client, repository, Number(queued));
  if (event !== "push" || sha === null) return null;
  // Already merged: for the record.
  return (await listLabelledPullsOf(client, repository, sha)).find(({ mergedAs }) => mergedAs === sha) ?? null;
}

async function askedFor(
  client: Client,
  { repository }: Asked,
  { number, headSha }: LabelledPull,
  { label, permission }: OverridePolicy,
  weighed: string,
): Promise<FoundOverride> {
  const requests = (await listComments(client, { repository, number })).flatMap(requestIn).reverse();
  const refused = new Set<string>();
  const asked = new Map<string, Permission>();
  for (const { comment, request, by } of requests) {
    const said = `The override that ${by} asked for`;
    const named = request.commit.slice(0, 10);
    if (request.commit !== headSha) {
      const isShort = headSha.startsWith(request.commit);
      refused.add(
        isShort
          ? `${said} names ${named}: write the commit in full, since another can be made that begins alike.`
          : `${said} is of ${named}, and head is ${short({ headSha })}.`,
      );
      continue;
    }
    // Whoever may write to the repository may change what others have said.
    if (comment.isEdited) {
      refused.add(`${said} does not count, as the comment was edited since.`);
      continue;
    }
    const held = asked.get(by) ?? (await readPermission(client, repository, by));
    asked.set(by, held);
    if (isAtLeast(held, permission)) {
      const { url, at } = comment;
      return { override: { by, permission: held, reason: request.reason, commit: weighed, url, at }, notices: [] };
    }
    refused.add(`${said} does not count: it takes the permission ${permission}, and theirs is ${held}.`);
  }
  const how = `a comment whose first line is "/weighbridge override ${headSha} <reason>"`;
  return {
    override: null,
    notices: [
      `The label ${label} overrides nothing without ${how}, by somebody who may ${permission}.`,
      ...[...refused].slice(0, MOST_REFUSED),
    ],
  };
}

function short({ headSha }: Pick<LabelledPull, "headSha">): string {
  return headSha.slice(0, 10);
}

function requestIn(comment: Comment): readonly { comment: Comment; request: OverrideRequest; by: string }[] {
  const request = parseOverrideComment(comment.body);
  if (request === null || comment.minimized || comment.user?.type !== "User") return [];
  return [{ comment, request, by: comment.user.login }];
}
