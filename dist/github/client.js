// src/github/client.ts
import { getOctokit } from "../vendor/@actions/github.js";
import { retry } from "../vendor/@octokit/plugin-retry.js";
import { throttling } from "../vendor/@octokit/plugin-throttling.js";
import { ConfigError, GitHubError } from "../errors.js";
import { proxiedFetch } from "../system/fetch.js";
import { meterOf } from "./allowance.js";
import { explainFailure, rateLimitWait } from "./failure.js";
import { bounded, guard, metered } from "./guard.js";
var WAIT_LIMIT = 2 * 6e4;
var TIME_LIMIT = 2e4;
var ALLOWANCE = { time: 3 * 6e4, calls: 300 };
var NO_LIMIT = 1e3;
function createClient(options) {
  const { token, urls, log, waitLimit = WAIT_LIMIT, timeLimit = TIME_LIMIT } = options;
  if (!/^[\x21-\x7e]+$/u.test(token))
    throw new ConfigError("The GitHub token is empty or has characters that no token has; give it as `token`.");
  const api = new URL(urls.api);
  const meter = meterOf({ ...ALLOWANCE, ...options.allowance });
  const plugins = [guard(api, timeLimit, meter), throttling, patience(log, waitLimit, meter), retry, metered(meter)];
  const octokit = getOctokit(
    token,
    {
      baseUrl: urls.api.replace(/\/+$/u, ""),
      userAgent: "weighbridge",
      // That of @actions/github decides on a proxy once, by GITHUB_API_URL, for whatever address.
      request: { fetch: bounded(proxiedFetch) },
      log: { debug() {
      }, info() {
      }, warn: (message) => log.info(message), error() {
      } },
      // Only its spacing of requests is used: what to do at a limit is decided in one place, in `patience`.
      throttle: {
        enabled: (options.pacing ?? pacingOf(api)) === "github.com",
        onRateLimit: () => false,
        onSecondaryRateLimit: () => false
      },
      // 429 would otherwise be repeated whatever GitHub asks for.
      retry: { doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] }
    },
    ...plugins
  );
  return { octokit, api, meter };
}
function pacingOf(api) {
  return api.hostname === "api.github.com" || api.hostname.endsWith(".ghe.com") ? "github.com" : "none";
}
var LEAST_WAIT = 1;
function patience(log, waitLimit, meter) {
  let left = waitLimit;
  return (octokit) => {
    octokit.hook.error("request", (error, _options) => {
      const asked = rateLimitWait(error, Date.now());
      const wait = Math.max(asked ?? 0, LEAST_WAIT);
      if (asked === void 0 || wait * 1e3 > Math.min(left, meter.left())) throw error;
      left -= wait * 1e3;
      log.info(`GitHub asks to wait ${wait} s.`);
      throw octokit.retry.retryRequest(error, NO_LIMIT, wait);
    });
  };
}
async function ask(call, schema, request) {
  const answer = await request().catch((error) => {
    throw explainFailure(call, error);
  });
  return checked(call, schema, answer);
}
async function askPages(call, schema, pages, limit) {
  const items = [];
  let count = 0;
  try {
    for await (const page of pages) {
      items.push(...checked(call, schema, page));
      if (++count === limit) break;
    }
  } catch (error) {
    throw explainFailure(call, error);
  }
  return items;
}
function checked(call, schema, { data, status }) {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  const field = path.length === 0 ? "the answer" : `\`${path.join(".")}\` of the answer`;
  throw new GitHubError("other", status, `GitHub: could not ${call.what}; ${field} is not as described: ${message}.`);
}
export {
  ask,
  askPages,
  createClient
};
