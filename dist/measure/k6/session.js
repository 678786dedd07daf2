// src/measure/k6/session.ts
import { SLOTS } from "../../model/series.js";
import { asName } from "../subject.js";
import { adviceOf } from "./advice.js";
import { drawDetails } from "./details.js";
import { driveScript } from "./drive.js";
import { whyUnfit } from "./drops.js";
import { limitsOf, unjudged } from "./limits.js";
import { placeOfThreshold } from "./place.js";
import { seriesOf } from "./rounds.js";
import { labelsOf, windowOf } from "./script.js";
import { tellApart } from "./told.js";
import { valuesOf } from "./values.js";
function openSession(input) {
  const { scripts, plan } = input;
  const labelOf = labelsOf(scripts);
  const kept = [];
  const told = tellApart(labelOf);
  const details = drawDetails(labelOf, windowOf(scripts[0]?.round ?? { warmup: 0, measure: 0 }) / 1e3, told.tells);
  const metrics = /* @__PURE__ */ new Map();
  async function round(drawn) {
    const runs = [];
    for (const script of scripts) {
      const ran = await runScript(input, script, drawn, told);
      const folds = ran.map(({ fold }) => fold);
      const why = whyUnfit(folds, script.label, script.round);
      if (why !== null) return { kind: "unfit", why };
      runs.push(ran);
    }
    const charted = runs.flatMap((ran, index) => ran.map((run) => ({ ...run, script: scripts[index].label })));
    told.take(charted);
    const measured = keep(scripts, runs, { labelOf, told, metrics });
    return {
      kind: "measured",
      keep: () => {
        kept.push(measured);
        details.add(charted);
      }
    };
  }
  const series = () => seriesOfKept(scripts, kept);
  return {
    plan,
    round,
    series,
    collected: async () => ({ ...collect(scripts, kept, told), details: details.result() })
  };
}
async function runScript({ k6, config, context }, script, drawn, told) {
  const { seed } = drawn;
  const tells = (subject) => told.tells(script.label, subject);
  const drive = (served) => driveScript({ k6, config, script, served, seed, tellApart: tells, system: context.system });
  if (script.plan.driver === "twin") {
    const both = await drawn.servers.both();
    const driven = await drive(SLOTS.map((slot) => both[slot]));
    return SLOTS.map((slot) => ({ side: drawn.sides[slot], slot, ...driven }));
  }
  const ran = [];
  for (const side of drawn.order.filter((one) => context.sides.includes(one))) {
    const served = await drawn.servers.alone(side);
    ran.push({ side, slot: served.slot, ...await drive([served]) });
  }
  return ran;
}
function keep(scripts, runs, { labelOf, told, metrics }) {
  const values = { base: /* @__PURE__ */ new Map(), head: /* @__PURE__ */ new Map() };
  for (const [index, script] of scripts.entries()) {
    const label = (scenario) => labelOf(script.label, scenario);
    const seconds = script.round.measure / 1e3;
    for (const { side, slot, fold } of runs[index]) {
      const tells = (cell) => told.tells(script.label, cell);
      for (const value of valuesOf({ fold, slot, label, seconds, tells }).values()) {
        const metric = metrics.get(value.metric.id) ?? value.metric;
        metrics.set(metric.id, metric);
        values[side].set(metric.id, { ...value, metric });
      }
    }
  }
  const folds = runs.flatMap((ran) => ran.map(({ fold }) => fold));
  const times = folds.flatMap(({ metrics: metrics2 }) => metrics2.filter(({ contains }) => contains === "time"));
  return {
    values,
    selected: runs.map((ran, index) => selectedOf(scripts[index], ran)),
    health: runs.map(healthOf),
    times: new Set(times.map(({ name }) => name))
  };
}
function selectedOf({ selectors }, ran) {
  const aggregate = (side, selector) => {
    const run = ran.find((one) => one.side === side);
    const chosen = run?.fold.selections.find((one) => one.slot === run.slot && one.selector === selector);
    return chosen?.aggregate ?? null;
  };
  return new Map(
    [...selectors].map(([text, selector]) => [
      text,
      { base: aggregate("base", selector), head: aggregate("head", selector) }
    ])
  );
}
function healthOf(ran) {
  const iterations = ran.flatMap(
    ({ fold }) => fold.cells.flatMap(
      ({ metric, aggregate }) => metric === "iteration_duration" && aggregate.kind === "trend" ? [aggregate.quantile(0.5)] : []
    )
  );
  return { iteration: Math.max(...iterations), busy: Math.max(...ran.map(({ busy }) => busy)) };
}
function seriesOfKept(scripts, kept) {
  const seconds = (scripts[0]?.round.measure ?? 0) / 1e3;
  return seriesOf(
    kept.map(({ values }) => values),
    seconds
  );
}
function collect(scripts, kept, told) {
  const judged = scripts.flatMap((script, index) => limitsOfScript(script, index, kept, scripts.length > 1));
  const advice = scripts.flatMap(
    ({ label, round, plan }, index) => adviceOf({ label, round, twin: plan.driver === "twin", rounds: kept.map(({ health }) => health[index]) })
  );
  return {
    series: seriesOfKept(scripts, kept),
    limits: judged.flatMap(({ limits }) => limits),
    notWeighed: [...judged.flatMap(({ notWeighed }) => notWeighed), ...told.warnings()],
    notes: advice,
    files: [],
    causes: [],
    facts: []
  };
}
function limitsOfScript({ selectors, inspected, plan, label, text, round }, index, kept, several) {
  const prefix = several ? `${label}: ` : "";
  return [...selectors].map(([selector, parsed]) => {
    const why = unjudged(parsed, Object.keys(plan.scenarios));
    if (why !== null) return { limits: [], notWeighed: [`Threshold ${asName(prefix + selector)}: ${why}.`] };
    const of = (side) => kept.map(({ selected }) => selected[index].get(selector)?.[side] ?? null);
    return limitsOf({
      selector,
      placeOf: (expression) => placeOfThreshold(text, label, selector, expression),
      prefix,
      expressions: inspected.thresholds[selector] ?? [],
      isTime: kept.some(({ times }) => times.has(parsed.metric)),
      rounds: { base: of("base"), head: of("head") },
      seconds: round.measure / 1e3
    });
  });
}
export {
  openSession
};
