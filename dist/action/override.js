// src/action/override.ts
import { ExpectedError } from "../errors.js";
import { listComments } from "../github/issue-comments.js";
import { listLabelledPullsOf, readLabelledPull } from "../github/labelled-pulls.js";
import { parseOverrideComment } from "../github/override-comment.js";
import { isAtLeast, readPermission } from "../github/permissions.js";
import { withConfirmed } from "./claims.js";
import { clientOf } from "./client.js";
function confirmedIn(job, verdict, log) {
  return withConfirmed(verdict, async () => (await overrideIn(job, verdict.head.commit, log)).override);
}
var NONE = { override: null, notices: [] };
var MOST_REFUSED = 5;
function overrideIn(job, weighed, log) {
  const { inputs, context } = job;
  const { label, permission } = inputs.override;
  if (label === null || inputs.token === null || weighed === null) return Promise.resolve(NONE);
  return findOverride(clientOf(job, log), context, { label, permission }, weighed);
}
async function findOverride(client, context, policy, weighed) {
  try {
    const pull = await pullOf(client, context);
    if (pull === null || !pull.labels.includes(policy.label)) return NONE;
    const own = context.event === "pull_request" ? context.pullRequest?.headSha : pull.headSha;
    if (own !== pull.headSha)
      return {
        override: null,
        notices: [`The label ${policy.label} is not for this run: head is ${short(pull)} now.`]
      };
    return await askedFor(client, context, pull, policy, weighed);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { override: null, notices: [`Whether somebody has overridden this gate is not known: ${error.message}`] };
  }
}
async function pullOf(client, { event, repository, pullRequest, branch, sha }) {
  if (event === "pull_request") return pullRequest && readLabelledPull(client, repository, pullRequest.number);
  const queued = /^gh-readonly-queue\/.+\/pr-([1-9]\d{0,9})-[0-9a-f]{40,64}$/u.exec(branch ?? "")?.[1];
  if (event === "merge_group")
    return queued === void 0 ? null : readLabelledPull(client, repository, Number(queued));
  if (event !== "push" || sha === null) return null;
  return (await listLabelledPullsOf(client, repository, sha)).find(({ mergedAs }) => mergedAs === sha) ?? null;
}
async function askedFor(client, { repository }, { number, headSha }, { label, permission }, weighed) {
  const requests = (await listComments(client, { repository, number })).flatMap(requestIn).reverse();
  const refused = /* @__PURE__ */ new Set();
  const asked = /* @__PURE__ */ new Map();
  for (const { comment, request, by } of requests) {
    const said = `The override that ${by} asked for`;
    const named = request.commit.slice(0, 10);
    if (request.commit !== headSha) {
      const isShort = headSha.startsWith(request.commit);
      refused.add(
        isShort ? `${said} names ${named}: write the commit in full, since another can be made that begins alike.` : `${said} is of ${named}, and head is ${short({ headSha })}.`
      );
      continue;
    }
    if (comment.isEdited) {
      refused.add(`${said} does not count, as the comment was edited since.`);
      continue;
    }
    const held = asked.get(by) ?? await readPermission(client, repository, by);
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
      ...[...refused].slice(0, MOST_REFUSED)
    ]
  };
}
function short({ headSha }) {
  return headSha.slice(0, 10);
}
function requestIn(comment) {
  const request = parseOverrideComment(comment.body);
  if (request === null || comment.minimized || comment.user?.type !== "User") return [];
  return [{ comment, request, by: comment.user.login }];
}
export {
  confirmedIn,
  findOverride,
  overrideIn
};
