// src/measure/prometheus/watch.ts
import { setTimeout as delay } from "node:timers/promises";
import { scrape } from "./scrape.js";
var PAUSE = 1e3;
var REST = 100;
function watchSources(sources, {
  weigh,
  isWeighed
}) {
  const samplers = /* @__PURE__ */ new Map();
  let readings = [];
  return {
    async begin() {
      for (const source of sources) {
        const { asking } = source;
        const before = [await scrape(asking), await scrape(asking), await scrape(asking)];
        samplers.set(source, sample(asking, before));
      }
    },
    async end(driven) {
      const sampled = await Promise.all([...samplers.values()].map(({ stop }) => stop()));
      const all = [];
      for (const [index, [{ exporter, asking }, { before }]] of [...samplers].entries()) {
        const after = await scrape(asking);
        all.push(...weigh({ exporter, url: asking.url, before, ...sampled[index], after, ...driven }));
      }
      readings = all;
    },
    readings: () => readings.filter(isWeighed),
    async stop() {
      await Promise.all([...samplers.values()].map(({ stop }) => stop()));
    }
  };
}
function sample(asking, before) {
  const during = [];
  const ended = new AbortController();
  let scrapes = 1;
  const hasGauges = gaugesOf(before[2]).size > 0;
  async function go() {
    for (let pause = PAUSE / 2; !ended.signal.aborted; ) {
      await delay(pause, void 0, { signal: ended.signal });
      const started = performance.now();
      scrapes++;
      const seen = await scrape(asking).catch(() => null);
      if (seen !== null) during.push({ ...seen, samples: gaugesOf(seen) });
      pause = Math.max(PAUSE, (performance.now() - started) * REST);
    }
  }
  const going = hasGauges ? go().catch(() => {
  }) : Promise.resolve();
  return {
    before,
    async stop() {
      ended.abort();
      await going;
      return { during, scrapes };
    }
  };
}
var gaugesOf = ({ samples }) => new Map([...samples].filter(([, { kind }]) => kind === "gauge"));
export {
  watchSources
};
