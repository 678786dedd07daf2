import { type Exchange, page, type Route, refusal } from "../route.ts";
import { sample } from "../sample.ts";
import { addComment, type FakeComment, type FakePull } from "../state.ts";
import { userOf } from "./repository.ts";

const REPO = "/repos/{owner}/{repo}";

export const commentRoutes: readonly Route[] = [
  {
    key: `GET ${REPO}/issues/{issue_number}`,
    needs: ["pull-requests", "read"],
    answer: (exchange) => withPull(exchange, (pull) => ({ status: 200, body: issueOf(exchange, pull) })),
  },
  {
    key: `GET ${REPO}/issues/{issue_number}/comments`,
    needs: ["pull-requests", "read"],
    answer: (exchange) =>
      withPull(exchange, ({ number }) => {
        const { owner, repo } = exchange.parameters;
        const comments = exchange.state.comments.filter(({ issue }) => issue === number);
        const path = `/repos/${owner}/${repo}/issues/${number}/comments`;
        return page(exchange, path, comments, (some) => some.map((comment) => commentOf(exchange, comment)));
      }),
  },
  {
    key: `POST ${REPO}/issues/{issue_number}/comments`,
    needs: ["pull-requests", "write"],
    answer: (exchange) =>
      withPull(exchange, ({ number, locked }) => {
        if (locked) return refusal(403, "Unable to create comment because issue is locked.");
        const comment = addComment(exchange.state, textOf(exchange), exchange.state.token.user, number);
        return { status: 201, body: commentOf(exchange, comment) };
      }),
  },
  {
    key: `GET ${REPO}/issues/comments/{comment_id}`,
    needs: ["pull-requests", "read"],
    answer: (exchange) => withComment(exchange, (comment) => ({ status: 200, body: commentOf(exchange, comment) })),
  },
  {
    key: `PATCH ${REPO}/issues/comments/{comment_id}`,
    needs: ["pull-requests", "write"],
    answer: (exchange) =>
      withComment(exchange, (comment) => {
        comment.body = textOf(exchange);
        return { status: 200, body: commentOf(exchange, comment) };
      }),
  },
  {
    key: `DELETE ${REPO}/issues/comments/{comment_id}`,
    needs: ["pull-requests", "write"],
    answer: (exchange) =>
      withComment(exchange, (comment) => {
        exchange.state.comments.splice(exchange.state.comments.indexOf(comment), 1);
        return { status: 204 };
      }),
  },
];

function withPull({ state, parameters }: Exchange, answer: (pull: FakePull) => ReturnType<Route["answer"]>) {
  const pull = state.pulls.find(({ number }) => String(number) === parameters.issue_number);
  return pull ? answer(pull) : refusal(404, "Not Found");
}

function withComment({ state, parameters }: Exchange, answer: (comment: FakeComment) => ReturnType<Route["answer"]>) {
  const comment = state.comments.find(({ id }) => String(id) === parameters.comment_id);
  return comment ? answer(comment) : refusal(404, "Not Found");
}

/** The request has been validated by now. */
function textOf({ body }: Exchange): string {
  return (body as { readonly body: string }).body;
}

function commentOf({ apiUrl, state }: Exchange, { id, issue, body, user, minimized, edited = false }: FakeComment) {
  const { owner, name } = state.repository;
  return {
    ...sample("issue-comment"),
    id,
    body,
    user: userOf(user),
    created_at: "2026-01-02T03:04:05Z",
    updated_at: edited ? "2026-01-02T04:00:00Z" : "2026-01-02T03:04:05Z",
    url: `${apiUrl}/repos/${owner}/${name}/issues/comments/${id}`,
    html_url: `https://github.invalid/${owner}/${name}/pull/${issue}#issuecomment-${id}`,
    minimized: minimized ? { ...sample("nullable-issue-comment-minimized"), reason: "outdated" } : null,
  };
}

function issueOf({ apiUrl }: Exchange, { number, state, locked }: FakePull) {
  return {
    ...sample("issue"),
    number,
    state,
    locked,
    pull_request: { url: apiUrl, diff_url: null, html_url: null, patch_url: null },
  };
}
