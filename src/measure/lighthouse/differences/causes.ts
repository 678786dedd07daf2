/** What is behind the moves of a page's metrics, as far as its loads tell. Pure. */
import type { Cause } from "../../../model/cause.ts";
import { type MetricId, parseMetricId } from "../../../model/metric.ts";
import type { TimingName } from "../metrics.ts";
import { type Part, sizeOf } from "./apart.ts";
import type { AuditDifference } from "./audits.ts";
import type { Difference } from "./difference.ts";
import { type Amount, isOfOthers } from "./loaded.ts";

/** Of a metric each. */
const MOST = { resources: 5, audits: 3 } as const;

/** A resource of both sides whose difference is so many times smaller than the largest one explains nothing. */
const NEGLIGIBLE = 100;

interface Influence {
  /** Types of resources that a time depends on; null: any. */
  readonly types: readonly string[] | null;
  /** Audits that save one of these, as Lighthouse calls them. */
  readonly saves: readonly string[];
}

const INFLUENCES: Readonly<Record<TimingName, Influence>> = {
  lcp: { types: null, saves: ["LCP"] },
  fcp: { types: ["Document", "Stylesheet", "Script", "Font"], saves: ["FCP"] },
  "speed-index": { types: null, saves: ["FCP", "LCP"] },
  tti: { types: null, saves: ["TBT"] },
  "main-thread": { types: ["Document", "Stylesheet", "Script"], saves: ["TBT"] },
  bootup: { types: ["Document", "Script"], saves: ["TBT"] },
  tbt: { types: ["Document", "Script"], saves: ["TBT"] },
  cls: { types: ["Stylesheet", "Image", "Font"], saves: ["CLS"] },
  score: { types: null, saves: ["FCP", "LCP", "TBT", "CLS"] },
};

const isTiming = (name: string): name is TimingName => Object.hasOwn(INFLUENCES, name);

type Found = Omit<Cause, "metric" | "at">;

/** @param id of a metric of this collector, of the page that the difference is of */
export function causesOf(id: MetricId, difference: Difference): readonly Cause[] {
  const name = parseMetricId(id)?.metric ?? "";
  const { element } = difference;
  const found = [
    ...(name === "lcp" && element !== null ? [elementCause(element)] : []),
    ...resourceCauses(name, difference).slice(0, MOST.resources),
    ...auditCauses(name, difference).slice(0, MOST.audits),
  ];
  return found.map((one) => ({ metric: id, ...one, at: null }));
}

function elementCause({ base, head }: NonNullable<Difference["element"]>): Found {
  return { kind: "element", name: head, base: null, head: null, unit: "number", whole: null, note: `was ${base}` };
}

function resourceCauses(name: string, { parts, typeOf }: Difference): readonly Found[] {
  const amount = amountOf(name);
  const own = parts(amount).filter((part) => isPartOf(name, part.name, typeOf(part.name)));
  const largest = own[0] === undefined ? 0 : sizeOf(own[0]);
  const counts = (part: Part) => part.base === null || part.head === null || sizeOf(part) * NEGLIGIBLE >= largest;
  // A time is no sum of them.
  const whole = isTiming(name) ? null : own.reduce((sum, { base, head }) => sum + (head ?? 0) - (base ?? 0), 0);
  const unit = amount === "requests" ? "count" : "bytes";
  return own.filter(counts).map((part) => ({ kind: "resource", ...part, unit, whole, note: null }));
}

function amountOf(name: string): Amount {
  if (name === "unused-js" || name === "unused-css") return name;
  return name.endsWith("requests") ? "requests" : "bytes";
}

/** The types that Lighthouse sums up by themselves. */
const SUMMED = ["document", "stylesheet", "script", "image", "media", "font"];

function isPartOf(name: string, resource: string, type: string): boolean {
  if (isTiming(name)) return INFLUENCES[name].types?.includes(type) ?? true;
  const only = /^(.+)-(?:bytes|requests)$/u.exec(name)?.[1];
  if (only === undefined) return true;
  if (only === "third-party") return isOfOthers(resource);
  return only === "other" ? !SUMMED.includes(type.toLowerCase()) : type.toLowerCase() === only;
}

/** What Lighthouse finds no fault with on head is behind nothing. Bytes and requests are what their metrics count already. */
function auditCauses(name: string, { audits }: Difference): readonly Found[] {
  if (!isTiming(name)) return [];
  const { saves } = INFLUENCES[name];
  return audits
    .filter(({ row, passes }) => row.change === "worse" && !passes)
    .filter((audit) => audit.saves.some((metric) => saves.includes(metric)))
    .map(auditCause);
}

function auditCause({ row, exact }: AuditDifference): Found {
  const named = { kind: "audit", name: row.title || row.id } as const;
  if (exact !== null) return { ...named, ...exact, whole: null, note: null };
  return { ...named, base: null, head: null, unit: "number", whole: null, note: `${row.head}, was ${row.base}` };
}
