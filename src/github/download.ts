import { defaults } from "@actions/github/lib/utils";
import { GitHubError } from "../errors.ts";
import type { Client } from "./client.ts";
import type { Call } from "./failure.ts";

const REDIRECTS = 3;
const TIME = 2 * 60_000;
/** By the fetch of @actions/github, which heeds the runner's proxy; Node's own does not. */
const { fetch } = defaults.request!;
const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Fetches what GitHub redirected to, without the token, into memory. @throws GitHubError */
export async function fetchRedirected(
  { api }: Client,
  location: URL,
  limit: number,
  { what }: Call,
): Promise<Buffer<ArrayBuffer>> {
  const fail = (why: string, status: number | null = null, cause?: unknown) =>
    new GitHubError(status === null ? "unreachable" : "other", status, `GitHub: could not ${what}; ${why}.`, { cause });
  const signal = AbortSignal.timeout(TIME);
  try {
    let url = location;
    for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
      if (!allowed(url, api)) throw fail(`it leads to ${url.origin}, which is not https`, 302);
      const response = await fetch(url.href, { redirect: "manual", signal });
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
    throw fail(signal.aborted ? `it took longer than ${TIME / 60_000} minutes` : reasonOf(error), null, error);
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

/** fetch says "fetch failed" and hides why in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}
