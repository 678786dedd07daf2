// src/config/github-inputs.ts
import { ConfigError } from "../errors.js";
import { FULL_NAME, repositoryOf } from "../github/repository.js";
function readGitHubAccess(env, repo) {
  const token = env.GITHUB_TOKEN || env.GH_TOKEN;
  if (!token) throw new ConfigError("GitHub cannot be asked without a token: set GITHUB_TOKEN or GH_TOKEN.");
  const full = repo ?? env.GITHUB_REPOSITORY ?? "";
  if (!FULL_NAME.test(full)) {
    const found = repo === void 0 ? `GITHUB_REPOSITORY is ${JSON.stringify(full)}` : `--repo is ${JSON.stringify(full)}`;
    throw new ConfigError(`${found}; expected owner/name: name the repository with --repo.`);
  }
  return {
    token,
    repository: repositoryOf(full),
    apiUrl: urlOf(env, "GITHUB_API_URL", "https://api.github.com"),
    serverUrl: urlOf(env, "GITHUB_SERVER_URL", "https://github.com")
  };
}
function urlOf(env, name, fallback) {
  const url = env[name] || fallback;
  if (/^https?:\/\//u.test(url) && URL.canParse(url)) return url;
  throw new ConfigError(`${name} is ${JSON.stringify(url.slice(0, 100))}; expected a URL.`);
}
export {
  readGitHubAccess
};
