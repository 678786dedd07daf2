import { type Route, refusal } from "../route.ts";
import { sample } from "../sample.ts";

export const commitRoutes: readonly Route[] = [
  {
    key: "GET /repos/{owner}/{repo}/git/commits/{commit_sha}",
    needs: ["contents", "read"],
    answer({ state, parameters }) {
      const sha = parameters.commit_sha!;
      const found = state.commits.get(sha);
      if (!found) return refusal(404, "Not Found");
      const url = "https://github.invalid/commit";
      const parents = found.map((parent) => ({ sha: parent, url, html_url: url }));
      return { status: 200, body: { ...sample("git-commit"), sha, parents } };
    },
  },
];
