// src/measure/inside/session.ts
import { withoutName } from "../subject.js";
import { timeControl } from "./control.js";
import { inTime, sayFailure } from "./post.js";
import { watchRound } from "./round.js";
import { gather } from "./series.js";
function openSession(input) {
  const { plan, watchers, sides, signal } = input;
  const kept = [];
  const metrics = /* @__PURE__ */ new Map();
  const out = /* @__PURE__ */ new Map();
  const watchedRounds = /* @__PURE__ */ new Map();
  const warned = /* @__PURE__ */ new Set();
  const onFailure = (id, why) => {
    if (!warned.has(id)) input.warn(`${id} cannot look: ${withoutName(id, why)}`);
    warned.add(id);
  };
  async function round(drawn) {
    const on = watchers.filter(({ id }) => !out.has(id));
    const control = timeControl(
      drawn.order.filter((side) => sides.includes(side)),
      input.calibrate
    );
    const watched = on.length === 0 ? NOTHING : await watchRound({ ...input, onFailure }, drawn, on);
    return {
      kind: "measured",
      keep: () => {
        watched.keep();
        kept.push({ control, values: watched.values });
        for (const [id, metric] of watched.metrics)
          if (!metrics.has(id)) metrics.set(id, { ...metric, lane: "inside" });
        for (const [id, why] of watched.failures) out.set(id, why);
        for (const { id } of on) if (!out.has(id)) watchedRounds.set(id, (watchedRounds.get(id) ?? 0) + 1);
      }
    };
  }
  async function collected() {
    const told = [];
    for (const { id, watching } of watchers) {
      if (out.has(id) && !watchedRounds.has(id)) continue;
      try {
        told.push(await inTime(() => watching.collected()));
      } catch (error) {
        signal.throwIfAborted();
        if (out.has(id)) continue;
        out.set(id, sayFailure(error));
        onFailure(id, sayFailure(error));
      }
    }
    return {
      series: gather(metrics, kept),
      limits: [],
      notWeighed: told.flatMap(({ notWeighed }) => notWeighed),
      notes: [],
      notices: told.flatMap((one) => one.notes),
      unwatched: [...out].map(
        ([id, why]) => ({ watcher: id, why: withoutName(id, why), rounds: watchedRounds.get(id) ?? 0 })
      ),
      files: [],
      causes: told.flatMap(({ causes }) => causes),
      details: told.flatMap(({ details }) => details),
      facts: told.flatMap(({ facts }) => facts)
    };
  }
  return { plan, mirrors: true, round, series: () => gather(metrics, kept), collected };
}
var NOTHING = {
  metrics: /* @__PURE__ */ new Map(),
  values: { base: /* @__PURE__ */ new Map(), head: /* @__PURE__ */ new Map() },
  failures: /* @__PURE__ */ new Map(),
  keep: () => {
  }
};
export {
  openSession
};
