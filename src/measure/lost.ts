/** What is said of endpoints whose counts were lost in a round. Pure. */
import type { Side } from "../model/series.ts";
import { asName } from "./subject.ts";

/** Endpoints that are named. */
const MOST = 3;

/** "shop: GET /a and shop: GET /b have no numbers of that round"; at least one endpoint. */
export function withoutNumbers(endpoints: readonly string[]): string {
  const named = endpoints.slice(0, MOST).map(asName);
  const rest = endpoints.length - named.length;
  const all = rest > 0 ? [...named, `${rest} more`] : named;
  const listed = all.length === 1 ? all[0]! : `${all.slice(0, -1).join(", ")} and ${all.at(-1)!}`;
  return `${listed} ${all.length === 1 ? "has" : "have"} no numbers of that round`;
}

/** A sentence, of a database that says elsewhere why. */
export function lostCounts(database: string, side: Side, endpoints: readonly string[]): string {
  return `${database}: counts of ${side} were lost in a round, so that ${withoutNumbers(endpoints)}.`;
}
