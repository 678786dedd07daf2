// src/measure/k6/kept.ts
import { valuesOf } from "./values.js";
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
export {
  keep
};
