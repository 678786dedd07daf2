import { getOctokit } from "@actions/github";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import type { z } from "zod";
import { ConfigError, GitHubError } from "../errors.ts";
import { proxiedFetch } from "../system/fetch.ts";
import type { Log } from "../system/system.ts";
import { type Allowance, type Meter, meterOf } from "./allowance.ts";
import { type Call, explainFailure, rateLimitWait } from "./failure.ts";
import { bounded, guard, metered } from "./guard.ts";

type Octokit = ReturnType<typeof getOctokit>;
/** Each plugin has types of its own for what it is given; @actions/github knows one. */
type Plugin = NonNullable<Parameters<typeof getOctokit>[2]>;

export interface ClientOptions {
  readonly token: string;
  /** `api`: GITHUB_API_URL, with the path that GitHub Enterprise Server has in it. */
  readonly urls: { readonly api: string };
  readonly log: Log;
  /** ms that this client waits for rate limits, all its calls together. */
  readonly waitLimit?: number;
  /** ms for one request and its answer. */
  readonly timeLimit?: number;
  /** For all its calls together. */
  readonly allowance?: Partial<Allowance>;
  /** Whether writes are spaced as github.com asks; by default where its limits are in force. */
  readonly pacing?: "github.com" | "none";
}

export interface Client {
  readonly octokit: Octokit;
  readonly api: URL;
  readonly meter: Meter;
}

const WAIT_LIMIT = 2 * 60_000;
const TIME_LIMIT = 20_000;
/**
 * A step of a job has one client. What it asks for takes seconds and some twenty calls; twenty gates in one comment job take
 * a minute or two and two hundred. GitHub gives all jobs of a repository together 1,000 calls an hour.
 */
const ALLOWANCE: Allowance = { time: 3 * 60_000, calls: 300 };
/** More than the wait limit ever lets happen. */
const NO_LIMIT = 1000;

/**
 * The only way to GitHub. Repeats reads, updates and removals that fail on the way (after 1, 4 and 9 s); a call that
 * must not be repeated says so by `retries: 0`. Waits where GitHub asks to, within `waitLimit`.
 * @throws ConfigError when the token cannot be one.
 */
export function createClient(options: ClientOptions): Client {
  const { token, urls, log, waitLimit = WAIT_LIMIT, timeLimit = TIME_LIMIT } = options;
  // Checked here, since fetch would quote a value that no header may have.
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
      log: { debug() {}, info() {}, warn: (message: string) => log.info(message), error() {} },
      // Only its spacing of requests is used: what to do at a limit is decided in one place, in `patience`.
      throttle: {
        enabled: (options.pacing ?? pacingOf(api)) === "github.com",
        onRateLimit: () => false,
        onSecondaryRateLimit: () => false,
      },
      // 429 would otherwise be repeated whatever GitHub asks for.
      retry: { doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    },
    ...(plugins as Plugin[]),
  );
  return { octokit, api, meter };
}

/** GitHub Enterprise Server has no rate limits unless its administrator sets some; its answers then say so. */
function pacingOf(api: URL): "github.com" | "none" {
  return api.hostname === "api.github.com" || api.hostname.endsWith(".ghe.com") ? "github.com" : "none";
}

/** The shortest wait: a server that asks for none, or by a clock behind ours, would be asked again and again. */
const LEAST_WAIT = 1;

function patience(log: Log, waitLimit: number, meter: Meter) {
  let left = waitLimit;
  return (octokit: Octokit & ReturnType<typeof retry>) => {
    octokit.hook.error("request", (error, _options) => {
      const asked = rateLimitWait(error, Date.now());
      const wait = Math.max(asked ?? 0, LEAST_WAIT);
      if (asked === undefined || wait * 1000 > Math.min(left, meter.left())) throw error;
      left -= wait * 1000;
      log.info(`GitHub asks to wait ${wait} s.`);
      // The retry plugin reads the request of octokit's own error class, which an answer of 403 or 429 always is.
      throw octokit.retry.retryRequest(error as Parameters<typeof octokit.retry.retryRequest>[0], NO_LIMIT, wait);
    });
  };
}

export interface Answer {
  readonly status: number;
  readonly data: unknown;
}

/** Makes a call and checks the answer. @throws GitHubError */
export async function ask<T>(call: Call, schema: z.ZodType<T>, request: () => Promise<Answer>): Promise<T> {
  const answer = await request().catch((error: unknown) => {
    throw explainFailure(call, error);
  });
  return checked(call, schema, answer);
}

/** All items of a list in pages, up to `limit` pages. @throws GitHubError */
export async function askPages<T>(
  call: Call,
  schema: z.ZodType<readonly T[]>,
  pages: AsyncIterable<Answer>,
  limit: number,
): Promise<readonly T[]> {
  const items: T[] = [];
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

function checked<T>(call: Call, schema: z.ZodType<T>, { data, status }: Answer): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const field = path.length === 0 ? "the answer" : `\`${path.join(".")}\` of the answer`;
  throw new GitHubError("other", status, `GitHub: could not ${call.what}; ${field} is not as described: ${message}.`);
}
