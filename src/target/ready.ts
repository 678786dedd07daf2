import { request } from "node:http";
import { connect } from "node:net";

/** What a try found; `ready` with the address that answered. */
export type Probe =
  | { readonly kind: "ready"; readonly host: string }
  /** `said`: what was seen, for a message: "500 Internal Server Error", "ECONNREFUSED". */
  | { readonly kind: "not-yet"; readonly said: string };

/** `localhost` may mean either: a server that listens on one of them only is still up. */
export const HOSTS = ["127.0.0.1", "::1"] as const;

/** What is said of one that kept silent for all the time it had. */
const NO_ANSWER = "no answer";

/** Milliseconds that one address has to answer. */
const TRY = 10_000;

/**
 * Tries once, until `deadline` (of performance.now()) at most, whether a server on `port` answers: "tcp" by accepting, a path
 * by 2xx or 3xx, redirects not followed.
 */
export async function probe(port: number, ready: string, deadline: number): Promise<Probe> {
  const said: string[] = [];
  for (const host of HOSTS) {
    const timeout = Math.ceil(Math.min(TRY, deadline - performance.now()));
    if (timeout <= 0) break;
    const answer = ready === "tcp" ? await accepts(host, port, timeout) : await get(host, port, ready, timeout);
    if (answer === null) return { kind: "ready", host };
    said.push(answer);
  }
  // An HTTP status says more than a refused connection on the other address.
  return { kind: "not-yet", said: said.find((answer) => /^\d/.test(answer)) ?? said[0] ?? "" };
}

/** The origin of a server, for a URL. */
export function origin(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** null: it accepts connections; else why not. */
export function accepts(host: string, port: number, timeout: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout });
    const done = (answer: string | null) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => done(null));
    socket.once("timeout", () => done(NO_ANSWER));
    socket.once("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
  });
}

/**
 * Whether there is any answer to what `ready` asks: a status that is none of readiness tells of life all the same. A
 * connection that is closed without one is tried once more: a busy server may close one of many.
 */
export async function answers(host: string, port: number, ready: string, timeout: number): Promise<boolean> {
  if (ready === "tcp") return true;
  const isAnswer = (said: string | null) => said === null || /^\d/.test(said);
  const first = await get(host, port, ready, timeout);
  if (isAnswer(first) || first === NO_ANSWER) return isAnswer(first);
  return isAnswer(await get(host, port, ready, timeout));
}

function get(host: string, port: number, path: string, timeout: number): Promise<string | null> {
  return new Promise((resolve) => {
    const asking = request({ host, port, path, agent: false, signal: AbortSignal.timeout(timeout) }, (response) => {
      const { statusCode = 0, statusMessage = "" } = response;
      response.destroy();
      resolve(statusCode >= 200 && statusCode < 400 ? null : `${statusCode} ${statusMessage}`.trim());
    });
    asking.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.name === "AbortError" || error.name === "TimeoutError" ? NO_ANSWER : (error.code ?? error.message));
    });
    asking.end();
  });
}
