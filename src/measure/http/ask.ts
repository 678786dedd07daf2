/** Asks an endpoint once more as a browser would, which takes compressed answers: scripts seldom say that they do. */
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

export interface Sending {
  /** As a clause may name it: application/json. */
  readonly type: string;
  /** Of the body as it came. */
  readonly bytes: number;
  /** Bytes that gzip would take off it; 0 where it came compressed, or is of a kind that does not shrink. */
  readonly savable: number;
}

/** Headers of one exchange alone, and those that ask for less than the whole answer. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "if-modified-since",
  "if-none-match",
  "range",
  "te",
  "transfer-encoding",
  "upgrade",
]);

const LARGEST = 16 * 2 ** 20;
/** A smaller body fits into one packet with its headers. */
const LEAST = 1_000;
/** What is like text; other fonts and pictures are compressed in themselves. */
const SHRINKING: ReadonlySet<string> = new Set([
  "application/ecmascript",
  "application/javascript",
  "application/json",
  "application/wasm",
  "application/x-javascript",
  "application/x-ndjson",
  "application/xml",
  "font/otf",
  "font/ttf",
  "image/bmp",
]);

function shrinks(type: string): boolean {
  return type.startsWith("text/") || type.endsWith("+json") || type.endsWith("+xml") || SHRINKING.has(type);
}

/** null: it did not succeed, in time and within 16 MiB. The connection is closed in any case. */
export async function askCompressed(
  url: string,
  sent: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Sending | null> {
  const own = Object.entries(sent).filter(([name]) => !LEFT_OUT.has(name));
  const headers = { ...Object.fromEntries(own), "accept-encoding": "gzip, br" };
  const response = await get(url, headers, signal);
  const body = response.statusCode === 200 ? await bodyOf(response) : null;
  response.destroy();
  if (body === null) return null;
  const type = (response.headers["content-type"] ?? "").split(";", 1)[0]!.trim().toLowerCase();
  const encoding = response.headers["content-encoding"] ?? "identity";
  const isPlain = encoding === "identity" && body.length > LEAST && shrinks(type);
  const shrunk = isPlain ? (await promisify(gzip)(body)).length : body.length;
  return { type, bytes: body.length, savable: Math.max(0, body.length - shrunk) };
}

function get(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.startsWith("https:") ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    // No agent: a connection that is kept would be the target's to count.
    request(url, { headers, signal, agent: false }, resolve).on("error", reject).end();
  });
}

async function bodyOf(response: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > LARGEST) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
