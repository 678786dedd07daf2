// src/gate.ts
import { resolveRule } from "./compare/rules.js";
import { overridesFor, toOverride } from "./config/metrics.js";
import { ExpectedError, TargetError } from "./errors.js";
import { SIDES } from "./model/series.js";
import { measureSides } from "./pipeline/measure.js";
import { buildSides, chooseSides, sameAfterBuild, sameBeforeBuild } from "./pipeline/sides.js";
import { judgeRounds, judgeUnmeasured } from "./pipeline/verdict.js";
import { readEnvironment } from "./system/environment.js";
import { InterruptedError } from "./system/interrupt.js";
import { VERSION } from "./version.js";
async function weigh(request, loaded, system) {
  const started = performance.now();
  const { gate, target } = loaded.config;
  const sides = await chooseSides(request, target, system);
  const enforce = gate.enforce ?? target.kind !== "url";
  const about = async (notices, tools) => ({
    ...sides.info,
    enforce,
    onInconclusive: gate.onInconclusive,
    falseAlarms: gate.falseAlarms,
    environment: await readEnvironment(system.env, tools),
    notices: [...sides.notices, ...notices],
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
  const unmeasured = async (kind, why) => ({
    verdict: judgeUnmeasured({ weighed: { kind, why }, seconds: spent({}), ...await about([], {}) }),
    rounds: null
  });
  try {
    const same = request.force ? null : await sameBeforeBuild(sides, gate.ignore);
    if (same !== null) return await unmeasured("same-bytes", same);
    const built = await buildSides(request, loaded, sides, system);
    const equal = request.force ? null : await sameAfterBuild(sides, built, gate.ignore);
    if (equal !== null) return await unmeasured("same-bytes", equal);
    const { measured, weighed } = await measureByLadder(request, loaded, built, system);
    const { tools, seconds, notices, ...gathered } = measured;
    const rounds = {
      schema: 1,
      kind: "rounds",
      gate: gate.id,
      weighed,
      ...await about([...built.notices, ...notices], tools),
      ...gathered,
      overrides: overridesOf(loaded),
      seconds: spent({ ...built.seconds, measure: seconds })
    };
    return { rounds, verdict: judgeRounds(rounds) };
  } catch (error) {
    system.signal.throwIfAborted();
    const isVerdict = error instanceof ExpectedError && !(error instanceof InterruptedError);
    if (!isVerdict || error.name === "ConfigError") throw error;
    return await unmeasured("could-not-measure", error.message);
  }
}
function overridesOf({ config }) {
  return config.metrics.map(toOverride);
}
async function measureByLadder(request, loaded, built, system) {
  const { config } = loaded;
  const root = config.target.kind === "url" ? request.cwd : built.builds.head?.dir ?? request.cwd;
  const overrides = overridesOf(loaded);
  const onSeries = (series) => {
    for (const { metric } of series) overridesFor(loaded, metric);
    const rules = series.flatMap((one) => one.kind === "exact" ? [] : [resolveRule(one.metric, overrides)]);
    return rules.filter((rule) => rule !== "off" && rule.role === "gate").length;
  };
  const measure = (sides) => measureSides({ config, built, sides, root, system, onSeries });
  const headAlone = async (weighed) => ({ measured: await measure(["head"]), weighed });
  if (request.mode === "budgets")
    return headAlone({ kind: "budgets-only", why: "Only absolute limits were asked for." });
  if (!request.compare) return headAlone({ kind: "budgets-only", why: "Head was measured alone, as asked." });
  const { noBase } = built;
  try {
    if (noBase === null) return { measured: await measure(SIDES), weighed: { kind: "compared" } };
    if (request.mode === "paired") throw new TargetError("base", noBase);
    system.log.warn(`No base to compare with, so head is held to its limits alone: ${noBase}`);
    return await headAlone({ kind: "no-base", why: noBase });
  } catch (error) {
    if (!(error instanceof TargetError) || error.side !== "base" || request.mode === "paired") throw error;
    system.log.warn(`Base could not be measured, so head is held to its limits alone: ${error.message}`);
    return headAlone({ kind: "no-base", why: error.message });
  }
}
export {
  weigh
};
