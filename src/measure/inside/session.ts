/** One job's use of all its watchers: their rounds, what they gave, and who was left out. */
import type { Metric, MetricId } from "../../model/metric.ts";
import type { Side } from "../../model/series.ts";
import type { Unwatched } from "../../model/unwatched.ts";
import type { Collected } from "../collected.ts";
import type { CollectorPlan, Round, RoundOutcome, Session } from "../collector.ts";
import type { Load } from "../load.ts";
import { withoutName } from "../subject.ts";
import type { OpenedWatcher } from "../watcher.ts";
import { timeControl } from "./control.ts";
import { inTime, sayFailure } from "./post.ts";
import { type Watched, watchRound } from "./round.ts";
import type { InsideConfig } from "./schema.ts";
import { gather, type RoundValues } from "./series.ts";

export interface SessionInput {
  readonly config: InsideConfig;
  readonly plan: CollectorPlan;
  readonly watchers: readonly OpenedWatcher[];
  readonly load: Load;
  readonly sides: readonly Side[];
  readonly signal: AbortSignal;
  /** Told once of each watcher that cannot look, as soon as that is known. */
  readonly warn: (line: string) => void;
  /** Milliseconds of the calibration loop; absent: timed here. */
  readonly calibrate?: () => number;
}

export function openSession(input: SessionInput): Session {
  const { plan, watchers, sides, signal } = input;
  const kept: RoundValues[] = [];
  /** One object for each metric of all rounds, as the first of them had it. */
  const metrics = new Map<MetricId, Metric>();
  /** Watchers that failed in a kept round, and why. */
  const out = new Map<string, string>();
  /** Of watchers, the kept rounds that they watched. */
  const watchedRounds = new Map<string, number>();
  const warned = new Set<string>();
  const onFailure = (id: string, why: string) => {
    if (!warned.has(id)) input.warn(`${id} cannot look: ${withoutName(id, why)}`);
    warned.add(id);
  };

  async function round(drawn: Round): Promise<RoundOutcome> {
    const on = watchers.filter(({ id }) => !out.has(id));
    const control = timeControl(
      drawn.order.filter((side) => sides.includes(side)),
      input.calibrate,
    );
    // Without anybody who looks there is nothing to load the sides for.
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
      },
    };
  }

  async function collected(): Promise<Collected> {
    const told: Told[] = [];
    for (const { id, watching } of watchers) {
      // What it saw of one side alone has nothing to be set against.
      if (out.has(id) && !watchedRounds.has(id)) continue;
      try {
        told.push((await inTime(() => watching.collected()))!);
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
        ([id, why]): Unwatched => ({ watcher: id, why: withoutName(id, why), rounds: watchedRounds.get(id) ?? 0 }),
      ),
      files: [],
      causes: told.flatMap(({ causes }) => causes),
      details: told.flatMap(({ details }) => details),
      facts: told.flatMap(({ facts }) => facts),
    };
  }

  return { plan, mirrors: true, round, series: () => gather(metrics, kept), collected };
}

type Told = Awaited<ReturnType<OpenedWatcher["watching"]["collected"]>>;

const NOTHING: Watched = {
  metrics: new Map(),
  values: { base: new Map(), head: new Map() },
  failures: new Map(),
  keep: () => {},
};
