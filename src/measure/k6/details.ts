/** What the report draws of k6's rounds: how long requests took, and when. Kept small: folds themselves are let go. */
import type { Beat, Detail, Distribution, Timeline } from "../../model/details.ts";
import { SIDES, type Side, type Slot } from "../../model/series.ts";
import { endpointSubject, type LabelOf } from "./endpoint.ts";
import { Histogram } from "./fold/histogram.ts";
import type { Fold } from "./fold/shapes.ts";
import type { Told } from "./told.ts";

/** One side's part of a script's run. */
export interface DrawnRun {
  readonly side: Side;
  readonly slot: Slot;
  readonly fold: Fold;
  /** The script, as labels of its scenarios want it. */
  readonly script: string;
}

export interface DetailsOf {
  /** A round that was kept. */
  readonly add: (runs: readonly DrawnRun[]) => void;
  readonly result: () => readonly Detail[];
}

/** Windows of a timeline, over all subjects: those with the most requests first. */
const WINDOWS = 6_000;
const SUBJECTS = 200;
const BINS = 80;
const SHARES = [0.5, 0.75, 0.9, 0.95, 0.99] as const;
/** Samples from which a quantile is one: ten beyond it. */
const leastFor = (share: number) => Math.ceil(10 / (1 - share));

type Window = Timeline["windows"][number];
type Sided<Value> = Partial<Record<Side, Value>>;

interface Drawn {
  readonly latency: Readonly<Record<Side, Histogram>>;
  readonly windows: Window[];
  requests: number;
}

/** `seconds`: the length of a window. `tells`: what is drawn; what is not told apart has no chart. */
export function drawDetails(labelOf: LabelOf, seconds: number, tells: Told["tells"]): DetailsOf {
  const subjects = new Map<string, Drawn>();
  let round = 0;
  const drawnOf = (subject: string): Drawn => {
    const known = subjects.get(subject) ?? {
      latency: { base: new Histogram(), head: new Histogram() },
      windows: [],
      requests: 0,
    };
    subjects.set(subject, known);
    return known;
  };

  function add(runs: readonly DrawnRun[]): void {
    round++;
    for (const { side, slot, fold, script } of runs) {
      const label = (scenario: string) => labelOf(script, scenario);
      for (const { metric, expected, other, aggregate, ...about } of fold.cells) {
        const isLatency = metric === "http_req_duration" && expected !== false && about.slot === slot;
        const isDrawn = isLatency && !other && tells(script, about);
        if (!isDrawn || aggregate.kind !== "trend") continue;
        const drawn = drawnOf(endpointSubject(about, label));
        drawn.latency[side].absorb(aggregate);
        drawn.requests += aggregate.count;
      }
    }
    for (const [subject, windows] of beatsOf(runs, labelOf, tells)) {
      drawnOf(subject).windows.push(...windows.map((one) => ({ ...one, round })));
    }
  }

  function result(): readonly Detail[] {
    const all = [...subjects].sort(([, a], [, b]) => b.requests - a.requests).slice(0, SUBJECTS);
    let drawn = 0;
    return all.flatMap(([subject, { latency, windows }]): Detail[] => {
      const about = { collector: "k6", subject, unit: "ms" } as const;
      drawn += windows.length;
      const isDrawn = windows.length > 0 && drawn <= WINDOWS;
      const timeline: Timeline[] = isDrawn ? [{ kind: "timeline", ...about, seconds, windows }] : [];
      return [...distributionOf(about, latency), ...timeline];
    });
  }

  return { add, result };
}

function distributionOf(
  about: Pick<Distribution, "collector" | "subject" | "unit">,
  latency: Drawn["latency"],
): readonly Distribution[] {
  const present = SIDES.map((side) => latency[side]).filter(({ count }) => count > 0);
  if (present.length === 0) return [];
  const edges = logEdges(Math.min(...present.map(({ min }) => min)), Math.max(...present.map(({ max }) => max)));
  const counts = (side: Side) => (latency[side].count === 0 ? null : latency[side].counts(edges));
  const quantile = (side: Side, share: number) => {
    return latency[side].count >= leastFor(share) ? latency[side].quantile(share) : null;
  };
  const quantiles = SHARES.map((share) => ({ share, base: quantile("base", share), head: quantile("head", share) }));
  return [{ kind: "distribution", ...about, edges, counts: { base: counts("base"), head: counts("head") }, quantiles }];
}

/** Milliseconds: below it lies nothing that is told apart, and doubles too near to each other for bounds. */
const SHORTEST = 1e-9;

/** Bounds of equal ratio from the smallest to the largest value, of which at most the thousandth part is told apart. */
function logEdges(min: number, max: number): readonly number[] {
  const high = Math.max(max, SHORTEST) * 1.000001;
  const low = Math.max(min, high / 1e6) * 0.999999;
  return Array.from({ length: BINS + 1 }, (_, i) => low * (high / low) ** (i / BINS));
}

/** The windows of one round by subject, both sides side by side, from the round's own first. */
function beatsOf(
  runs: readonly DrawnRun[],
  labelOf: LabelOf,
  tells: Told["tells"],
): ReadonlyMap<string, readonly Omit<Window, "round">[]> {
  const bySubject = new Map<string, Map<number, Sided<Beat>>>();
  for (const { side, slot, fold, script } of runs) {
    const own = fold.windows.series.filter((one) => one.slot === slot && tells(script, { ...one, check: null }));
    // Sides that ran one after the other began at different times.
    const start = Math.min(...fold.windows.series.flatMap(({ windows }) => windows.map((window) => window.start)));
    for (const { windows, ...about } of own) {
      const subject = endpointSubject(about, (scenario) => labelOf(script, scenario));
      const beats = bySubject.get(subject) ?? new Map<number, Sided<Beat>>();
      bySubject.set(subject, beats);
      for (const { start: at, requests, failed, latency } of windows) {
        const value = (share: number) => (latency.count === 0 ? null : latency.quantile(share));
        const beat = { requests, failed, p50: value(0.5), p95: value(0.95) };
        beats.set(at - start, { ...beats.get(at - start), [side]: beat });
      }
    }
  }
  const inOrder = (beats: ReadonlyMap<number, Sided<Beat>>) =>
    [...beats].sort(([a], [b]) => a - b).map(([at, { base = null, head = null }]) => ({ at: at / 1000, base, head }));
  return new Map([...bySubject].map(([subject, beats]) => [subject, inOrder(beats)]));
}
