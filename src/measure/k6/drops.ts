/** What spoils a run of k6: iterations that did not start, and a clock that was set while it ran. Pure. */
import { SIDES, type Side, type Slot } from "../../model/series.ts";
import { shortened } from "../subject.ts";
import { endpointSubject, type LabelOf } from "./endpoint.ts";
import type { Cell } from "./fold/cells.ts";
import { Histogram } from "./fold/histogram.ts";
import type { Fold } from "./fold/shapes.ts";
import type { RoundLength } from "./plan.ts";

/** Why a round in which a script gave these folds is to be redone, as a clause; null when it need not. */
export function whyUnfit(folds: readonly Fold[], label: string, round: RoundLength): string | null {
  const dropped = Math.max(...folds.map((fold) => droppedWhileMeasuring(fold, round)));
  if (dropped > 0) return `k6 dropped ${dropped} iterations of ${label}`;
  const untimed = folds.reduce((sum, { points }) => sum + points.untimed, 0);
  // k6 reads the machine's clock, not one that only goes on.
  return untimed > 0 ? `the clock was set while ${label} ran: ${untimed} of its times are none` : null;
}

/**
 * Iterations that k6 could not start for want of a free VU: what they would have met is missing from the samples. Those of
 * the measured window; the driver notes when the load began. All of them, where it did not.
 */
function droppedWhileMeasuring(fold: Fold, { warmup, measure }: RoundLength): number {
  const began = fold.cells.find(({ metric }) => metric === "weighbridge_began")?.aggregate;
  if (began?.kind !== "gauge") return fold.dropped.all;
  const from = began.min + warmup;
  return fold.dropTimes.filter((time) => time >= from && time < from + measure).length;
}

/** What one script's run gave one side. */
interface ScriptRun {
  readonly side: Side;
  readonly slot: Slot;
  readonly fold: Fold;
}

/** Of a job, the rounds with dropped iterations, and what kept the VUs in them. */
export interface Drops {
  /** Takes what a script's run gave each side, where iterations of it were dropped. */
  add(script: { readonly label: string; readonly round: RoundLength }, runs: readonly ScriptRun[]): void;
  /** In sentences, how many there were, how long each side took in them, and what to do; null while there is none. */
  advice(): string | null;
}

/** Of an endpoint, in a sentence. */
const LONGEST = 120;

export function tallyDrops(labelOf: LabelOf): Drops {
  let rounds = 0;
  const sides = new Set<Side>();
  /** By endpoint, of all that was answered: a VU waits for a refusal as well. */
  const latencies = new Map<string, Readonly<Record<Side, Histogram>>>();

  function add({ label, round }: Parameters<Drops["add"]>[0], runs: readonly ScriptRun[]): void {
    if (runs.every(({ fold }) => droppedWhileMeasuring(fold, round) === 0)) return;
    rounds++;
    for (const { side, slot, fold } of runs) {
      sides.add(side);
      for (const cell of fold.cells) {
        const { aggregate, metric } = cell;
        if (cell.slot !== slot || metric !== "http_req_duration" || aggregate.kind !== "trend") continue;
        const subject = subjectOf(cell, (scenario) => labelOf(label, scenario));
        const known = latencies.get(subject) ?? { base: new Histogram(), head: new Histogram() };
        known[side].absorb(aggregate);
        latencies.set(subject, known);
      }
    }
  }

  function advice(): string | null {
    if (rounds === 0) return null;
    const said = `k6 dropped iterations in ${rounds} of these rounds, as no VU was free`;
    // The median of all requests would not show one slow endpoint among fast ones; what VUs spent their time on does.
    const [longest] = [...latencies].sort(([, one], [, other]) => spent(other) - spent(one));
    if (longest === undefined) return `${said}: ${TODO}.`;
    const [subject, times] = longest;
    const medians = SIDES.filter((side) => sides.has(side)).map((side) => `${median(times[side])} on ${side}`);
    return `${said}. Most of their time went to ${shortened(subject, LONGEST)}, whose median latency was ${medians.join(" and ")}: ${TODO}.`;
  }

  return { add, advice };
}

const TODO = "raise maxVUs and preAllocatedVUs in the script, lower its rate, or use a larger runner";

function subjectOf(cell: Cell, labelOf: (scenario: string) => string): string {
  return cell.other ? `${labelOf(cell.scenario ?? "")}: other endpoints` : endpointSubject(cell, labelOf);
}

const spent = ({ base, head }: Readonly<Record<Side, Histogram>>) => base.sum + head.sum;

const median = (latency: Histogram) =>
  latency.count === 0 ? "unknown" : `${Number(latency.quantile(0.5).toPrecision(3))} ms`;
