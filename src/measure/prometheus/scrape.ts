/** Asks for metrics once, as Prometheus does, and reads the answer while it comes. */
import { ToolError } from "../../errors.ts";
import { proxiedFetch } from "../../system/fetch.ts";
import { networkFault } from "../../system/network.ts";
import { NotMetrics, parsing, type Scrape } from "./parse.ts";

export interface Asking {
  readonly url: string;
  /** Globs over names. */
  readonly wanted: readonly string[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

const OPENMETRICS = "application/openmetrics-text";
/** With what it is sent first, where a server has both. */
const ACCEPT = `text/plain;version=0.0.4, ${OPENMETRICS};version=1.0.0;q=0.8, */*;q=0.1`;

/** Of an answer after any compression, and of one of its lines. */
const LARGEST = 64 * 2 ** 20;
const LONGEST_LINE = 2 ** 20;

/** What may be shown of an address: its user, password and query may be secrets. */
export function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** @throws ToolError when there is no answer in time, or none that is Prometheus' text format or OpenMetrics */
export async function scrape({ url, wanted, timeout, signal }: Asking): Promise<Scrape> {
  const place = placeOf(url);
  const deadline = AbortSignal.timeout(timeout);
  try {
    const headers = { accept: ACCEPT, "accept-encoding": "gzip", ...login(url) };
    const limit = AbortSignal.any([signal, deadline]);
    const response = await proxiedFetch(withoutLogin(url), { headers, redirect: "manual", signal: limit });
    const type = response.headers.get("content-type") ?? "";
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      throw new ToolError(
        `prometheus: ${place} answered ${response.status}, where metrics are looked for: ${cureOf(url)}`,
      );
    }
    return await read(response.body, wanted, type.startsWith(OPENMETRICS));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ToolError) throw error;
    if (error instanceof NotMetrics) {
      const what = `prometheus: ${place} does not answer in Prometheus' text format or OpenMetrics`;
      throw new ToolError(`${what} (${error.message}): ${cureOf(url)}`);
    }
    if (deadline.aborted) {
      const cure = "make it faster, or set prometheus.timeout";
      throw new ToolError(`prometheus: ${place} was not read within ${timeout / 1000} s: ${cure}.`);
    }
    const fault = networkFault(error) ?? "its answer broke off";
    throw new ToolError(`prometheus: ${place} cannot be read, as ${fault}: ${cureOf(url)}`, { cause: error });
  }
}

/** Of addresses with a user fetch knows nothing. */
function withoutLogin(url: string): string {
  const plain = new URL(url);
  [plain.username, plain.password] = ["", ""];
  return plain.href;
}

function login(url: string): Readonly<Record<string, string>> {
  const { username, password } = new URL(url);
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

const cureOf = (url: string) =>
  `let ${new URL(url).origin} tell its metrics there, or correct prometheus.path or prometheus.exporters.`;

async function read(
  body: AsyncIterable<Uint8Array>,
  wanted: readonly string[],
  isOpenMetrics: boolean,
): Promise<Scrape> {
  const reading = parsing(wanted);
  const decoder = new TextDecoder();
  let bytes = 0;
  let rest = "";
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > LARGEST) throw new NotMetrics(`it is larger than ${LARGEST / 2 ** 20} MiB`);
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw new NotMetrics("it has a line of more than 1 MiB");
    for (const line of lines) reading.line(line);
  }
  if (rest !== "") reading.line(rest);
  const done = reading.done();
  if (isOpenMetrics && !done.isEnded) throw new NotMetrics("it ends without # EOF");
  return done;
}
