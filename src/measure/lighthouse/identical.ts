/**
 * Whether a page is, byte for byte, the same on both sides: then its paint times need no rounds. Whatever is doubtful
 * counts as different: that costs time only.
 */
import { createHash } from "node:crypto";
import { SIDES, type Side } from "../../model/series.ts";

/** A row of Lighthouse's `network-requests` audit. */
export interface Requested {
  readonly url: string;
  readonly resourceType?: string | undefined;
  readonly statusCode: number;
  /** Bytes of the body, decoded. */
  readonly resourceSize: number;
}

/** A page as one side served it; that side must still be up. */
export interface PageRequests {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly requests: readonly Requested[];
}

export type Sameness = { readonly kind: "same" } | { readonly kind: "different"; readonly why: string };

const different = (why: string): Sameness => ({ kind: "different", why });

/** What a page loads by GET; the audit tells no methods. The rest (WebSocket, EventSource, Ping, Preflight) is not judged. */
const LOADED: ReadonlySet<string> = new Set([
  ...["Document", "Stylesheet", "Script", "Image", "Font", "Media", "Manifest", "Other", "XHR", "Fetch"],
]);

/** Headers that change what a browser does with the same bytes. */
const HEADERS = [
  ...["content-type", "content-encoding", "cache-control", "link", "location", "refresh", "content-security-policy"],
];

/** Larger answers are not held in memory to be compared. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Milliseconds for one answer. */
const PATIENCE = 30_000;

/**
 * Fetches every own-origin URL of the page again, twice from each side in turn, without cookies: all four answers must
 * be equal (status, the headers that count, body; a side's own origin left out), and be the one that Lighthouse saw, by
 * status and length: that tells apart what was posted, or what only a login or a browser gets. Addresses of others must
 * be the same on both sides; they are not fetched.
 *
 * @param headers sent with every request, as Lighthouse sent them
 * @throws the signal's reason, nothing else: a server that does not answer makes the page different
 */
export async function compareResponses(
  sides: Readonly<Record<Side, PageRequests>>,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Sameness> {
  const byUrl = { base: groupByUrl(sides.base), head: groupByUrl(sides.head) };
  const urls = [...new Set([...byUrl.head.keys(), ...byUrl.base.keys()])];
  if (urls.length === 0) return different("Lighthouse saw no request");
  for (const side of SIDES) {
    const url = urls.find((one) => !byUrl[side].has(one));
    if (url !== undefined) return different(`only ${side === "base" ? "head" : "base"} asks for ${named(url)}`);
  }
  for (const url of urls) {
    const seen = { base: byUrl.base.get(url)!, head: byUrl.head.get(url)! };
    const why = doubtAbout(seen) ?? (isOwn(url) ? await difference({ seen, sides, headers, signal }) : undefined);
    if (why !== undefined) return different(`${named(url)} ${why}`);
  }
  return { kind: "same" };
}

/** Stands for the own host, so that a URL or a body of one side can be that of the other. */
const OWN = "own.invalid";

/** The host alone, so that it is also found where slash and colon are escaped. */
function withoutOrigin(text: string, origin: string): string {
  const { host } = new URL(origin);
  return text.replaceAll(host, OWN).replaceAll(encodeURIComponent(host), OWN);
}

const isOwn = (url: string) => /^(?:http|ws)s?:\/\/own\.invalid(?![^/?])/u.test(url);

/** As a reader knows it: `/app.js`, `https://fonts.example/a.woff2`. */
const named = (url: string) => (isOwn(url) ? url.replace(/^[a-z]+:\/\/[^/?]*/u, "") : url).slice(0, 200);

/** Embedded ones (`data:`, `blob:`) come from bytes that are compared anyway. */
function groupByUrl({ origin, requests }: PageRequests): ReadonlyMap<string, readonly Requested[]> {
  const groups = new Map<string, Requested[]>();
  for (const request of requests.filter(({ url }) => !/^(?:data|blob):/iu.test(url))) {
    const url = withoutOrigin(request.url.replace(/#.*$/su, ""), origin);
    groups.set(url, [...(groups.get(url) ?? []), request]);
  }
  return groups;
}

/** All requests of one URL. */
type Seen = Readonly<Record<Side, readonly Requested[]>>;

function doubtAbout({ base, head }: Seen): string | undefined {
  const all = [...base, ...head];
  const strange = all.find(({ resourceType }) => !LOADED.has(resourceType ?? ""));
  if (strange) return `is of the type ${strange.resourceType ?? "unknown"}, which cannot be asked for again`;
  if (!all.every(({ statusCode }) => statusCode > 0)) return "was not answered";
  const kinds = (requests: readonly Requested[]) =>
    [...new Set(requests.map(({ resourceType, statusCode }) => `${resourceType} ${statusCode}`))].sort().join();
  return kinds(base) === kinds(head) ? undefined : "was answered differently";
}

interface Asking {
  readonly seen: Seen;
  readonly sides: Readonly<Record<Side, PageRequests>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

async function difference({ seen, sides, headers, signal }: Asking): Promise<string | undefined> {
  const digests: string[] = [];
  for (const side of [...SIDES, ...SIDES]) {
    const answer = await ask(seen[side][0]!.url, sides[side].origin, headers, signal);
    if (answer.kind === "none") return `${answer.why} (${side})`;
    const isTheOneSeen = ({ statusCode, resourceSize }: Requested) =>
      answer.status === statusCode && (answer.bytes === resourceSize || isRedirect(statusCode));
    if (!seen[side].every(isTheOneSeen)) return `answers otherwise than it answered Lighthouse (${side})`;
    digests.push(answer.digest);
  }
  const [base, head, baseAgain, headAgain] = digests;
  if (base !== baseAgain || head !== headAgain) return "changes from one answer to the next";
  return base === head ? undefined : "is not the same on both sides";
}

/** Browsers do not read its body. */
const isRedirect = (status: number) => status >= 300 && status < 400;

type Answer =
  | { readonly kind: "none"; readonly why: string }
  /** `bytes`: of the body, decoded; `digest`: of all that must be equal. */
  | { readonly kind: "answer"; readonly status: number; readonly bytes: number; readonly digest: string };

async function ask(
  url: string,
  origin: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      headers: { "accept-encoding": "gzip, deflate, br", ...headers },
      redirect: "manual",
      credentials: "omit",
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    });
    const location = response.headers.get("location");
    if (location !== null && new URL(location, url).origin !== origin) return none("redirects to elsewhere");
    const body = await bodyOf(response);
    if (body === null) return none(`sends more than ${MAX_BYTES / 1024 / 1024} MiB`);
    const shown = HEADERS.map((name) => withoutOrigin(response.headers.get(name) ?? "", origin));
    // Latin-1: every byte is one character, so that nothing is lost.
    const content = withoutOrigin(body.toString("latin1"), origin);
    const digest = createHash("sha256").update(JSON.stringify(shown)).update(content, "latin1").digest("hex");
    return { kind: "answer", status: response.status, bytes: body.length, digest };
  } catch {
    signal.throwIfAborted();
    return none("is not answered");
  }
}

const none = (why: string): Answer => ({ kind: "none", why });

/** null when it is too large. */
async function bodyOf({ body }: Response): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
