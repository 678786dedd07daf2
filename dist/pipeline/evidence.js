// src/pipeline/evidence.ts
import { TargetError } from "../errors.js";
import { registry } from "../measure/registry.js";
import { collectorOf } from "../model/metric.js";
import { SIDES } from "../model/series.js";
import { buildSides, sameAfterBuild } from "./builds.js";
import { measureRung } from "./rung.js";
async function gatherEvidence(question) {
  const { mode, compare } = question.request;
  if (compare && mode === "stored") return besideStored(question);
  if (compare && mode === "auto" && isExactOnly(question.loaded.config) && question.placed?.chosen.how === "base") {
    const alone = await measureAlone(
      question,
      "Base was not built: only exact metrics are on, and those of base are stored."
    );
    if (standsIn(alone)) return alone;
    question.system.log.info("What is stored of base was measured otherwise than head: base is built after all.");
  }
  return fromBuilds(question);
}
async function measureAlone({ sides, ...rest }, how) {
  const source = sides.source && { ...sides.source, base: null };
  const built = await buildSides(rest.request, rest.loaded, { ...sides, source }, rest.system);
  return measureRung({ sides, ...rest }, built, ["head"], { kind: "stored", how });
}
async function besideStored(question) {
  const evidence = await measureAlone(question, "Head alone was measured and set beside stored jobs: mode is stored.");
  const why = nothingStored(evidence.baseline) ?? notPlaced(evidence.baseline);
  if (why === null) return evidence;
  question.system.log.warn(`Head is held to its limits alone: ${why}`);
  return { ...evidence, weighed: { kind: "no-base", why } };
}
function nothingStored(baseline) {
  const cure = "five jobs on the default branch in mode: stored are needed; mode: auto builds base instead";
  if (baseline === null) return `no earlier job is stored; ${cure}.`;
  if (baseline.exact.length > 0 || baseline.histories.some(({ jobs }) => jobs > 0)) return null;
  const reasons = baseline.leftOut.map(({ jobs, why }) => `${jobs} ${why}`).join(", ");
  return `none of ${baseline.jobs} stored jobs is comparable (${reasons}); ${cure}.`;
}
function notPlaced(baseline) {
  if (baseline?.reference.how !== "newest" || baseline.exact.length === 0) return null;
  return "this clone does not know where the stored commits belong; check it out with more history (fetch-depth: 0).";
}
async function fromBuilds(question) {
  const { request, loaded, sides, system } = question;
  const built = await buildSides(request, loaded, sides, system);
  const equal = request.force ? null : await sameAfterBuild(sides, built, loaded.config.gate.ignore);
  if (equal !== null) return { kind: "same-bytes", why: equal };
  const limitsOnly = (why) => measureRung(question, built, ["head"], { kind: "budgets-only", why });
  if (request.mode === "budgets") return limitsOnly("Only absolute limits were asked for.");
  if (!request.compare) return limitsOnly("Head was measured alone, as asked.");
  const { noBase } = built;
  try {
    if (noBase === null) return await measureRung(question, built, SIDES, { kind: "compared" });
    if (request.mode === "paired") throw new TargetError("base", noBase);
    system.log.warn(`No base to compare with, so head is held to its limits alone: ${noBase}`);
    return await withoutBase(question, built, noBase);
  } catch (error) {
    if (!(error instanceof TargetError) || error.side !== "base" || request.mode === "paired") throw error;
    system.log.warn(`Base could not be measured, so head is held to its limits alone: ${error.message}`);
    return withoutBase(question, built, error.message);
  }
}
async function withoutBase(question, built, why) {
  const evidence = await measureRung(question, built, ["head"], { kind: "no-base", why });
  const isPlaced = question.placed !== null && question.placed.chosen.how !== "newest";
  if (!isPlaced || !standsIn(evidence)) return evidence;
  return { ...evidence, weighed: { kind: "stored", how: `Base could not be had: ${why.split("\n")[0]}` } };
}
function standsIn({ measured: { series }, baseline }) {
  const stored = new Set(baseline?.exact.map(({ metric }) => collectorOf(metric)));
  return series.length > 0 && series.every(({ kind, metric }) => kind === "exact" && stored.has(collectorOf(metric)));
}
function isExactOnly(config) {
  const on = registry.filter(({ id }) => config[id] !== void 0);
  return on.every(({ metrics }) => metrics.every(({ kind }) => kind === "exact"));
}
export {
  gatherEvidence
};
