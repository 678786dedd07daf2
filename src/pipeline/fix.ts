/** After the rounds: what findings of head suggest is tried on head, and said with them. Nothing of it changes a verdict. */
import { ToolError } from "../errors.ts";
import { type TriedFix, tryFixes, untried } from "../explain/fix.ts";
import { findingsOf } from "../findings/judge.ts";
import type { Fix } from "../measure/fix.ts";
import { asSentence } from "../measure/subject.ts";
import { type Fact, isOfHead, type RuleSettings } from "../model/finding.ts";
import { unfitness } from "../model/plan.ts";
import { gainsOf, gainText } from "./gain.ts";
import type { Measured } from "./measured.ts";
import { openPhase, type PhaseInput } from "./phase.ts";

/** Fixes that are tried, the largest. */
const MOST = 3;

/** What was measured, with what fixes brought in the notes of the facts that they put right. @throws only where the job is interrupted */
export async function tryMeasured(input: PhaseInput, measured: Measured): Promise<Measured> {
  const { system, loaded } = input;
  const { explain, findings } = loaded.config;
  const fixes = explain.when === "never" ? [] : fixesOfHead(measured, findings);
  if (fixes.length === 0) return measured;
  const started = performance.now();
  const { tried, notWeighed } = await attempt(input, fixes);
  system.signal.throwIfAborted();
  return {
    ...measured,
    facts: noted(measured.facts, tried),
    notWeighed: [...measured.notWeighed, ...notWeighed.map(asSentence)],
    seconds: measured.seconds + (performance.now() - started) / 1000,
  };
}

interface Weighed {
  readonly tried: readonly { readonly fix: Fix; readonly said: string }[];
  /** Why others could not be, a sentence each. */
  readonly notWeighed: readonly string[];
}

async function attempt(input: PhaseInput, fixes: readonly Fix[]): Promise<Weighed> {
  const { system, loaded } = input;
  try {
    const { load, serve } = await openPhase(input, "fix");
    const { tried, notWeighed } = await tryFixes({ system, load, serve, limit: loaded.config.explain.limit }, fixes);
    const weighed = weighedOf(tried);
    for (const { fix, said } of weighed.tried) system.log.info(`${fix.what}: ${said}.`);
    return { tried: weighed.tried, notWeighed: [...notWeighed, ...weighed.notWeighed] };
  } catch (error) {
    // Whatever it is: what was measured stands.
    return { tried: [], notWeighed: [untried(fixes[0]!, error)] };
  }
}

/** What was measured of each, as a clause. */
export function weighedOf(tried: readonly TriedFix[]): Weighed {
  const weighed = tried.map(({ fix, rounds }) => ({ fix, gains: gainsOf(rounds) }));
  return {
    tried: weighed.flatMap(({ fix, gains }) => (gains.length === 0 ? [] : [{ fix, said: gainText(gains) }])),
    notWeighed: weighed.flatMap(({ fix, gains }) => (gains.length === 0 ? [untried(fix, tooFew(fix))] : [])),
  };
}

const tooFew = ({ endpoints }: Fix) =>
  new ToolError(`too few requests to ${endpoints[0]} were answered, one at a time, to compare`);

/** Those for what head brings or makes worse, where requests show what they bring. */
function fixesOfHead({ facts, fixes, plan }: Measured, settings: RuleSettings): readonly Fix[] {
  const isUnfit = unfitness(plan) !== null;
  const found = findingsOf({ facts, comparisons: [], base: "measured", settings, isUnfit }).filter(isOfHead);
  return fixes.filter((fix) => fix.endpoints.length > 0 && found.some((finding) => isFor(fix, finding))).slice(0, MOST);
}

function isFor({ of }: Fix, fact: Fact): boolean {
  return of.some(
    ({ collector, rule, subject, name }) =>
      collector === fact.collector && rule === fact.rule && subject === fact.subject && name === fact.name,
  );
}

/** The facts, with what was tried against them in their notes. */
export function noted(facts: readonly Fact[], tried: Weighed["tried"]): readonly Fact[] {
  return facts.map((fact) => {
    const said = tried.flatMap((one) => (isFor(one.fix, fact) ? [`tried on head: ${one.said}`] : []));
    const note = [fact.note, ...said].filter((one) => one !== null).join("; ");
    return said.length === 0 ? fact : { ...fact, note: asSentence(note) };
  });
}
