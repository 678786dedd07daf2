/** Which GitHub a command speaks to, and as whom: from options, and the variables that a runner and `gh` know. */
import { ConfigError } from "../errors.ts";
import { FULL_NAME, type RepositoryName, repositoryOf } from "../github/repository.ts";
import type { EnvironmentVariables } from "./inputs.ts";

export interface GitHubAccess {
  readonly token: string;
  readonly repository: RepositoryName;
  readonly apiUrl: string;
  /** Where people see its pages. */
  readonly serverUrl: string;
}

/** `repo`: the option, which wins over the variable. @throws ConfigError naming what is missing or wrong */
export function readGitHubAccess(env: EnvironmentVariables, repo: string | undefined): GitHubAccess {
  const token = env.GITHUB_TOKEN || env.GH_TOKEN;
  if (!token) throw new ConfigError("GitHub cannot be asked without a token: set GITHUB_TOKEN or GH_TOKEN.");
  const full = repo ?? env.GITHUB_REPOSITORY ?? "";
  if (!FULL_NAME.test(full)) {
    const found =
      repo === undefined ? `GITHUB_REPOSITORY is ${JSON.stringify(full)}` : `--repo is ${JSON.stringify(full)}`;
    throw new ConfigError(`${found}; expected owner/name: name the repository with --repo.`);
  }
  return {
    token,
    repository: repositoryOf(full),
    apiUrl: urlOf(env, "GITHUB_API_URL", "https://api.github.com"),
    serverUrl: urlOf(env, "GITHUB_SERVER_URL", "https://github.com"),
  };
}

function urlOf(env: EnvironmentVariables, name: string, fallback: string): string {
  const url = env[name] || fallback;
  if (/^https?:\/\//u.test(url) && URL.canParse(url)) return url;
  throw new ConfigError(`${name} is ${JSON.stringify(url.slice(0, 100))}; expected a URL.`);
}
