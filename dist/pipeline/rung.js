// src/pipeline/rung.ts
import { watchGivenUp } from "../compare/given-up.js";
import { redefineMetric, resolveRule } from "../compare/rules.js";
import { checkAccept } from "../config/accept.js";
import { overridesFor } from "../config/metrics.js";
import { overridesOf } from "../config/overrides.js";
import { SIDES } from "../model/series.js";
import { readEnvironment } from "../system/environment.js";
import { besideMeasured, givenUpBefore } from "./baseline.js";
import { confirmExact } from "./confirm.js";
import { explainMeasured } from "./explain.js";
import { tryMeasured } from "./fix.js";
import { measureSides } from "./measure.js";
async function measureRung(question, built, sides, weighed) {
  const { request, loaded, accept, placed, earlier, system } = question;
  const { config } = loaded;
  const root = config.target.kind === "url" ? request.cwd : built.builds.head?.dir ?? request.cwd;
  const overrides = overridesOf(loaded);
  const familyOf = (series) => {
    for (const { metric } of series) {
      overridesFor(loaded, metric);
      checkAccept(loaded, redefineMetric(metric, overrides));
    }
    const rules = series.flatMap((one) => one.kind === "exact" ? [] : [resolveRule(one.metric, overrides)]);
    return rules.filter((rule) => rule !== "off" && rule.role === "gate").length;
  };
  const environmentOf = ({ tools }) => readEnvironment(system.env, Object.assign({}, ...Object.values(tools)));
  const { keep, all, mode } = request;
  const isPaired = sides.length === SIDES.length;
  const asked = {
    rounds: request.rounds,
    all: all || config.gate.all,
    earlier: isPaired ? earlier : null,
    lost: request.lost ?? 0
  };
  const beside = async (known) => mode === "auto" ? besideMeasured(placed, known, await environmentOf(known)) : null;
  const refine = async (known) => {
    const givenUp = isPaired ? givenUpBefore(placed, known, await environmentOf(known)) : /* @__PURE__ */ new Set();
    const { series, notices } = await confirmExact({ ...question, built, overrides, root }, known.series);
    return { series: (all2) => watchGivenUp(series(all2), givenUp), notices };
  };
  const by = { overrides, accept, familyOf, keep, beside, refine, ...asked };
  const rounds = await measureSides({ config, built, sides, root, system, ...by });
  const phase = { ...question, built, overrides, root };
  const measured = isPaired ? await tryMeasured(phase, await explainMeasured(phase, rounds)) : rounds;
  familyOf(measured.series);
  const environment = await environmentOf(measured);
  return {
    kind: "measured",
    built,
    measured,
    environment,
    baseline: besideMeasured(placed, measured, environment),
    weighed
  };
}
export {
  measureRung
};
