// src/measure/lighthouse/assert.ts
import { z } from "../../vendor/zod.js";
import { ToolError } from "../../errors.js";
import { refuseUnknown } from "./assert-known.js";
import { limitsOf, withoutResult } from "./assert-limit.js";
import { runAssert } from "./assert-run.js";
async function judgeAssertions(input) {
  const { assert: matrix, runs } = input;
  const complete = [...runs.head, ...runs.base].filter(({ kind }) => kind === "full");
  refuseUnknown(
    matrix,
    complete.map(({ lhrText }) => lhrText)
  );
  const [base, head] = await Promise.all([judgeSide(input, runs.base), judgeSide(input, runs.head)]);
  const units = new Map(runs.head.flatMap((run) => run.kind === "full" ? [[run.page, unitsIn(run)]] : []));
  return {
    limits: limitsOf({ matrix, results: { base, head }, unitOf: (page, auditId) => units.get(page)?.get(auditId) }),
    notWeighed: notWeighed(matrix, head.full)
  };
}
async function judgeSide(input, runs) {
  const fullRuns = runs.filter(({ kind }) => kind === "full");
  const full = await judgeRuns(input, fullRuns);
  return { full, all: fullRuns.length === runs.length ? full : await judgeRuns(input, runs) };
}
async function judgeRuns(input, runs) {
  const { lhci, assert: matrix, urlOf, scratch, system, rounds } = input;
  const lhrs = runs.map(({ page, lhrText }) => JSON.stringify({ ...JSON.parse(lhrText), finalUrl: urlOf(page) }));
  const results = await runAssert({ lhci, matrix, lhrs, scratch, system });
  const pages = new Map(runs.map(({ page }) => [urlOf(page), page]));
  return results.map((result) => {
    const page = pages.get(result.url);
    if (page === void 0) throw new ToolError(`lhci assert judged ${result.url}, which it was not given.`);
    const ofPage = runs.filter((run) => run.page === page);
    return { ...result, page, rounds: place(result.values, ofPage, rounds) };
  });
}
function place(values, runs, rounds) {
  const placed = new Array(rounds).fill(null);
  if (values.length !== runs.length) return placed;
  for (const [index, { round }] of runs.entries()) placed[round] = values[index];
  return placed;
}
var unitSchema = z.object({ numericUnit: z.string().optional() }).catch({});
var unitsSchema = z.object({ audits: z.record(z.string(), unitSchema) });
function unitsIn({ lhrText }) {
  const { audits } = unitsSchema.parse(JSON.parse(lhrText));
  return new Map(Object.entries(audits).map(([id, { numericUnit }]) => [id, numericUnit]));
}
function notWeighed(matrix, head) {
  if (head.length === 0) return ["No assertion of the Lighthouse CI config applies to the pages that were loaded."];
  return withoutResult(matrix, head).map(
    (key) => `Assertion ${key}: it applies to no page that was loaded, or Lighthouse has no such audit any more.`
  );
}
export {
  judgeAssertions
};
