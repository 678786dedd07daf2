import { type Exchange, page, type Route, refusal } from "../route.ts";
import { sample } from "../sample.ts";
import type { FakePull, FakeUser } from "../state.ts";

const REPO = "/repos/{owner}/{repo}";

export const repositoryRoutes: readonly Route[] = [
  {
    key: "GET /user",
    needs: null,
    answer({ state: { token } }) {
      if (token.kind === "installation") return refusal(403, "Resource not accessible by integration");
      return { status: 200, body: { ...sample("public-user"), ...token.user, user_view_type: "public" } };
    },
  },
  {
    key: `GET ${REPO}`,
    needs: ["contents", "read"],
    answer({ state: { repository } }) {
      const { id, name, owner, defaultBranch, private: isPrivate } = repository;
      const own = { id, name, full_name: `${owner}/${name}`, default_branch: defaultBranch, private: isPrivate };
      return { status: 200, body: { ...sample("full-repository"), ...own } };
    },
  },
  {
    key: `GET ${REPO}/pulls`,
    needs: ["pull-requests", "read"],
    answer(exchange) {
      const { query, state, parameters } = exchange;
      const head = query.get("head");
      const wanted = query.get("state") ?? "open";
      const pulls = state.pulls.filter(
        (pull) =>
          (wanted === "all" || pull.state === wanted) &&
          (head === null || head === `${pull.headOwner}:${pull.headRef}`),
      );
      return page(exchange, `/repos/${parameters.owner}/${parameters.repo}/pulls`, pulls, (some) =>
        some.map((pull) => ({ ...sample("pull-request-simple"), ...pullOf(exchange, pull, "pull-request-simple") })),
      );
    },
  },
  {
    key: `GET ${REPO}/pulls/{pull_number}`,
    needs: ["pull-requests", "read"],
    answer(exchange) {
      const pull = exchange.state.pulls.find(({ number }) => String(number) === exchange.parameters.pull_number);
      if (!pull) return refusal(404, "Not Found");
      return { status: 200, body: { ...sample("pull-request"), ...pullOf(exchange, pull, "pull-request") } };
    },
  },
];

export function userOf({ login, type }: FakeUser) {
  // The nullable form has the same fields, but its smallest is null.
  return { ...sample("simple-user"), login, type };
}

export function pullOf({ state }: Exchange, pull: FakePull, schema: "pull-request" | "pull-request-simple") {
  const whole = sample(schema) as { readonly head: object; readonly base: object };
  const repository = sample("repository");
  return {
    number: pull.number,
    state: pull.state,
    locked: pull.locked,
    labels: (pull.labels ?? []).map((name) => ({ ...sample("label"), name, description: "" })),
    merge_commit_sha: pull.mergedAs ?? null,
    merged_at: pull.mergedAs === undefined ? null : "2026-01-02T03:04:05Z",
    head: {
      ...whole.head,
      label: `${pull.headOwner}:${pull.headRef}`,
      ref: pull.headRef,
      sha: pull.headSha,
      repo: { ...repository, id: pull.headRepositoryId },
    },
    base: { ...whole.base, ref: pull.baseRef, repo: { ...repository, id: state.repository.id } },
  };
}
