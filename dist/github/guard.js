// src/github/guard.ts
import { Response } from "../vendor/undici.js";
import { GitHubError } from "../errors.js";
function guard(api, timeLimit, meter) {
  return (octokit) => {
    octokit.hook.before("request", (options) => {
      const { origin } = new URL(options.url, options.baseUrl);
      if (origin !== api.origin)
        throw new GitHubError("other", null, `GitHub: refused to send the token to ${origin}.`);
      meter.take();
      const signal = AbortSignal.timeout(Math.min(timeLimit, meter.left()));
      options.request = { ...options.request, signal };
    });
    octokit.hook.after("request", (response, options) => {
      const { status } = response;
      if (typeof response.data !== "string" || status === 204 || status >= 300) return;
      throw Object.assign(new Error("the answer was cut short or is not JSON"), {
        status: 502,
        request: options,
        response
      });
    });
  };
}
function metered(meter) {
  return (octokit) => {
    octokit.hook.wrap("request", (request, options) => meter.during(async () => request(options)));
  };
}
var MOST_BYTES = 64 * 1024 * 1024;
function bounded(fetch, most = MOST_BYTES) {
  return async (address, init) => {
    const answer = await fetch(address, init);
    const { body, status, statusText, headers, url } = answer;
    if (body === null) return answer;
    const counted = new Response(upTo(most, body), { status, statusText, headers });
    return Object.defineProperty(counted, "url", { value: url });
  };
}
async function* upTo(most, chunks) {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw new Error(`the answer is larger than ${most} bytes`);
    yield chunk;
  }
}
export {
  bounded,
  guard,
  metered
};
