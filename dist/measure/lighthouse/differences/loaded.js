// src/measure/lighthouse/differences/loaded.ts
import { z } from "../../../vendor/zod.js";
import { withoutHash } from "../../hashes.js";
import { rowsOf } from "../lhr.js";
import { EXACT_AUDITS } from "../metrics.js";
import { short } from "./short.js";
var bytes = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
var request = z.object({
  url: z.string(),
  resourceType: z.string().catch("Other"),
  transferSize: bytes
});
var unused = z.object({ url: z.string(), wastedBytes: bytes });
function loadedIn(lhr) {
  const named = (rows) => rows.flatMap((row) => {
    const name = nameOf(row.url, lhr.finalUrl);
    return name === null ? [] : [{ ...row, name }];
  });
  const requests = named(rowsOf(lhr, EXACT_AUDITS.requests, request));
  const wasted = (audit) => sum(named(rowsOf(lhr, audit, unused)).map(({ name, wastedBytes }) => [name, wastedBytes]));
  return {
    types: new Map(requests.map(({ name, resourceType }) => [name, short(resourceType)])),
    amounts: {
      bytes: sum(requests.map(({ name, transferSize }) => [name, transferSize])),
      requests: sum(requests.map(({ name }) => [name, 1])),
      "unused-js": wasted(EXACT_AUDITS["unused-js"]),
      "unused-css": wasted(EXACT_AUDITS["unused-css"])
    }
  };
}
function sum(rows) {
  const sums = /* @__PURE__ */ new Map();
  for (const [name, number] of rows) sums.set(name, (sums.get(name) ?? 0) + number);
  return sums;
}
var LONGEST = 2e3;
function nameOf(written, page) {
  const address = written.slice(0, LONGEST);
  if (!/^(?:http|ws)s?:/iu.test(address) || !URL.canParse(address)) return null;
  const { host, origin, pathname } = new URL(address);
  const isOwn = URL.canParse(page) && new URL(page).host === host;
  return short((isOwn ? "" : origin) + withoutHash(pathname));
}
var isOfOthers = (name) => !name.startsWith("/");
export {
  isOfOthers,
  loadedIn,
  nameOf
};
