/** The parts of Lighthouse's result (LHR) that we read, from its text. Pure. */
import { z } from "zod";
import { ToolError } from "../../errors.ts";
import { LONGEST_TIME } from "../subject.ts";

/** Bytes, or what it is a count of. */
const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

const audit = z.object({
  /** "error" and "notApplicable" have no value. */
  scoreDisplayMode: z.string(),
  numericValue: amount.nullish(),
  errorMessage: z.string().optional(),
  details: z.unknown().optional(),
});

const timing = audit.extend({ numericValue: z.number().min(0).max(LONGEST_TIME).nullish() });

const lhrSchema = z.object({
  lighthouseVersion: z.string(),
  /** Where the main document came from in the end, after redirects. */
  finalUrl: z.string(),
  /** What kept Lighthouse from measuring the page at all. */
  runtimeError: z.object({ message: z.string() }).optional(),
  environment: z.object({ benchmarkIndex: amount.positive() }),
  /** By id; each is checked where it is read. */
  audits: z.record(z.string(), z.unknown()),
  categories: z.record(z.string(), z.object({ score: z.number().min(0).max(1).nullable() })),
});

export type Lhr = z.output<typeof lhrSchema>;
export type Audit = z.output<typeof audit>;

/** Throws ToolError that names the field and Lighthouse's version when it is not as expected; `page` is for the message. */
export function parseLhr(text: string, page: string): Lhr {
  let json: unknown;
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

/** An audit that was asked for. Throws ToolError when the result has none of that name, or one that cannot be read. */
export function auditOf(lhr: Lhr, id: string, page: string): Audit {
  return auditAs(audit, lhr, id, page);
}

/** As auditOf, one whose number is a time (or a shift, which is smaller). */
export function timingOf(lhr: Lhr, id: string, page: string): Audit {
  return auditAs(timing, lhr, id, page);
}

function auditAs(shape: typeof audit, lhr: Lhr, id: string, page: string): Audit {
  const found = lhr.audits[id];
  if (found === undefined) throw unreadable(lhr.lighthouseVersion, page, `audits.${id}`, "it is missing");
  const parsed = shape.safeParse(found);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = ["audits", id, ...(issue?.path ?? [])].join(".");
  throw unreadable(lhr.lighthouseVersion, page, field, issue?.message ?? "");
}

/** An audit's details in the shape that is needed. Throws ToolError when they have another. */
export function detailsOf<Shape>(lhr: Lhr, id: string, shape: z.ZodType<Shape>, page: string): Shape {
  const parsed = shape.safeParse(auditOf(lhr, id, page).details);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = ["audits", id, "details", ...(issue?.path ?? [])].join(".");
  throw unreadable(lhr.lighthouseVersion, page, field, issue?.message ?? "");
}

const listed = z.object({ details: z.object({ items: z.array(z.unknown()) }) });

/** The rows of an audit's details that have the shape, for what may be missing: none where there is no such audit. */
export function rowsOf<Row extends object>(lhr: Lhr, id: string, shape: z.ZodType<Row>): readonly Row[] {
  const items = listed.safeParse(lhr.audits[id]).data?.details.items ?? [];
  return items.flatMap((item) => shape.safeParse(item).data ?? []);
}

/** Where a page led to, without the origin where it is the page's own; null when that is the page itself. */
export function otherPage(asked: string, final: string): string | null {
  if (!URL.canParse(final)) return "nowhere";
  const [from, to] = [new URL(asked), new URL(final)];
  if (from.origin !== to.origin) return `${to.protocol}//${to.host}${to.pathname}`;
  return from.pathname === to.pathname ? null : to.pathname;
}

function unreadable(version: string, page: string, field: string, why: string): ToolError {
  return new ToolError(
    `Lighthouse ${version} gave ${page} a result that cannot be read, at ${field}: ${why}; use the Lighthouse that Weighbridge installs, and leave its audits in the config.`,
  );
}

const MOST_LEVELS = 100;

/** What writes it anew goes down level by level, on the stack. */
function isDeep(json: unknown): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return false;
}

function versionOf(json: unknown): string {
  const version = z.object({ lighthouseVersion: z.string() }).safeParse(json);
  return version.success ? version.data.lighthouseVersion : "of an unknown version";
}

const quote = (text: string) => JSON.stringify(text.slice(0, 40));
