// src/measure/inside/session.ts
import { timeControl } from "./control.js";
import { inTime, sayFailure } from "./post.js";
import { watchRound } from "./round.js";
import { gather } from "./series.js";
function openSession(input) {
  const { plan, watchers, sides, signal } = input;
  const kept = [];
  const metrics = /* @__PURE__ */ new Map();
  const out = /* @__PURE__ */ new Map();
  async function round(drawn) {
    const on = watchers.filter(({ id }) => !out.has(id));
    const control = timeControl(
      drawn.order.filter((side) => sides.includes(side)),
      input.calibrate
    );
    const watched = on.length === 0 ? NOTHING : await watchRound(input, drawn, on);
    return {
      kind: "measured",
      keep: () => {
        kept.push({ control, values: watched.values });
        for (const [id, metric] of watched.metrics)
          if (!metrics.has(id)) metrics.set(id, { ...metric, lane: "inside" });
        for (const [id, why] of watched.failures) out.set(id, why);
      }
    };
  }
  async function collected() {
    const told = [];
    for (const { id, watching } of watchers) {
      try {
        told.push(await inTime(() => watching.collected()));
      } catch (error) {
        signal.throwIfAborted();
        if (!out.has(id)) out.set(id, sayFailure(error));
      }
    }
    const { series, notes } = gather(metrics, kept);
    return {
      series,
      limits: [],
      notWeighed: [...[...out].map(leftOut), ...told.flatMap(({ notWeighed }) => notWeighed)],
      notes: [...notes, ...told.flatMap((one) => one.notes)],
      files: [],
      causes: told.flatMap(({ causes }) => causes),
      details: told.flatMap(({ details }) => details),
      facts: told.flatMap(({ facts }) => facts)
    };
  }
  return { plan, round, series: () => gather(metrics, kept).series, collected };
}
var NOTHING = { metrics: /* @__PURE__ */ new Map(), values: { base: /* @__PURE__ */ new Map(), head: /* @__PURE__ */ new Map() }, failures: /* @__PURE__ */ new Map() };
function leftOut([id, why]) {
  return `${why.startsWith(`${id}:`) ? why : `${id}: ${why}`} Everything else was weighed.`;
}
export {
  openSession
};
