/** What holds for each attempt of each call: where it goes, how long it takes, and that its answer is whole. */
import type { getOctokit } from "@actions/github";
import { Response } from "undici";
import { GitHubError } from "../errors.ts";
import type { proxiedFetch } from "../system/fetch.ts";
import type { Meter } from "./allowance.ts";

type Octokit = ReturnType<typeof getOctokit>;

/** Nearest to the network. `timeLimit`: ms for one request and its answer. */
export function guard(api: URL, timeLimit: number, meter: Meter) {
  return (octokit: Octokit) => {
    octokit.hook.before("request", (options) => {
      // A page's Link header could lead elsewhere, and the token with it.
      const { origin } = new URL(options.url, options.baseUrl);
      if (origin !== api.origin)
        throw new GitHubError("other", null, `GitHub: refused to send the token to ${origin}.`);
      meter.take();
      const signal = AbortSignal.timeout(Math.min(timeLimit, meter.left()));
      options.request = { ...options.request, signal };
    });
    octokit.hook.after("request", (response, options) => {
      // Octokit hands over JSON that was cut or is none as text. As a server's fault it is tried again.
      const { status } = response;
      if (typeof response.data !== "string" || status === 204 || status >= 300) return;
      throw Object.assign(new Error("the answer was cut short or is not JSON"), {
        status: 502,
        request: options,
        response,
      });
    });
  };
}

/** Farthest from the network: a call with all its attempts, and the waits between them, costs of what `meter` allows. */
export function metered(meter: Meter) {
  return (octokit: Octokit) => {
    octokit.hook.wrap("request", (request, options) => meter.during(async () => request(options)));
  };
}

/** Twice what a hundred comments of the greatest length come to. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A fetch whose answers end with an error after `most` bytes, counted as they are unpacked. */
export function bounded(fetch: typeof proxiedFetch, most = MOST_BYTES): typeof proxiedFetch {
  return async (address, init) => {
    const answer = await fetch(address, init);
    const { body, status, statusText, headers, url } = answer;
    if (body === null) return answer;
    const counted = new Response(upTo(most, body), { status, statusText, headers });
    // Octokit reads it; a Response that is made, and not fetched, has none.
    return Object.defineProperty(counted, "url", { value: url });
  };
}

/** @throws Error when there is more. */
async function* upTo(most: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw new Error(`the answer is larger than ${most} bytes`);
    yield chunk;
  }
}
