/**
 * The contract of a collector: it measures both sides, one run each a round, and turns its tool's output into series.
 * Collectors know nothing of comparing or reporting, nor of each other. Adding one touches one folder.
 */
import type { z } from "zod";
import type { Cause } from "../model/cause.ts";
import type { Detail } from "../model/details.ts";
import type { Metric, Unit } from "../model/metric.ts";
import type { LimitSeries, Series, Side, Slot, SlotOf } from "../model/series.ts";
import type { System } from "../system/system.ts";

/** A side as built: where it lies and, for a collector that only reads files, all it needs. */
export interface Build {
  readonly side: Side;
  readonly commit: string | null;
  /** Absolute path of the built tree. */
  readonly dir: string;
}

/** A running side in its slot. */
export interface Served {
  readonly side: Side;
  readonly slot: Slot;
  /** Origin without a slash at the end, e.g. http://127.0.0.1:40001 */
  readonly url: string;
  /** Rejects with a TargetError when the side ends while it should be serving; never resolves. */
  readonly died: Promise<never>;
}

export interface CollectorContext {
  readonly system: System;
  /** The sides to measure: both, or head alone where there is no base. */
  readonly sides: readonly Side[];
  /** null for a side that is not measured, or that is only reached by its address. */
  readonly builds: Readonly<Record<Side, Build | null>>;
  /** An existing folder of its own for files that belong to this job; removed at the end. */
  readonly scratch: string;
  /** Absolute folder that the config's paths start from. */
  readonly root: string;
  /** Starts the sides once, for a try, and says how long that took, in milliseconds; throws what keeps them from it. */
  readonly bootTime: () => Promise<number>;
  /**
   * What the rounds are to show. difference: what is known to be the same on both sides may be left out of them. noise: how
   * far sides that are the same lie apart, so nothing is left out of any round. Absent: difference.
   */
  readonly purpose?: "difference" | "noise";
}

/** How one round's servers are had; the loop stops whatever was started when the round's function returns. */
export interface RoundServers {
  /** Both sides up at once, each in its slot. */
  both(): Promise<Readonly<Record<Slot, Served>>>;
  /** One side alone, in its slot; started afresh, the one before it stopped. */
  alone(side: Side): Promise<Served>;
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
 * reason that is blind to which side is which.
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

/** A file that outlives the job, for a reader: a whole Lighthouse report. */
interface KeptFile {
  /** Below `.weighbridge/raw/<collector>/`, with `/` between its parts. */
  readonly name: string;
  /** Absolute, in the collector's scratch folder. */
  readonly path: string;
}

export interface Collected {
  readonly series: readonly Series[];
  readonly limits: readonly LimitSeries[];
  /** What was not weighed and why, a sentence each. */
  readonly notWeighed: readonly string[];
  /** What a reader should know, a sentence each. */
  readonly notes: readonly string[];
  readonly files: readonly KeptFile[];
  /** What is behind the differences that it measured, the largest part first in each metric. */
  readonly causes: readonly Cause[];
  readonly details: readonly Detail[];
}

/** One job's use of a collector: opened once, driven round by round, asked for its series at the end. */
export interface Session {
  readonly plan: CollectorPlan;
  /** Measures one round. Throws ToolError or TargetError when it cannot. Never called when secondsPerRound is 0. */
  round(round: Round): Promise<RoundOutcome>;
  /** All series of the kept rounds so far; may be called at any time and again. */
  series(): readonly Series[];
  /** The series, and what else there is to say, at the end. */
  collected(): Promise<Collected>;
}

/** A collector that the config has on. */
export interface Opened {
  readonly id: string;
  readonly session: Session;
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
}

/**
 * What is known of a collector's metrics before it measures: a wrong unit in the config is named at once by it. `glob`
 * is over the metric part of an id; the first family of the list that matches holds.
 */
export interface MetricFamily {
  readonly glob: string;
  /** The units that such a metric may have. */
  readonly units: readonly Unit[];
  /** Absent: either. */
  readonly scale?: "ratio" | "difference";
  /** Absent: any. Base is not built for a collector whose every family is exact, where its values are stored. */
  readonly kind?: Metric["kind"];
}

/** A row of the registry: the schema at once (the config needs it), the code when the collector is on. */
export interface CollectorEntry<Schema extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly schema: Schema;
  readonly metrics: readonly MetricFamily[];
  load(): Promise<Collector<z.output<Schema>>>;
}
