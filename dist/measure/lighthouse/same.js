// src/measure/lighthouse/same.ts
import { compareResponses } from "./identical.js";
import { requestsOf } from "./values.js";
async function samePages(visits, served, headers, signal) {
  const seen = (page, side) => {
    const visit = visits.find((one) => one.page === page && one.side === side);
    const origin = served.find((one) => one.side === side)?.url;
    return visit && origin !== void 0 ? { origin, requests: requestsOf(visit.lhr, page) } : null;
  };
  const same = [];
  for (const page of new Set(visits.map((visit) => visit.page))) {
    const [base, head] = [seen(page, "base"), seen(page, "head")];
    if (!base || !head) continue;
    const { kind } = await compareResponses({ base, head }, headers, signal);
    if (kind === "same") same.push(page);
  }
  return same;
}
export {
  samePages
};
