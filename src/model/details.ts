/**
 * What collectors saw besides the values of their metrics: data for the charts of the report, in kinds that any collector
 * may use. Nothing is judged by it.
 */
import type { Unit } from "./metric.ts";
import type { Side } from "./series.ts";
import type { Source } from "./source.ts";

/** How often each value came, over all kept rounds of this job; `edges` rise, one more than there are counts. */
export interface Distribution {
  readonly kind: "distribution";
  readonly collector: string;
  /** As in the ids of the metrics that are about it. */
  readonly subject: string;
  readonly unit: Unit;
  readonly edges: readonly number[];
  readonly counts: Readonly<Record<Side, readonly number[] | null>>;
  /** Rising by `share`, 0–1; a value a side, null where that side has too few samples. */
  readonly quantiles: readonly { readonly share: number; readonly base: number | null; readonly head: number | null }[];
}

/** One side in one window of a timeline. */
export interface Beat {
  readonly requests: number;
  readonly failed: number;
  /** In the timeline's unit; null: no request was answered as expected. */
  readonly p50: number | null;
  readonly p95: number | null;
}

/** Latency, rate and errors of one subject over all kept rounds of this job, one after the other. */
export interface Timeline {
  readonly kind: "timeline";
  readonly collector: string;
  readonly subject: string;
  readonly unit: Unit;
  /** Length of a window in seconds. */
  readonly seconds: number;
  /** In order of time. */
  readonly windows: readonly {
    /** The kept round, from 1. */
    readonly round: number;
    /** Seconds since the round's measured time began. */
    readonly at: number;
    readonly base: Beat | null;
    readonly head: Beat | null;
  }[];
}

/** What a whole is made of on both sides: the modules of bundles. */
export interface Tree {
  readonly kind: "tree";
  readonly collector: string;
  readonly title: string;
  readonly unit: Unit;
  /** How the parts were found out, as a clause: "by esbuild's metafile, minified bytes before compression". */
  readonly by: string;
  /** Paths with `/` between their parts; null: not there. */
  readonly leaves: readonly { readonly path: string; readonly base: number | null; readonly head: number | null }[];
}

/** One load of a page that stands for the others of its side. */
export interface Load {
  /**
   * How the page looked, in milliseconds from its start; a picture that stays the same is there once. `image`: a data URI
   * of a JPEG, PNG or WebP.
   */
  readonly film: readonly { readonly at: number; readonly image: string }[];
  /** The element that the largest paint is of, as a person would find it: a selector; null: not known. */
  readonly element: string | null;
  /** Below `.weighbridge/raw/`: the whole report of this load; null: not kept. */
  readonly file: string | null;
}

export interface Page {
  readonly kind: "page";
  readonly collector: string;
  readonly subject: string;
  readonly loads: Readonly<Record<Side, Load | null>>;
  /** Audits whose score or number differs; `base` and `head` as the tool writes them. */
  readonly audits: readonly {
    readonly id: string;
    readonly title: string;
    readonly change: "better" | "worse" | "other";
    readonly base: string | null;
    readonly head: string | null;
  }[];
  /** What is loaded on one side only, or in another size: bytes over the network; null: not loaded. */
  readonly resources: readonly {
    readonly name: string;
    readonly type: string;
    readonly base: number | null;
    readonly head: number | null;
  }[];
}

/** Where a request spends what it costs, call by call, on both sides: a differential flame graph. */
export interface Flame {
  readonly kind: "flame";
  readonly collector: string;
  readonly subject: string;
  /** What was profiled, and how: "Processor time, by V8's profiler". */
  readonly title: string;
  readonly unit: Unit;
  /** A tree: the first is the root, and every other is the child of exactly one that stands before it. */
  readonly nodes: readonly FlameNode[];
  /** The target's own functions with what they have done outside them, the largest changes first; absent: not known. */
  readonly functions?: readonly FlameFunction[];
}

export type FlameFunction = Omit<FlameNode, "children">;

export interface FlameNode {
  /** The function as its language calls it. */
  readonly name: string;
  /** Where it stands in head's own files; null where it has no place there. */
  readonly at: Source | null;
  /** A request, with all that it calls, in the flame's unit; null: it is not there. */
  readonly base: number | null;
  readonly head: number | null;
  /** What chance alone makes both sides differ by; absent: not known. */
  readonly margin?: number;
  /** Positions in `nodes`. */
  readonly children: readonly number[];
}

export type Detail = Distribution | Timeline | Tree | Page | Flame;

/** `details.json`. Schema 1. */
export interface Details {
  readonly schema: 1;
  readonly kind: "details";
  readonly details: readonly Detail[];
}
