// src/measure/prometheus/watch.ts
import { setTimeout as delay } from "node:timers/promises";
import { ToolError } from "../../errors.js";
import { scrape } from "./scrape.js";
var PAUSE = 1e3;
var REST = 100;
function watchSources(sources, { side, weigh, isWeighed, missed, faults }) {
  const samplers = /* @__PURE__ */ new Map();
  const readings = /* @__PURE__ */ new Map();
  async function forEachAsked(work) {
    for (const source of sources.filter(({ exporter }) => faults.isAsked(side, exporter)))
      await work(source).catch((error) => {
        if (!(error instanceof ToolError)) throw error;
        faults.add(side, source.exporter, error.message);
      });
    if (!sources.some(({ exporter }) => faults.isSound(exporter))) throw new ToolError(faults.lines().join(" "));
  }
  return {
    begin: () => forEachAsked(async (source) => {
      const { asking } = source;
      const before = [await scrape(asking), await scrape(asking), await scrape(asking)];
      samplers.set(source, sample(asking, before));
    }),
    async end(driven) {
      const stopped = await Promise.all(
        [...samplers].map(async ([source, { before, stop }]) => [source, { before, ...await stop() }])
      );
      const sampled = new Map(stopped);
      await forEachAsked(async (source) => {
        const seen = sampled.get(source);
        if (seen === void 0) return;
        const { exporter, asking } = source;
        const after = await scrape(asking);
        readings.set(source, weigh({ exporter, url: asking.url, ...seen, after, ...driven }));
      });
    },
    readings: () => [...readings].flatMap(([{ exporter }, told]) => {
      if (faults.isSound(exporter)) return told.filter(isWeighed);
      faults.take(side, exporter);
      return missed(told);
    }),
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
