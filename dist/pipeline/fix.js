// src/pipeline/fix.ts
import { ToolError } from "../errors.js";
import { tryFixes, untried } from "../explain/fix.js";
import { findingsOf } from "../findings/judge.js";
import { asSentence } from "../measure/subject.js";
import { isOfHead } from "../model/finding.js";
import { unfitness } from "../model/plan.js";
import { gainsOf, gainText } from "./gain.js";
import { openPhase } from "./phase.js";
var MOST = 3;
async function tryMeasured(input, measured) {
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
    seconds: measured.seconds + (performance.now() - started) / 1e3
  };
}
async function attempt(input, fixes) {
  const { system, loaded } = input;
  try {
    const { load, serve } = await openPhase(input, "fix");
    const { tried, notWeighed } = await tryFixes({ system, load, serve, limit: loaded.config.explain.limit }, fixes);
    const weighed = weighedOf(tried);
    for (const { fix, said } of weighed.tried) system.log.info(`${fix.what}: ${said}.`);
    return { tried: weighed.tried, notWeighed: [...notWeighed, ...weighed.notWeighed] };
  } catch (error) {
    return { tried: [], notWeighed: [untried(fixes[0], error)] };
  }
}
function weighedOf(tried) {
  const weighed = tried.map(({ fix, rounds }) => ({ fix, gains: gainsOf(rounds) }));
  return {
    tried: weighed.flatMap(({ fix, gains }) => gains.length === 0 ? [] : [{ fix, said: gainText(gains) }]),
    notWeighed: weighed.flatMap(({ fix, gains }) => gains.length === 0 ? [untried(fix, tooFew(fix))] : [])
  };
}
var tooFew = ({ endpoints }) => new ToolError(`too few requests to ${endpoints[0]} were answered, one at a time, to compare`);
function fixesOfHead({ facts, fixes, plan }, settings) {
  const isUnfit = unfitness(plan) !== null;
  const found = findingsOf({ facts, comparisons: [], base: "measured", settings, isUnfit }).filter(isOfHead);
  return fixes.filter((fix) => fix.endpoints.length > 0 && found.some((finding) => isFor(fix, finding))).slice(0, MOST);
}
function isFor({ of }, fact) {
  return of.some(
    ({ collector, rule, subject, name }) => collector === fact.collector && rule === fact.rule && subject === fact.subject && name === fact.name
  );
}
function noted(facts, tried) {
  return facts.map((fact) => {
    const said = tried.flatMap((one) => isFor(one.fix, fact) ? [`tried on head: ${one.said}`] : []);
    const note = [fact.note, ...said].filter((one) => one !== null).join("; ");
    return said.length === 0 ? fact : { ...fact, note: asSentence(note) };
  });
}
export {
  noted,
  tryMeasured,
  weighedOf
};
