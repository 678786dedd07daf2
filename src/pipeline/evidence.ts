/** Walks the evidence ladder: stored values where they do, else base and head built and measured here, else head alone. */
import type { Config } from "../config/schema.ts";
import { TargetError } from "../errors.ts";
import { registry } from "../measure/registry.ts";
import type { Baseline } from "../model/baseline.ts";
import { collectorOf } from "../model/metric.ts";
import { SIDES } from "../model/series.ts";
import { type BuiltSides, buildSides, sameAfterBuild } from "./builds.ts";
import { type MeasuredEvidence, measureRung, type Question } from "./rung.ts";

export type Evidence = { readonly kind: "same-bytes"; readonly why: string } | MeasuredEvidence;

/** @throws ConfigError, ToolError, TargetError for what keeps head from being measured, or base where it is insisted on */
export async function gatherEvidence(question: Question): Promise<Evidence> {
  const { mode, compare } = question.request;
  if (compare && mode === "stored") return besideStored(question);
  if (compare && mode === "auto" && isExactOnly(question.loaded.config) && question.placed?.chosen.how === "base") {
    const alone = await measureAlone(
      question,
      "Base was not built: only exact metrics are on, and those of base are stored.",
    );
    if (standsIn(alone)) return alone;
    question.system.log.info("What is stored of base was measured otherwise than head: base is built after all.");
  }
  return fromBuilds(question);
}

/** Head alone, with base neither built nor measured. */
async function measureAlone({ sides, ...rest }: Question, how: string): Promise<MeasuredEvidence> {
  const source = sides.source && { ...sides.source, base: null };
  const built = await buildSides(rest.request, rest.loaded, { ...sides, source }, rest.system);
  return measureRung({ sides, ...rest }, built, ["head"], { kind: "stored", how });
}

async function besideStored(question: Question): Promise<Evidence> {
  const evidence = await measureAlone(question, "Head alone was measured and set beside stored jobs: mode is stored.");
  const why = nothingStored(evidence.baseline) ?? notPlaced(evidence.baseline);
  if (why === null) return evidence;
  question.system.log.warn(`Head is held to its limits alone: ${why}`);
  return { ...evidence, weighed: { kind: "no-base", why } };
}

/** Why no stored job can be set beside head; null when one can. */
function nothingStored(baseline: Baseline | null): string | null {
  const cure = "five jobs on the default branch in mode: stored are needed; mode: auto builds base instead";
  if (baseline === null) return `no earlier job is stored; ${cure}.`;
  if (baseline.exact.length > 0 || baseline.histories.some(({ jobs }) => jobs > 0)) return null;
  const reasons = baseline.leftOut.map(({ jobs, why }) => `${jobs} ${why}`).join(", ");
  return `none of ${baseline.jobs} stored jobs is comparable (${reasons}); ${cure}.`;
}

/** Why no stored job stands for base; null when one does. Of another place in the history it would blame head for others. */
function notPlaced(baseline: Baseline | null): string | null {
  if (baseline?.reference.how !== "newest" || baseline.exact.length === 0) return null;
  return "this clone does not know where the stored commits belong; check it out with more history (fetch-depth: 0).";
}

/** Paired where there are two sides; head against its limits and stored exact values where base cannot be had. */
async function fromBuilds(question: Question): Promise<Evidence> {
  const { request, loaded, sides, system } = question;
  const built = await buildSides(request, loaded, sides, system);
  const equal = request.force ? null : await sameAfterBuild(sides, built, loaded.config.gate.ignore);
  if (equal !== null) return { kind: "same-bytes", why: equal };
  const limitsOnly = (why: string) => measureRung(question, built, ["head"], { kind: "budgets-only", why });
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

async function withoutBase(question: Question, built: BuiltSides, why: string): Promise<Evidence> {
  const evidence = await measureRung(question, built, ["head"], { kind: "no-base", why });
  // A job of which nobody knows whether it lies before base shows something, but settles nothing.
  const isPlaced = question.placed !== null && question.placed.chosen.how !== "newest";
  if (!isPlaced || !standsIn(evidence)) return evidence;
  return { ...evidence, weighed: { kind: "stored", how: `Base could not be had: ${why.split("\n")[0]}` } };
}

/** Whether stored exact values answer all that was measured. */
function standsIn({ measured: { series }, baseline }: MeasuredEvidence): boolean {
  const stored = new Set(baseline?.exact.map(({ metric }) => collectorOf(metric)));
  return series.length > 0 && series.every(({ kind, metric }) => kind === "exact" && stored.has(collectorOf(metric)));
}

/** Known of the collectors before anything is built. */
function isExactOnly(config: Config): boolean {
  const on = registry.filter(({ id }) => config[id] !== undefined);
  return on.every(({ metrics }) => metrics.every(({ kind }) => kind === "exact"));
}
