// src/gate.ts
import { healthOf } from "./baseline/health.js";
import { dayOf, refuseExpired } from "./config/accept.js";
import { overridesOf } from "./config/overrides.js";
import { ExpectedError } from "./errors.js";
import { attemptsOf, questionOf, reuse } from "./pipeline/attempts.js";
import { placeBaseline } from "./pipeline/baseline.js";
import { gatherEvidence } from "./pipeline/evidence.js";
import { settingsOf } from "./pipeline/settings.js";
import { chooseSides, sameBeforeBuild } from "./pipeline/sides.js";
import { judgeUnmeasured } from "./pipeline/unmeasured.js";
import { judgeRounds } from "./pipeline/verdict.js";
import { orDiskError } from "./system/disk.js";
import { readEnvironment } from "./system/environment.js";
import { InterruptedError } from "./system/interrupt.js";
import { VERSION } from "./version.js";
var OTHER_QUESTION = "The rounds of the attempt that was named are of other trees, another config or another version: they do not count here.";
async function weigh(request, ofHead, system) {
  const { verdict, ...rest } = await outcomeOf(request, ofHead, system);
  return { ...rest, verdict: { ...verdict, notices: [...verdict.notices, ...request.asides ?? []] } };
}
async function outcomeOf(request, ofHead, system) {
  const started = performance.now();
  const today = dayOf(/* @__PURE__ */ new Date());
  refuseExpired(ofHead, today);
  const sides = await chooseSides(request, ofHead.config.target, system);
  const settings = await settingsOf(request, ofHead, sides, today);
  const { loaded, accept, gateChanges, configFrom } = settings;
  const { gate, target, findings: rules } = loaded.config;
  const policy = {
    enforce: gate.enforce ?? target.kind !== "url",
    onInconclusive: gate.onInconclusive,
    gateChanges,
    configFrom,
    override: request.override,
    health: healthOf(request.baseline?.snapshots ?? [])
  };
  const known = [...sides.notices, ...settings.notices, ...request.baseline?.notices ?? []];
  const about = (notices, environment) => ({
    ...sides.info,
    ...policy,
    gate: gate.id,
    falseAlarms: gate.falseAlarms,
    environment,
    notices: [...known, ...notices],
    finished: (/* @__PURE__ */ new Date()).toISOString(),
    version: VERSION
  });
  const spent = (seconds) => ({
    install: 0,
    build: 0,
    measure: 0,
    ...seconds,
    total: (performance.now() - started) / 1e3
  });
  const unmeasured = async (kind, why) => {
    const environment = await readEnvironment(system.env, {});
    return {
      verdict: judgeUnmeasured({ weighed: { kind, why }, seconds: spent({}), ...about([], environment) }),
      rounds: null,
      details: []
    };
  };
  try {
    const same = request.force ? null : await sameBeforeBuild(sides, gate.ignore);
    if (same !== null) return await unmeasured("same-bytes", same);
    const question = await questionOf(sides, loaded, request);
    const isAsked = question !== null && request.rounds === null;
    const earlier = isAsked && request.earlier?.question === question ? request.earlier : null;
    if (request.earlier !== null && earlier === null) known.push(OTHER_QUESTION);
    const asked = { ...sides.info, ...policy, overrides: overridesOf(loaded), accept, rules, job: request.job };
    const reused = earlier && reuse(earlier, { ...asked, notices: known });
    if (reused !== null) return { ...reused, details: [] };
    const placed = await placeBaseline(request, sides);
    const evidence = await gatherEvidence({ request, loaded, accept, sides, placed, earlier, system });
    if (evidence.kind === "same-bytes") return await unmeasured("same-bytes", evidence.why);
    const { built, measured, environment, baseline, weighed } = evidence;
    const { tools: _, fixes: _tried, seconds, notices, details, ...gathered } = measured;
    const rounds = {
      schema: 1,
      kind: "rounds",
      job: request.job,
      mode: request.mode,
      question,
      attempts: earlier === null ? [] : attemptsOf(earlier),
      lost: (earlier?.lost ?? 0) + (request.lost ?? 0),
      weighed,
      baseline,
      ...about([...built.notices, ...notices], environment),
      ...gathered,
      overrides: overridesOf(loaded),
      accept,
      rules,
      seconds: spent({ ...built.seconds, measure: seconds })
    };
    return { rounds, verdict: judgeRounds(rounds), details };
  } catch (error) {
    system.signal.throwIfAborted();
    const met = orDiskError(error);
    const isVerdict = met instanceof ExpectedError && !(met instanceof InterruptedError);
    if (!isVerdict || met.name === "ConfigError") throw met;
    return await unmeasured("could-not-measure", met.message);
  }
}
export {
  weigh
};
