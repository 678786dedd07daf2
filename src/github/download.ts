import { GitHubError } from "../errors.ts";
import { proxiedFetch } from "../system/fetch.ts";
import { networkFault } from "../system/network.ts";
import type { Client } from "./client.ts";
import type { Call } from "./failure.ts";

const REDIRECTS = 3;
const TIME = 2 * 60_000;
const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Fetches what GitHub redirected to, without the token, into memory. @throws GitHubError */
export function fetchRedirected(
  { api, meter }: Client,
  location: URL,
  limit: number,
  call: Call,
): Promise<Buffer<ArrayBuffer>> {
  return meter.during(() => fetchWithin(Math.min(TIME, meter.left()), api, location, limit, call));
}

async function fetchWithin(
  time: number,
  api: URL,
  location: URL,
  limit: number,
  { what }: Call,
): Promise<Buffer<ArrayBuffer>> {
  const fail = (why: string, status: number | null = null, cause?: unknown) =>
    new GitHubError(status === null ? "unreachable" : "other", status, `GitHub: could not ${what}; ${why}.`, { cause });
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
    const why = signal.aborted ? `it took longer than ${Math.round(time / 1000)} s` : networkFault(error);
    throw fail(why ?? "the connection failed", null, error);
  }
}

/** http only to where the API itself is, or on a machine that is its own GitHub, as in a test. */
function allowed(url: URL, api: URL): boolean {
  if (url.protocol === "https:" || url.origin === api.origin) return true;
  return url.protocol === "http:" && LOOPBACK.has(url.hostname) && LOOPBACK.has(api.hostname);
}

/** Counted while it comes: what a header declares may be wrong. */
async function upTo(
  limit: number,
  body: AsyncIterable<Uint8Array>,
  tooLarge: () => Error,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
