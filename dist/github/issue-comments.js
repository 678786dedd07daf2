// src/github/issue-comments.ts
import { z } from "../vendor/zod.js";
import { GitHubError } from "../errors.js";
import { ask, askPages } from "./client.js";
var userSchema = z.object({ login: z.string(), type: z.string() });
var commentSchema = z.object({
  id: z.int(),
  html_url: z.string(),
  body: z.string().nullish(),
  user: userSchema.nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.string(),
  /** Hidden by somebody; not known to older servers. */
  minimized: z.unknown().optional()
}).transform(({ id, html_url, body, user, created_at, updated_at, minimized }) => ({
  id,
  url: html_url,
  // A person who edits a comment on the web page leaves CRLF.
  body: (body ?? "").replaceAll("\r\n", "\n"),
  user,
  /** ISO 8601, UTC. */
  at: created_at,
  isEdited: updated_at !== created_at,
  minimized: minimized !== null && minimized !== void 0
}));
var PAGES = 100;
var comments = (what) => ({ what, needs: "pull-requests: write" });
var of = ({ repository }) => ({ owner: repository.owner, repo: repository.name });
async function listComments({ octokit }, place) {
  const { listComments: route } = octokit.rest.issues;
  const pages = octokit.paginate.iterator(route, { ...of(place), issue_number: place.number, per_page: 100 });
  const call = comments(`list the comments of #${place.number}`);
  return (await askPages(call, z.array(commentSchema), pages, PAGES)).toSorted((a, b) => a.id - b.id);
}
function createComment({ octokit }, place, body) {
  const parameters = { ...of(place), issue_number: place.number, body, request: { retries: 0 } };
  return ask(
    comments(`comment on #${place.number}`),
    commentSchema,
    () => octokit.rest.issues.createComment(parameters)
  );
}
function updateComment({ octokit }, place, id, body) {
  const parameters = { ...of(place), comment_id: id, body };
  return ask(
    comments(`update comment ${id} of #${place.number}`),
    commentSchema,
    () => octokit.rest.issues.updateComment(parameters)
  );
}
async function deleteComment({ octokit }, place, id) {
  const parameters = { ...of(place), comment_id: id };
  try {
    await ask(
      comments(`remove comment ${id} of #${place.number}`),
      z.unknown(),
      () => octokit.rest.issues.deleteComment(parameters)
    );
  } catch (error) {
    if (!(error instanceof GitHubError && error.kind === "not-found")) throw error;
  }
}
var WORKFLOW_LOGIN = "github-actions[bot]";
async function ownAuthor({ octokit }, author) {
  if (author === "workflow") return (user) => user?.login === WORKFLOW_LOGIN;
  const call = { what: "ask whose the token is", needs: null };
  try {
    const me = await ask(call, userSchema, () => octokit.rest.users.getAuthenticated());
    return (user) => user?.login === me.login;
  } catch (error) {
    if (error instanceof GitHubError && error.kind === "permission" && error.status === 403)
      return (user) => user?.type === "Bot";
    throw error;
  }
}
export {
  createComment,
  deleteComment,
  listComments,
  ownAuthor,
  updateComment
};
