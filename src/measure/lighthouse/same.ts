/** Which of the pages of a round are the same on both sides. */
import type { Side } from "../../model/series.ts";
import type { Served } from "../served.ts";
import { compareResponses } from "./identical.ts";
import { requestsOf } from "./values.ts";
import type { Visit } from "./visit.ts";

/** The pages whose responses do not differ by a byte, while the servers that gave them are still up. */
export async function samePages(
  visits: readonly Visit[],
  served: readonly Served[],
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const seen = (page: string, side: Side) => {
    const visit = visits.find((one) => one.page === page && one.side === side);
    const origin = served.find((one) => one.side === side)?.url;
    return visit && origin !== undefined ? { origin, requests: requestsOf(visit.lhr, page) } : null;
  };
  const same: string[] = [];
  for (const page of new Set(visits.map((visit) => visit.page))) {
    const [base, head] = [seen(page, "base"), seen(page, "head")];
    if (!base || !head) continue;
    const { kind } = await compareResponses({ base, head }, headers, signal);
    if (kind === "same") same.push(page);
  }
  return same;
}
