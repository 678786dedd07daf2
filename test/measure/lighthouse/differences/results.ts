/** Results of Lighthouse to take differences of: recorded ones, and such with audits of one's own. */
import { parseLhr } from "../../../../src/measure/lighthouse/lhr.ts";
import { recorded } from "../recorded.ts";

export const changed = {
  base: parseLhr(recorded("changed-base"), "/shop"),
  head: parseLhr(recorded("changed-head"), "/shop"),
} as const;

/** The recorded result of base with these audits alone. */
export const withAudits = (audits: Readonly<Record<string, unknown>>) => ({ ...changed.base, audits });

/** The recorded result of base with one audit's rows replaced. */
export function withRows(audit: string, items: readonly unknown[]) {
  return { ...changed.base, audits: { ...changed.base.audits, [audit]: { details: { items } } } };
}
