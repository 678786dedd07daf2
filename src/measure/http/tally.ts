/** What each endpoint of one side answered in one trace, counted answer by answer. Pure. */
import type { Answer } from "../load.ts";

export interface Endpoint {
  readonly answers: number;
  /** Of all answers together. */
  readonly bytes: number;
  readonly redirected: number;
  /** Answers to what the iteration had asked before. */
  readonly repeated: number;
  /** How often the call was made that was made most often in one iteration, and which that was: "GET /cart?…". */
  readonly most: { readonly times: number; readonly call: string };
  /** Bytes an answer that nobody may keep, of its GETs; null: it had none that succeeded. */
  readonly uncached: number | null;
  /** A GET that succeeded, as it was asked for. */
  readonly example: Pick<Answer, "url" | "sent"> | null;
}

export interface Tally {
  add(answer: Answer): void;
  /** By the names that answers give them. */
  endpoints(): ReadonlyMap<string, Endpoint>;
}

/** Names of headers by which an answer says whether it may be kept (RFC 9111). */
const CACHING = ["cache-control", "etag", "last-modified", "expires"];
/** What of a request chooses its answer, besides the address. */
const CHOOSING = ["accept", "accept-language", "authorization", "cookie", "range"];

export function createTally(): Tally {
  const endpoints = new Map<string, Counted>();
  const calls = repeats();
  return {
    add(answer) {
      if (answer.status === 0) return;
      const times = calls.count(answer);
      const { endpoint } = answer;
      if (endpoint !== null) endpoints.set(endpoint, withAnswer(endpoints.get(endpoint) ?? START, answer, times));
    },
    endpoints: () => new Map([...endpoints].map(([name, counted]) => [name, endpointOf(counted)])),
  };
}

interface Counted extends Omit<Endpoint, "uncached"> {
  /** GETs that succeeded, and the bytes of those that nobody may keep. */
  readonly fetched: number;
  readonly unkept: number;
}

const START: Counted = {
  answers: 0,
  bytes: 0,
  redirected: 0,
  repeated: 0,
  most: { times: 0, call: "" },
  fetched: 0,
  unkept: 0,
  example: null,
};

function withAnswer(before: Counted, answer: Answer, times: number): Counted {
  const { method, url, sent, status, headers, bytes, redirectedTo } = answer;
  const isFetched = method === "GET" && status === 200;
  const isKept = CACHING.some((name) => headers[name] !== undefined);
  const isRedirected = redirectedTo !== undefined || (status >= 300 && status < 400 && headers.location !== undefined);
  return {
    answers: before.answers + 1,
    bytes: before.bytes + bytes,
    redirected: before.redirected + (isRedirected ? 1 : 0),
    repeated: before.repeated + (times > 1 ? 1 : 0),
    most: times > before.most.times ? { times, call: callOf(answer) } : before.most,
    fetched: before.fetched + (isFetched ? 1 : 0),
    unkept: before.unkept + (isFetched && !isKept ? bytes : 0),
    example: before.example ?? (isFetched ? { url: redirectedTo ?? url, sent } : null),
  };
}

function endpointOf({ fetched, unkept, ...counted }: Counted): Endpoint {
  return { ...counted, uncached: fetched === 0 ? null : unkept / fetched };
}

/** Without the address, which is another one on each side, and without what is asked for: tokens and names are no report's. */
function callOf({ method, url }: Answer): string {
  return `${method} ${url.replace(/^https?:\/\/[^/?#]*/u, "").replace(/[?#].*/su, "?…")}`;
}

/** How often the same was asked for in an iteration, since anything was that may have changed the answer; 0: not counted. */
function repeats(): { count(answer: Answer): number } {
  const asked = new Map<string, number>();
  let current: number | undefined;
  return {
    count({ iteration, method, url, endpoint, status, sent }) {
      const reads = method === "GET" || method === "HEAD";
      if (iteration !== current || !reads) asked.clear();
      current = iteration;
      if (iteration === undefined || !reads || status >= 400) return 0;
      const call = JSON.stringify([endpoint, method, url, CHOOSING.map((name) => sent[name])]);
      const times = (asked.get(call) ?? 0) + 1;
      asked.set(call, times);
      return times;
    },
  };
}
