// src/measure/prometheus/scrape.ts
import { ToolError } from "../../errors.js";
import { proxiedFetch } from "../../system/fetch.js";
import { networkFault } from "../../system/network.js";
import { NotMetrics, parsing } from "./parse.js";
var OPENMETRICS = "application/openmetrics-text";
var ACCEPT = `text/plain;version=0.0.4, ${OPENMETRICS};version=1.0.0;q=0.8, */*;q=0.1`;
var LARGEST = 64 * 2 ** 20;
var LONGEST_LINE = 2 ** 20;
function placeOf(url) {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
async function scrape({ url, wanted, timeout, signal }) {
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
        `prometheus: ${place} answered ${response.status}, where metrics are looked for: ${cureOf(url)}`
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
      throw new ToolError(`prometheus: ${place} was not read within ${timeout / 1e3} s: ${cure}.`);
    }
    const fault = networkFault(error) ?? "its answer broke off";
    throw new ToolError(`prometheus: ${place} cannot be read, as ${fault}: ${cureOf(url)}`, { cause: error });
  }
}
function withoutLogin(url) {
  const plain = new URL(url);
  [plain.username, plain.password] = ["", ""];
  return plain.href;
}
function login(url) {
  const { username, password } = new URL(url);
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}
var cureOf = (url) => `let ${new URL(url).origin} tell its metrics there, or correct prometheus.path or prometheus.exporters.`;
async function read(body, wanted, isOpenMetrics) {
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
export {
  placeOf,
  scrape
};
