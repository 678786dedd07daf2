import { GitHubError, type GitHubErrorKind } from "../errors.ts";
import { printable } from "../system/log.ts";
import { networkFault } from "../system/network.ts";

export interface Call {
  /** Follows "could not": "list the comments of #7". */
  readonly what: string;
  /** What the job's `permissions` must hold for it; null when every token may. */
  readonly needs:
    | "actions: read"
    | "checks: write"
    | "contents: read"
    | "pull-requests: read"
    | "pull-requests: write"
    | null;
}

/** What is read of an error: octokit's RequestError has it all, an error of the network no response. */
interface Failure {
  readonly message: string;
  readonly status?: number;
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | number | undefined>>;
  };
}

/** Turns whatever a call threw into the one error class of this folder. */
export function explainFailure(call: Call, error: unknown): GitHubError {
  if (error instanceof GitHubError) return error;
  const failure = failureOf(error);
  const kind = kindOf(failure);
  const status = failure.response?.status ?? null;
  const said = (status === null ? networkFault(error) : undefined) ?? quoted(failure.message);
  const answer = status === null ? said : `${status}${said === "" ? "" : `: ${said}`}`;
  const cure = cureOf(kind, status, call);
  return new GitHubError(
    kind,
    status,
    `GitHub: could not ${call.what} (${answer})${cure === "" ? "." : `; ${cure}.`}`,
    {
      cause: error,
    },
  );
}

/** Whether GitHub may have done what was asked all the same: who asks again must look first. */
export function mayBeStored(error: unknown): boolean {
  if (!(error instanceof GitHubError)) return false;
  return error.status === null || error.status < 400 || error.status >= 500;
}

/** Whether GitHub refused for want of a right that the token may lack on purpose. */
export function isMissingRight(error: unknown): boolean {
  return error instanceof GitHubError && error.kind === "permission";
}

/**
 * How many seconds GitHub asks to wait, or undefined when it did not refuse for its rate limits.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: retry-after, else the reset of an
 * exhausted limit, else a minute.
 */
export function rateLimitWait(error: unknown, now: number): number | undefined {
  const { status, message, response } = failureOf(error);
  if (status !== 403 && status !== 429) return undefined;
  const headers = response?.headers ?? {};
  const asked = seconds(headers["retry-after"]);
  if (asked !== undefined) return asked;
  if (String(headers["x-ratelimit-remaining"]) === "0") {
    const reset = seconds(headers["x-ratelimit-reset"]);
    // A second later, so that the wait ends after the reset and not at it.
    if (reset !== undefined) return Math.max(0, Math.ceil(reset - now / 1000) + 1);
    return 60;
  }
  return status === 429 || /secondary rate limit/iu.test(message) ? 60 : undefined;
}

function kindOf(failure: Failure): GitHubErrorKind {
  if (failure.response === undefined) return "unreachable";
  if (rateLimitWait(failure, 0) !== undefined) return "rate-limit";
  switch (failure.status) {
    case 401:
      return "permission";
    case 403:
      // A locked conversation is also refused with 403, but no permission would help.
      return /not accessible|permission|must have/iu.test(failure.message) ? "permission" : "other";
    case 404:
      return "not-found";
    case 410:
      return "gone";
    default:
      return "other";
  }
}

function cureOf(kind: GitHubErrorKind, status: number | null, call: Call): string {
  if (kind === "permission" && status === 401) return "the token is wrong or has expired";
  if (kind === "not-found") return "it is not there, or the token may not see it";
  if (kind !== "permission" || call.needs === null) return "";
  const forks = call.needs.endsWith("write") ? " (runs for forks and for Dependabot never get it)" : "";
  return `the job needs \`permissions: { ${call.needs} }\`${forks}`;
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  // Octokit's error has these fields; of any other they are undefined, which is what Failure allows.
  return error as Error & Failure;
}

/** Text of a server: one line, without the address of the documentation, short. */
function quoted(message: string): string {
  return printable(message)
    .replace(/ - https?:\S+$/u, "")
    .slice(0, 200)
    .replace(/\.$/u, "");
}

function seconds(header: string | number | undefined): number | undefined {
  const text = String(header ?? "");
  return /^\d{1,12}$/u.test(text) ? Number(text) : undefined;
}
