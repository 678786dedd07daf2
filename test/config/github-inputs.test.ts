import { expect, test } from "vitest";
import { readGitHubAccess } from "../../src/config/github-inputs.ts";

const env = { GH_TOKEN: "t", GITHUB_REPOSITORY: "octo/shop" };

test("a laptop speaks to github.com, a runner to its own GitHub; the option wins over the variable", {
  tags: ["R23"],
}, () => {
  const access = { token: "t", repository: { owner: "octo", name: "shop" } };
  const github = { apiUrl: "https://api.github.com", serverUrl: "https://github.com" };
  expect(readGitHubAccess(env, undefined)).toEqual({ ...access, ...github });
  const own = { GITHUB_API_URL: "https://ghe.test/api/v3", GITHUB_SERVER_URL: "https://ghe.test" };
  expect(readGitHubAccess({ ...env, ...own, GITHUB_TOKEN: "u" }, "o/r.js")).toEqual({
    token: "u",
    repository: { owner: "o", name: "r.js" },
    apiUrl: "https://ghe.test/api/v3",
    serverUrl: "https://ghe.test",
  });
});

test.each<[Readonly<Record<string, string>>, string | undefined, string]>([
  [{ ...env, GH_TOKEN: "" }, undefined, "set GITHUB_TOKEN or GH_TOKEN"],
  [{ GH_TOKEN: "t" }, undefined, 'GITHUB_REPOSITORY is ""; expected owner/name'],
  [env, "octo/../x", '--repo is "octo/../x"; expected owner/name'],
  [env, "../shop", '--repo is "../shop"'],
  [env, "octo/..", '--repo is "octo/.."'],
  [{ ...env, GITHUB_API_URL: "file:///etc" }, undefined, 'GITHUB_API_URL is "file:///etc"; expected a URL.'],
])("refuses %j with --repo %s", (variables, repo, message) => {
  expect(() => readGitHubAccess(variables, repo)).toThrow(message);
});
