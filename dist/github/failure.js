// src/github/failure.ts
import { GitHubError } from "../errors.js";
import { printable } from "../system/log.js";
import { networkFault } from "../system/network.js";
function explainFailure(call, error) {
  if (error instanceof GitHubError) return error;
  const failure = failureOf(error);
  const kind = kindOf(failure);
  const status = failure.response?.status ?? null;
  const said = (status === null ? networkFault(error) : void 0) ?? quoted(failure.message);
  const answer = status === null ? said : `${status}${said === "" ? "" : `: ${said}`}`;
  const cure = cureOf(kind, status, call);
  return new GitHubError(
    kind,
    status,
    `GitHub: could not ${call.what} (${answer})${cure === "" ? "." : `; ${cure}.`}`,
    {
      cause: error
    }
  );
}
function mayBeStored(error) {
  if (!(error instanceof GitHubError)) return false;
  return error.status === null || error.status < 400 || error.status >= 500;
}
function isMissingRight(error) {
  return error instanceof GitHubError && error.kind === "permission";
}
function rateLimitWait(error, now) {
  const { status, message, response } = failureOf(error);
  if (status !== 403 && status !== 429) return void 0;
  const headers = response?.headers ?? {};
  const asked = seconds(headers["retry-after"]);
  if (asked !== void 0) return asked;
  if (String(headers["x-ratelimit-remaining"]) === "0") {
    const reset = seconds(headers["x-ratelimit-reset"]);
    if (reset !== void 0) return Math.max(0, Math.ceil(reset - now / 1e3) + 1);
    return 60;
  }
  return status === 429 || /secondary rate limit/iu.test(message) ? 60 : void 0;
}
function kindOf(failure) {
  if (failure.response === void 0) return "unreachable";
  if (rateLimitWait(failure, 0) !== void 0) return "rate-limit";
  switch (failure.status) {
    case 401:
      return "permission";
    case 403:
      return /not accessible|permission|must have/iu.test(failure.message) ? "permission" : "other";
    case 404:
      return "not-found";
    case 410:
      return "gone";
    default:
      return "other";
  }
}
function cureOf(kind, status, call) {
  if (kind === "permission" && status === 401) return "the token is wrong or has expired";
  if (kind === "not-found") return "it is not there, or the token may not see it";
  if (kind !== "permission" || call.needs === null) return "";
  const forks = call.needs.endsWith("write") ? " (runs for forks and for Dependabot never get it)" : "";
  return `the job needs \`permissions: { ${call.needs} }\`${forks}`;
}
function failureOf(error) {
  if (!(error instanceof Error)) return { message: String(error) };
  return error;
}
function quoted(message) {
  return printable(message).replace(/ - https?:\S+$/u, "").slice(0, 200).replace(/\.$/u, "");
}
function seconds(header) {
  const text = String(header ?? "");
  return /^\d{1,12}$/u.test(text) ? Number(text) : void 0;
}
export {
  explainFailure,
  isMissingRight,
  mayBeStored,
  rateLimitWait
};
