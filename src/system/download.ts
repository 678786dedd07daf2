import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ToolError } from "../errors.ts";
import { orDiskError } from "./disk.ts";
import { proxiedFetch } from "./fetch.ts";
import { networkFault } from "./network.ts";

const REDIRECTS = 5;
const TIME = 5 * 60_000;
const SIZE = 200 * 1024 * 1024;

export interface Download {
  readonly url: URL;
  /** Of the whole file, in lower-case hex. */
  readonly sha256: string;
  /** File to write. What is in it counts only once this function has returned. */
  readonly to: string;
  readonly signal: AbortSignal;
}

/**
 * Fetches a file that is known beforehand. Sends nothing that identifies anybody: no token, no cookie. Follows few
 * redirects, and none that leaves https (unless it stays at the same origin, as with a server on loopback).
 * Throws ToolError when the file cannot be had or is not the one that was meant.
 */
export async function download({ url, sha256, to, signal }: Download): Promise<void> {
  const inTime = AbortSignal.timeout(TIME);
  const either = AbortSignal.any([signal, inTime]);
  try {
    const hash = createHash("sha256");
    let size = 0;
    const measured = new Transform({
      transform(chunk: Buffer, _, done) {
        size += chunk.length;
        hash.update(chunk);
        done(size > SIZE ? new ToolError(`${url} is larger than ${SIZE} bytes.`) : null, chunk);
      },
    });
    await pipeline(await openDownload(url, either), measured, createWriteStream(to, { flags: "wx" }), {
      signal: either,
    });
    const found = hash.digest("hex");
    if (found === sha256) return;
    throw new ToolError(`${url} has SHA-256 ${found} (${size} bytes), expected ${sha256}: it was not used.`);
  } catch (thrown) {
    signal.throwIfAborted();
    const error = orDiskError(thrown);
    if (error instanceof ToolError) throw error;
    const why = inTime.aborted ? `it took longer than ${TIME / 60_000} minutes` : networkFault(error);
    throw new ToolError(`${url} could not be downloaded: ${why ?? "the connection failed"}.`, { cause: error });
  }
}

/** The body of a 200, after few redirects. @throws ToolError, and what fetch throws */
export async function openDownload(asked: URL, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  let url = asked;
  for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
    const response = await proxiedFetch(url, { redirect: "manual", credentials: "omit", signal });
    const location = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      const next = new URL(location, url);
      if (next.protocol !== "https:" && next.origin !== asked.origin)
        throw new ToolError(`${asked} redirects to ${next.origin}, which is not https: it was not followed.`);
      url = next;
    } else if (response.status === 200 && response.body) {
      return response.body;
    } else {
      await response.body?.cancel();
      throw new ToolError(`${asked} could not be downloaded: the server answered ${response.status}.`);
    }
  }
  throw new ToolError(`${asked} could not be downloaded: it redirects more than ${REDIRECTS} times.`);
}
