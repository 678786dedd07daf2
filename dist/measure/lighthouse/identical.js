// src/measure/lighthouse/identical.ts
import { createHash } from "node:crypto";
import { SIDES } from "../../model/series.js";
var different = (why) => ({ kind: "different", why });
var LOADED = /* @__PURE__ */ new Set([
  ...["Document", "Stylesheet", "Script", "Image", "Font", "Media", "Manifest", "Other", "XHR", "Fetch"]
]);
var HEADERS = [
  ...["content-type", "content-encoding", "cache-control", "link", "location", "refresh", "content-security-policy"]
];
var MAX_BYTES = 32 * 1024 * 1024;
var PATIENCE = 3e4;
async function compareResponses(sides, headers, signal) {
  const byUrl = { base: groupByUrl(sides.base), head: groupByUrl(sides.head) };
  const urls = [.../* @__PURE__ */ new Set([...byUrl.head.keys(), ...byUrl.base.keys()])];
  if (urls.length === 0) return different("Lighthouse saw no request");
  for (const side of SIDES) {
    const url = urls.find((one) => !byUrl[side].has(one));
    if (url !== void 0) return different(`only ${side === "base" ? "head" : "base"} asks for ${named(url)}`);
  }
  for (const url of urls) {
    const seen = { base: byUrl.base.get(url), head: byUrl.head.get(url) };
    const why = doubtAbout(seen) ?? (isOwn(url) ? await difference({ seen, sides, headers, signal }) : void 0);
    if (why !== void 0) return different(`${named(url)} ${why}`);
  }
  return { kind: "same" };
}
var OWN = "own.invalid";
function withoutOrigin(text, origin) {
  const { host } = new URL(origin);
  return text.replaceAll(host, OWN).replaceAll(encodeURIComponent(host), OWN);
}
var isOwn = (url) => /^(?:http|ws)s?:\/\/own\.invalid(?![^/?])/u.test(url);
var named = (url) => (isOwn(url) ? url.replace(/^[a-z]+:\/\/[^/?]*/u, "") : url).slice(0, 200);
function groupByUrl({ origin, requests }) {
  const groups = /* @__PURE__ */ new Map();
  for (const request of requests.filter(({ url }) => !/^(?:data|blob):/iu.test(url))) {
    const url = withoutOrigin(request.url.replace(/#.*$/su, ""), origin);
    groups.set(url, [...groups.get(url) ?? [], request]);
  }
  return groups;
}
function doubtAbout({ base, head }) {
  const all = [...base, ...head];
  const strange = all.find(({ resourceType }) => !LOADED.has(resourceType ?? ""));
  if (strange) return `is of the type ${strange.resourceType ?? "unknown"}, which cannot be asked for again`;
  if (!all.every(({ statusCode }) => statusCode > 0)) return "was not answered";
  const kinds = (requests) => [...new Set(requests.map(({ resourceType, statusCode }) => `${resourceType} ${statusCode}`))].sort().join();
  return kinds(base) === kinds(head) ? void 0 : "was answered differently";
}
async function difference({ seen, sides, headers, signal }) {
  const digests = [];
  for (const side of [...SIDES, ...SIDES]) {
    const answer = await ask(seen[side][0].url, sides[side].origin, headers, signal);
    if (answer.kind === "none") return `${answer.why} (${side})`;
    const isTheOneSeen = ({ statusCode, resourceSize }) => answer.status === statusCode && (answer.bytes === resourceSize || isRedirect(statusCode));
    if (!seen[side].every(isTheOneSeen)) return `answers otherwise than it answered Lighthouse (${side})`;
    digests.push(answer.digest);
  }
  const [base, head, baseAgain, headAgain] = digests;
  if (base !== baseAgain || head !== headAgain) return "changes from one answer to the next";
  return base === head ? void 0 : "is not the same on both sides";
}
var isRedirect = (status) => status >= 300 && status < 400;
async function ask(url, origin, headers, signal) {
  try {
    const response = await fetch(url, {
      headers: { "accept-encoding": "gzip, deflate, br", ...headers },
      redirect: "manual",
      credentials: "omit",
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])
    });
    const location = response.headers.get("location");
    if (location !== null && new URL(location, url).origin !== origin) return none("redirects to elsewhere");
    const body = await bodyOf(response);
    if (body === null) return none(`sends more than ${MAX_BYTES / 1024 / 1024} MiB`);
    const shown = HEADERS.map((name) => withoutOrigin(response.headers.get(name) ?? "", origin));
    const content = withoutOrigin(body.toString("latin1"), origin);
    const digest = createHash("sha256").update(JSON.stringify(shown)).update(content, "latin1").digest("hex");
    return { kind: "answer", status: response.status, bytes: body.length, digest };
  } catch {
    signal.throwIfAborted();
    return none("is not answered");
  }
}
var none = (why) => ({ kind: "none", why });
async function bodyOf({ body }) {
  const chunks = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
export {
  compareResponses
};
