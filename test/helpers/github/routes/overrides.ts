import { type Exchange, page, type Route } from "../route.ts";
import { sample } from "../sample.ts";
import { pullOf } from "./repository.ts";

const REPO = "/repos/{owner}/{repo}";

/** What is asked to find out whether somebody overrode the gate. */
export const overrideRoutes: readonly Route[] = [
  {
    key: `GET ${REPO}/commits/{commit_sha}/pulls`,
    needs: ["pull-requests", "read"],
    answer(exchange) {
      const { parameters, state } = exchange;
      const { owner, repo, commit_sha: sha } = parameters;
      const pulls = state.pulls.filter((pull) => pull.mergedAs === sha || pull.headSha === sha);
      return page(exchange, `/repos/${owner}/${repo}/commits/${sha}/pulls`, pulls, (some) =>
        some.map((pull) => ({ ...sample("pull-request-simple"), ...pullOf(exchange, pull, "pull-request-simple") })),
      );
    },
  },
  {
    key: `GET ${REPO}/collaborators/{username}/permission`,
    needs: null,
    answer: (exchange) => ({ status: 200, body: permissionOf(exchange) }),
  },
];

/** As GitHub: `permission` has no names for maintain and triage. */
function permissionOf({ state, parameters }: Exchange) {
  const role = state.roles[parameters.username!] ?? "read";
  const permission = role === "maintain" ? "write" : role === "triage" ? "read" : role;
  return { permission, role_name: role, user: null };
}
