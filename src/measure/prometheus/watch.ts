/** One side's sources in one round: three scrapes before the load, about one a second during it, one after it. */
import { setTimeout as delay } from "node:timers/promises";
import { ToolError } from "../../errors.ts";
import type { Side } from "../../model/series.ts";
import type { Reading, Watch } from "../watcher.ts";
import type { Faults, SourceName } from "./faults.ts";
import type { Scrape } from "./parse.ts";
import { type Asking, scrape } from "./scrape.ts";
import type { Observed } from "./values.ts";

export interface Source {
  readonly exporter: SourceName;
  readonly asking: Asking;
}

/** Milliseconds from the answer of one scrape to the next during the load. */
const PAUSE = 1_000;
/** A scrape is work for the target: for each part of the time that it takes, so many without one. */
const REST = 100;

export interface Weighing {
  readonly side: Side;
  /** Told of all that a source gave. @throws ToolError when that is nothing to weigh */
  readonly weigh: (observed: Observed) => readonly Reading[];
  /** Asked when both sides have told. */
  readonly isWeighed: (reading: Reading) => boolean;
  /** What the source gave where the other side's has failed: what is to be known of it all the same. */
  readonly missed: (told: readonly Reading[]) => readonly Reading[];
  readonly faults: Faults;
}

/** Each source stands for itself. Throws ToolError, with what is wrong with each, when none is left. */
export function watchSources(sources: readonly Source[], { side, weigh, isWeighed, missed, faults }: Weighing): Watch {
  const samplers = new Map<Source, Sampler>();
  const readings = new Map<Source, readonly Reading[]>();

  /** Does `work` for each that is asked; what fails is left out from then on. */
  async function forEachAsked(work: (source: Source) => Promise<void>): Promise<void> {
    for (const source of sources.filter(({ exporter }) => faults.isAsked(side, exporter)))
      await work(source).catch((error: unknown) => {
        if (!(error instanceof ToolError)) throw error;
        faults.add(side, source.exporter, error.message);
      });
    if (!sources.some(({ exporter }) => faults.isSound(exporter))) throw new ToolError(faults.lines().join(" "));
  }

  return {
    begin: () =>
      forEachAsked(async (source) => {
        const { asking } = source;
        const before = [await scrape(asking), await scrape(asking), await scrape(asking)] as const;
        samplers.set(source, sample(asking, before));
      }),
    async end(driven) {
      const stopped = await Promise.all(
        [...samplers].map(async ([source, { before, stop }]) => [source, { before, ...(await stop()) }] as const),
      );
      const sampled = new Map(stopped);
      await forEachAsked(async (source) => {
        const seen = sampled.get(source);
        if (seen === undefined) return;
        const { exporter, asking } = source;
        const after = await scrape(asking);
        readings.set(source, weigh({ exporter, url: asking.url, ...seen, after, ...driven }));
      });
    },
    readings: () =>
      [...readings].flatMap(([{ exporter }, told]) => {
        if (faults.isSound(exporter)) return told.filter(isWeighed);
        faults.take(side, exporter);
        return missed(told);
      }),
    async stop() {
      await Promise.all([...samplers.values()].map(({ stop }) => stop()));
    },
  };
}

interface Sampler {
  readonly before: Observed["before"];
  /** Ends it, and may be called again. */
  stop(): Promise<Pick<Observed, "during" | "scrapes">>;
}

/** Of gauges alone there is something to see before the end. One scrape that fails under load leaves the others. */
function sample(asking: Asking, before: Observed["before"]): Sampler {
  const during: Scrape[] = [];
  const ended = new AbortController();
  let scrapes = 1;
  const hasGauges = gaugesOf(before[2]).size > 0;

  async function go(): Promise<void> {
    for (let pause = PAUSE / 2; !ended.signal.aborted; ) {
      await delay(pause, undefined, { signal: ended.signal });
      const started = performance.now();
      scrapes++;
      const seen = await scrape(asking).catch(() => null);
      // All else is looked at before and after: it need not be held as often as it is asked for.
      if (seen !== null) during.push({ ...seen, samples: gaugesOf(seen) });
      pause = Math.max(PAUSE, (performance.now() - started) * REST);
    }
  }

  // The pause is cut short by the end alone.
  const going = hasGauges ? go().catch(() => {}) : Promise.resolve();
  return {
    before,
    async stop() {
      ended.abort();
      await going;
      return { during, scrapes };
    },
  };
}

const gaugesOf = ({ samples }: Scrape): Scrape["samples"] =>
  new Map([...samples].filter(([, { kind }]) => kind === "gauge"));
