import { expect, test } from "vitest";
import { GitHubError } from "../../src/errors.ts";
import { explainFailure, rateLimitWait } from "../../src/github/failure.ts";

const call = { what: "comment on #7", needs: "pull-requests: write" } as const;
const NOW = 1_700_000_000_000;

/** As octokit's RequestError. */
function failure(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
  return Object.assign(new Error(message), { status, response: { status, headers } });
}

test.each<[name: string, error: unknown, kind: string, status: number | null, message: string]>([
  [
    "a missing permission",
    failure(403, "Resource not accessible by integration - https://docs.github.com/rest/x"),
    "permission",
    403,
    "GitHub: could not comment on #7 (403: Resource not accessible by integration); the job needs `permissions: { pull-requests: write }` (runs for forks and for Dependabot never get it).",
  ],
  [
    "a bad token",
    failure(401, "Bad credentials"),
    "permission",
    401,
    "GitHub: could not comment on #7 (401: Bad credentials); the token is wrong or has expired.",
  ],
  [
    "a locked conversation",
    failure(403, "Unable to create comment because issue is locked."),
    "other",
    403,
    "GitHub: could not comment on #7 (403: Unable to create comment because issue is locked).",
  ],
  [
    "something that is not there",
    failure(404, "Not Found"),
    "not-found",
    404,
    "GitHub: could not comment on #7 (404: Not Found); it is not there, or the token may not see it.",
  ],
  ["something gone", failure(410, "Gone"), "gone", 410, "GitHub: could not comment on #7 (410: Gone)."],
  ["a fault of the server", failure(502, ""), "other", 502, "GitHub: could not comment on #7 (502)."],
  [
    "a limit",
    failure(429, "Too many", { "retry-after": "3600" }),
    "rate-limit",
    429,
    "GitHub: could not comment on #7 (429: Too many).",
  ],
  [
    "no answer",
    new Error("connect ECONNREFUSED 127.0.0.1:1"),
    "unreachable",
    null,
    "GitHub: could not comment on #7 (connect ECONNREFUSED 127.0.0.1:1).",
  ],
  ["what is no error", "oops", "unreachable", null, "GitHub: could not comment on #7 (oops)."],
  [
    "a text that would command the runner",
    failure(500, "a\n::error::b\u001b[31m" + "x".repeat(500)),
    "other",
    500,
    `GitHub: could not comment on #7 (500: a::error::b${"x".repeat(189)}).`,
  ],
])("explains %s", { tags: ["R3"] }, (_, error, kind, status, message) => {
  expect(explainFailure(call, error)).toMatchObject({ kind, status, message, name: "GitHubError" });
});

test("names the permission to read without speaking of forks, and leaves an explained error as it is", () => {
  const error = explainFailure(
    { what: "list artifacts", needs: "actions: read" },
    failure(403, "Resource not accessible by integration"),
  );
  expect(error.message).toMatch(/ \(403: .*\); the job needs `permissions: \{ actions: read \}`\.$/);
  expect(explainFailure(call, error)).toBe(error);
  expect(error).toBeInstanceOf(GitHubError);
});

test.each<[status: number, message: string, headers: Record<string, string>, seconds: number | undefined]>([
  [429, "", { "retry-after": "7" }, 7],
  [403, "", { "retry-after": "0" }, 0],
  [429, "", {}, 60],
  [429, "", { "retry-after": "soon" }, 60],
  [403, "You have exceeded a secondary rate limit", {}, 60],
  [403, "", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${NOW / 1000 + 30}` }, 31],
  [403, "", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${NOW / 1000 - 30}` }, 0],
  [403, "", { "x-ratelimit-remaining": "0" }, 60],
  [403, "", { "retry-after": "2", "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${NOW / 1000 + 30}` }, 2],
  [403, "Resource not accessible by integration", { "x-ratelimit-remaining": "4999" }, undefined],
  [503, "", { "retry-after": "7" }, undefined],
  [200, "", {}, undefined],
])("%i %j %j: wait %s s", { tags: ["R1"] }, (status, message, headers, seconds) => {
  expect(rateLimitWait(failure(status, message, headers), NOW)).toBe(seconds);
});
