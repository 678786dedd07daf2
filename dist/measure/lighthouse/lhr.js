// src/measure/lighthouse/lhr.ts
import { z } from "../../vendor/zod.js";
import { ToolError } from "../../errors.js";
import { LONGEST_TIME } from "../subject.js";
var amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
var audit = z.object({
  /** "error" and "notApplicable" have no value. */
  scoreDisplayMode: z.string(),
  numericValue: amount.nullish(),
  errorMessage: z.string().optional(),
  details: z.unknown().optional()
});
var timing = audit.extend({ numericValue: z.number().min(0).max(LONGEST_TIME).nullish() });
var lhrSchema = z.object({
  lighthouseVersion: z.string(),
  /** Where the main document came from in the end, after redirects. */
  finalUrl: z.string(),
  /** What kept Lighthouse from measuring the page at all. */
  runtimeError: z.object({ message: z.string() }).optional(),
  environment: z.object({ benchmarkIndex: amount.positive() }),
  /** By id; each is checked where it is read. */
  audits: z.record(z.string(), z.unknown()),
  categories: z.record(z.string(), z.object({ score: z.number().min(0).max(1).nullable() }))
});
function parseLhr(text, page) {
  let json;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ToolError(`Lighthouse's result for ${page} is not JSON: it begins with ${quote(text)}.`, { cause });
  }
  const parsed = lhrSchema.safeParse(json);
  if (parsed.success && isDeep(json)) throw unreadable(versionOf(json), page, "audits", "it is nested too deep");
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(versionOf(json), page, issue?.path.join(".") ?? "", issue?.message ?? "");
}
function auditOf(lhr, id, page) {
  return auditAs(audit, lhr, id, page);
}
function timingOf(lhr, id, page) {
  return auditAs(timing, lhr, id, page);
}
function auditAs(shape, lhr, id, page) {
  const found = lhr.audits[id];
  if (found === void 0) throw unreadable(lhr.lighthouseVersion, page, `audits.${id}`, "it is missing");
  const parsed = shape.safeParse(found);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = ["audits", id, ...issue?.path ?? []].join(".");
  throw unreadable(lhr.lighthouseVersion, page, field, issue?.message ?? "");
}
function detailsOf(lhr, id, shape, page) {
  const parsed = shape.safeParse(auditOf(lhr, id, page).details);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = ["audits", id, "details", ...issue?.path ?? []].join(".");
  throw unreadable(lhr.lighthouseVersion, page, field, issue?.message ?? "");
}
var listed = z.object({ details: z.object({ items: z.array(z.unknown()) }) });
function rowsOf(lhr, id, shape) {
  const items = listed.safeParse(lhr.audits[id]).data?.details.items ?? [];
  return items.flatMap((item) => shape.safeParse(item).data ?? []);
}
function otherPage(asked, final) {
  if (!URL.canParse(final)) return "nowhere";
  const [from, to] = [new URL(asked), new URL(final)];
  if (from.origin !== to.origin) return `${to.protocol}//${to.host}${to.pathname}`;
  return from.pathname === to.pathname ? null : to.pathname;
}
function unreadable(version, page, field, why) {
  return new ToolError(
    `Lighthouse ${version} gave ${page} a result that cannot be read, at ${field}: ${why}; use the Lighthouse that Weighbridge installs, and leave its audits in the config.`
  );
}
var MOST_LEVELS = 100;
function isDeep(json) {
  let level = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap((value) => typeof value === "object" && value !== null ? Object.values(value) : []);
  }
  return false;
}
function versionOf(json) {
  const version = z.object({ lighthouseVersion: z.string() }).safeParse(json);
  return version.success ? version.data.lighthouseVersion : "of an unknown version";
}
var quote = (text) => JSON.stringify(text.slice(0, 40));
export {
  auditOf,
  detailsOf,
  otherPage,
  parseLhr,
  rowsOf,
  timingOf
};
