/**
 * The contract of a collector: it measures both sides, one run each a round, and turns its tool's output into series.
 * Collectors know nothing of comparing or reporting, nor of each other. Adding one touches one folder.
 */
import type { z } from "zod";
import type { Series, Side, SlotOf } from "../model/series.ts";
import type { Collected, MetricFamily } from "./collected.ts";
import type { Fix } from "./fix.ts";
import type { Load } from "./load.ts";
import type { RoundServers, Surroundings } from "./served.ts";
import type { OpenedWatcher } from "./watcher.ts";

export interface CollectorContext extends Surroundings {
  /** Starts the sides once, for a try, and says how long that took, in milliseconds; throws what keeps them from it. */
  readonly bootTime: () => Promise<number>;
  /**
   * What the rounds are to show. difference: what is known to be the same on both sides may be left out of them. noise: how
   * far sides that are the same lie apart, so nothing is left out of any round. Absent: difference.
   */
  readonly purpose?: "difference" | "noise";
  /**
   * The `conditions` of this collector in an attempt before, whose rounds are gone on with where they are the same: what would
   * be chosen by how the machine is today is chosen as then. Absent: there was none.
   */
  readonly earlier?: string;
  /** Of the lane "inside" alone: what looks, and the load that it looks at. */
  readonly inside?: { readonly watchers: readonly OpenedWatcher[]; readonly load: Load };
}

export interface Round {
  /** 0-based, counting tries: a redone round has a new index. */
  readonly index: number;
  /** The coin: which side gets which slot. */
  readonly sides: SlotOf;
  /** The coin for whatever runs one after the other. */
  readonly order: readonly [Side, Side];
  /** For whatever the collector draws inside the round. */
  readonly seed: number;
  readonly servers: RoundServers;
}

/**
 * measured: the round counts once `keep` is called, which it is unless the machine was unfit meanwhile. unfit: redo it, for a
 * reason that does not ask which side is which.
 */
export type RoundOutcome =
  | { readonly kind: "measured"; readonly keep: () => void }
  | { readonly kind: "unfit"; readonly why: string };

export interface CollectorPlan {
  /** What will be done, a line each, printed before the first round: "your 51-minute script → 6 s at 40/s a side". */
  readonly lines: readonly string[];
  /** Seconds of measuring a round, without starting and stopping the target; 0: no rounds needed. */
  readonly secondsPerRound: number;
  /**
   * The standard deviation of ln(head/base) over rounds that its gating metrics usually have: what the price is said by,
   * before this runner has shown its own. 0 where nothing varies.
   */
  readonly usualNoise: number;
  /** How often servers are started in a round: each takes the boot time. */
  readonly startsPerRound: number;
  /** Tool versions for the environment record. */
  readonly tools: Readonly<Record<string, string>>;
  /**
   * A digest (digestOf) of what else a value depends on besides machine and tools: scripts, settings, the length of a
   * round. Values of other jobs are set beside this one's only where it is the same.
   */
  readonly conditions: string;
}

/** One job's use of a collector: opened once, driven round by round, asked for its series at the end. */
export interface Session {
  readonly plan: CollectorPlan;
  /**
   * Whether the second kept round has the coins of the first one turned over, where rounds that agree are believed: what depends
   * on the slot alone then differs between the first two rounds of a side, and no coin can make it look like the side's.
   * Absent: all coins are drawn.
   */
  readonly mirrors?: true;
  /** Measures one round. Throws ToolError or TargetError when it cannot. Never called when secondsPerRound is 0. */
  round(round: Round): Promise<RoundOutcome>;
  /**
   * In sentences, what the rounds that it called unfit so far have shown of why, and what to do; null: nothing. Asked where
   * they are too many. Absent: as null.
   */
  unfitAdvice?(): string | null;
  /** All series of the kept rounds so far; may be called at any time and again. */
  series(): readonly Series[];
  /** The series, and what else there is to say, at the end. */
  collected(): Promise<Collected>;
}

/** A collector that the config has on. */
export interface Opened {
  readonly id: string;
  readonly session: Session;
  /** Watchers whose metrics its rounds give. */
  readonly also: readonly ({ readonly id: string } & Pick<CollectorPlan, "tools" | "conditions">)[];
  /** As `Watching.fixes`, of all of them. */
  fixes?(): readonly Fix[];
}

/** A file that the config names. */
interface NamedFile {
  /** Of the config: "k6.scripts[0]". */
  readonly key: string;
  /** As the config has it: from its folder. */
  readonly path: string;
}

export interface Collector<Config> {
  readonly id: string;
  /** Files that must be there once head is built, before anything is started. Absent: none. */
  needs?(config: Config): readonly NamedFile[];
  /** Checks everything that can be known to fail before the first round; throws ConfigError or ToolError. */
  open(config: Config, context: CollectorContext): Promise<Session>;
  /** Of a collector whose scripts can load the sides for others. Throws as `open`. */
  load?(config: Config, context: CollectorContext): Promise<Load>;
}

/** A row of the registry: the schema at once (the config needs it), the code when the collector is on. */
export interface CollectorEntry<Schema extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly kind: "collector";
  readonly schema: Schema;
  readonly metrics: readonly MetricFamily[];
  load(): Promise<Collector<z.output<Schema>>>;
}
