/** The REST calls on a pull request's comments (which GitHub counts among the issues'). */
import { z } from "zod";
import { GitHubError } from "../errors.ts";
import { ask, askPages, type Client } from "./client.ts";
import type { Call } from "./failure.ts";
import type { RepositoryName } from "./repository.ts";

const userSchema = z.object({ login: z.string(), type: z.string() });

const commentSchema = z
  .object({
    id: z.int(),
    html_url: z.string(),
    body: z.string().nullish(),
    user: userSchema.nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.string(),
    /** Hidden by somebody; not known to older servers. */
    minimized: z.unknown().optional(),
  })
  .transform(({ id, html_url, body, user, created_at, updated_at, minimized }) => ({
    id,
    url: html_url,
    // A person who edits a comment on the web page leaves CRLF.
    body: (body ?? "").replaceAll("\r\n", "\n"),
    user,
    /** ISO 8601, UTC. */
    at: created_at,
    isEdited: updated_at !== created_at,
    minimized: minimized !== null && minimized !== undefined,
  }));

export type Comment = z.output<typeof commentSchema>;
export type User = z.output<typeof userSchema>;

export interface Place {
  readonly repository: RepositoryName;
  /** Of the pull request. */
  readonly number: number;
}

/** Ten thousand comments: more than any conversation has, so that a server that leads in circles is left. */
const PAGES = 100;

/** Without this permission a private repository's comments cannot be read either; who reads is about to write. */
const comments = (what: string): Call => ({ what, needs: "pull-requests: write" });
const of = ({ repository }: Place) => ({ owner: repository.owner, repo: repository.name });

/** Oldest first. */
export async function listComments({ octokit }: Client, place: Place): Promise<readonly Comment[]> {
  const { listComments: route } = octokit.rest.issues;
  const pages = octokit.paginate.iterator(route, { ...of(place), issue_number: place.number, per_page: 100 });
  const call = comments(`list the comments of #${place.number}`);
  return (await askPages(call, z.array(commentSchema), pages, PAGES)).toSorted((a, b) => a.id - b.id);
}

/** Never repeated: a request without an answer may have been stored all the same. */
export function createComment({ octokit }: Client, place: Place, body: string): Promise<Comment> {
  const parameters = { ...of(place), issue_number: place.number, body, request: { retries: 0 } };
  return ask(comments(`comment on #${place.number}`), commentSchema, () =>
    octokit.rest.issues.createComment(parameters),
  );
}

export function updateComment({ octokit }: Client, place: Place, id: number, body: string): Promise<Comment> {
  const parameters = { ...of(place), comment_id: id, body };
  return ask(comments(`update comment ${id} of #${place.number}`), commentSchema, () =>
    octokit.rest.issues.updateComment(parameters),
  );
}

/** That it is gone already is as good. */
export async function deleteComment({ octokit }: Client, place: Place, id: number): Promise<void> {
  const parameters = { ...of(place), comment_id: id };
  try {
    await ask(comments(`remove comment ${id} of #${place.number}`), z.unknown(), () =>
      octokit.rest.issues.deleteComment(parameters),
    );
  } catch (error) {
    if (!(error instanceof GitHubError && error.kind === "not-found")) throw error;
  }
}

/** Who a client writes as: its token is the workflow's own (GITHUB_TOKEN), or is one that GitHub must be asked about. */
export type Author = "workflow" | "ask";

/** The user that GITHUB_TOKEN writes as. No other App and no person can have this login. */
const WORKFLOW_LOGIN = "github-actions[bot]";

/**
 * Tells whether a user is the one that this client writes as. The workflow's own token may not ask who it is, and need
 * not. Nor may the token of another App: then every bot counts, so that a foreign one that repeats our marker would be
 * taken for ours.
 * @throws GitHubError
 */
export async function ownAuthor({ octokit }: Client, author: Author): Promise<(user: User | null) => boolean> {
  if (author === "workflow") return (user) => user?.login === WORKFLOW_LOGIN;
  const call: Call = { what: "ask whose the token is", needs: null };
  try {
    const me = await ask(call, userSchema, () => octokit.rest.users.getAuthenticated());
    return (user) => user?.login === me.login;
  } catch (error) {
    if (error instanceof GitHubError && error.kind === "permission" && error.status === 403)
      return (user) => user?.type === "Bot";
    throw error;
  }
}
