/** What a job's rounds gave, gathered into series. Pure. */
import type { Metric, MetricId } from "../../model/metric.ts";
import { FIRST_LOOK } from "../../model/plan.ts";
import type { Count, Series, Side, Value } from "../../model/series.ts";
import { SAMPLES_TO_GATE } from "./metrics.ts";
import type { RunValue } from "./values.ts";

/** One kept round: all values of both sides; a side that took no part has none. */
export type RoundValues = Readonly<Record<Side, ReadonlyMap<MetricId, RunValue>>>;

/**
 * One series a metric that any round gave, in order of ids. A latency with fewer than 200 samples a side and round is
 * watched only: decided on the median round of both sides together, which says nothing of which is slower, over the first
 * rounds, so that it is the same at every look. So is the error rate of what was not asked for in each of them: ids in names
 * make endpoints that come once and never again, and would leave every gate open. What one side alone asked for in each of
 * them gates. `seconds` is the measured part of a round.
 */
export function seriesOf(rounds: readonly RoundValues[], seconds: number): readonly Series[] {
  const metrics = new Map<MetricId, RunValue>();
  for (const round of rounds) {
    for (const side of [round.base, round.head]) for (const [id, value] of side) metrics.set(id, value);
  }
  return [...metrics.values()]
    .sort((a, b) => (a.metric.id < b.metric.id ? -1 : 1))
    .map(({ metric, ifAbsent }) => {
      const values = (side: Side) =>
        rounds.map(({ [side]: run }) => {
          const found = run.get(metric.id);
          // A side that took no part in the round has nothing at all, not even zero.
          return found ? found.value : run.size > 0 ? ifAbsent : null;
        });
      const [base, head] = [values("base"), values("head")];
      const lowered = lowerRole(metric, rounds, seconds);
      return metric.kind === "rate"
        ? { kind: "rate", metric: lowered, base: base.map(asCount), head: head.map(asCount) }
        : { kind: "sampled", metric: lowered, base: base.map(asNumber), head: head.map(asNumber) };
    });
}

function lowerRole(metric: Metric, rounds: readonly RoundValues[], seconds: number): Metric {
  if (metric.role !== "gate") return metric;
  const early = rounds.slice(0, FIRST_LOOK);
  const roleReason =
    metric.kind === "rate" ? tooRare(metric, early) : metric.unit === "ms" ? tooFew(metric, early, seconds) : null;
  return roleReason === null ? metric : { ...metric, role: "watch", roleReason };
}

function tooRare({ id }: Metric, early: readonly RoundValues[]): string | null {
  const asked = early.filter(({ base, head }) => base.has(id) || head.has(id)).length;
  return asked === early.length
    ? null
    : `requested in ${asked} of the first ${early.length} rounds, all needed to gate`;
}

function tooFew({ id }: Metric, early: readonly RoundValues[], seconds: number): string | null {
  const samples = early
    .flatMap((round) => [round.base, round.head].filter((side) => side.size > 0))
    .map((side) => side.get(id)?.samples ?? 0)
    .sort((a, b) => a - b);
  const median = samples[Math.floor(samples.length / 2)] ?? 0;
  if (median >= SAMPLES_TO_GATE) return null;
  const enough =
    median > 0 ? ` (a k6.round.measure of ${Math.ceil((seconds * SAMPLES_TO_GATE) / median)}s would do)` : "";
  return `${median} samples a side and round, ${SAMPLES_TO_GATE} needed to gate${enough}`;
}

const asNumber = (value: Value): number | null => (typeof value === "number" ? value : null);
const asCount = (value: Value): Count | null => (typeof value === "object" ? value : null);
