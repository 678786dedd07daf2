// src/github/download.ts
import { GitHubError } from "../errors.js";
import { proxiedFetch } from "../system/fetch.js";
import { networkFault } from "../system/network.js";
var REDIRECTS = 3;
var TIME = 2 * 6e4;
var LOOPBACK = /* @__PURE__ */ new Set(["127.0.0.1", "[::1]", "localhost"]);
function fetchRedirected({ api, meter }, location, limit, call) {
  return meter.during(() => fetchWithin(Math.min(TIME, meter.left()), api, location, limit, call));
}
async function fetchWithin(time, api, location, limit, { what }) {
  const fail = (why, status = null, cause) => new GitHubError(status === null ? "unreachable" : "other", status, `GitHub: could not ${what}; ${why}.`, { cause });
  const signal = AbortSignal.timeout(time);
  try {
    let url = location;
    for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
      if (!allowed(url, api)) throw fail(`it leads to ${url.origin}, which is not https`, 302);
      const response = await proxiedFetch(url, { redirect: "manual", signal });
      const next = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && next !== null) {
        await response.body?.cancel();
        url = new URL(next, url);
      } else if (response.status === 200 && response.body) {
        return await upTo(limit, response.body, () => fail(`it is larger than ${limit} bytes`, 200));
      } else {
        await response.body?.cancel();
        throw fail(`the storage ${url.origin} answered ${response.status}`, response.status);
      }
    }
    throw fail(`it is redirected more than ${REDIRECTS} times`, 302);
  } catch (error) {
    if (error instanceof GitHubError) throw error;
    const why = signal.aborted ? `it took longer than ${Math.round(time / 1e3)} s` : networkFault(error);
    throw fail(why ?? "the connection failed", null, error);
  }
}
function allowed(url, api) {
  if (url.protocol === "https:" || url.origin === api.origin) return true;
  return url.protocol === "http:" && LOOPBACK.has(url.hostname) && LOOPBACK.has(api.hostname);
}
async function upTo(limit, body, tooLarge) {
  const chunks = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
export {
  fetchRedirected
};
