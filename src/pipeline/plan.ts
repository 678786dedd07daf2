/** How many rounds each collector may have, and what they cost: said before the first one. */
import { looksWithin } from "../compare/looks.ts";
import { type Price, priceOf } from "../compare/price.ts";
import type { Config } from "../config/schema.ts";
import type { Opened } from "../measure/collector.ts";
import type { Effort } from "../model/plan.ts";
import type { Log } from "../system/system.ts";
import type { Left } from "./continue.ts";

export interface PlanInput {
  readonly gate: Config["gate"];
  /** Whether there are two sides; head alone is held to limits and stored jobs, which few rounds can show. */
  readonly paired: boolean;
  /** As many rounds as these, whatever they take; null: by effort and time. */
  readonly rounds: number | null;
  /** What earlier attempts left each; nothing where head is measured alone, or the number of rounds is given. */
  readonly left: (collector: string) => Left;
  /** Whether anything that varies by chance may gate in a collector's rounds. */
  readonly mayGate: (collector: string) => boolean;
  readonly log: Log;
}

/** One collector's part of measuring. */
export interface LanePlan {
  readonly collector: string;
  /** Numbers of rounds at which the gate may decide, rising, those of earlier attempts counted. */
  readonly looks: readonly number[];
  readonly left: Left;
  /** Milliseconds for all of it; more where others leave it. */
  readonly limit: number;
}

export interface RoundPlan {
  readonly lanes: readonly LanePlan[];
  /** Milliseconds of `gate.maxMinutes` that no lane was given: rounds may take longer than was thought. */
  readonly spare: number;
  readonly notices: readonly string[];
}

/** Rounds of head alone: there is nothing to decide between them. */
const ALONE = { quick: 10, standard: 12, thorough: 30 } as const satisfies Readonly<Record<Effort, number>>;

/**
 * Fits the looks of the effort into `gate.maxMinutes`, a share of it for each collector, and says the price. Fixed here, by
 * what rounds cost, before there is a value to be tempted by.
 */
export async function planRounds(
  { gate, paired, rounds, left, mayGate, log }: PlanInput,
  measuring: readonly Opened[],
  boot: () => Promise<number>,
): Promise<RoundPlan> {
  if (measuring.length === 0) return { lanes: [], spare: 0, notices: [] };
  const bootSeconds = (await boot()) / 1000;
  if (rounds !== null) {
    const looks = looksWithin(gate.effort, rounds);
    const all = looks.at(-1) === rounds ? looks : [...looks, rounds];
    const limit = Number.POSITIVE_INFINITY;
    const lanes = measuring.map(({ id }) => ({ collector: id, looks: all, left: left(id), limit }));
    return { lanes, spare: 0, notices: [] };
  }
  const costs = measuring.map(({ id, session: { plan } }) => {
    const seconds = plan.secondsPerRound + plan.startsPerRound * bootSeconds;
    return { collector: id, seconds, noise: mayGate(id) ? plan.usualNoise : null };
  });
  const prices = priceOf({ ...gate, costs });
  const spare = gate.maxMinutes * 60_000 - prices.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
  if (!paired) {
    const lanes = prices.map((price) => aloneOf(price, left(price.collector), gate.effort));
    return { lanes, spare, notices: [] };
  }
  for (const { line } of prices) log.info(line);
  return {
    lanes: prices.map(({ collector, looks, seconds }) => {
      const before = left(collector);
      const counted = looks.map((more) => before.kept + more);
      return { collector, looks: counted, left: before, limit: seconds * 1000 };
    }),
    spare,
    notices: prices.filter(({ cut }) => cut).map(({ line }) => `gate.maxMinutes is ${gate.maxMinutes}. ${line}.`),
  };
}

function aloneOf({ collector, looks, seconds }: Price, left: Left, effort: Effort): LanePlan {
  return { collector, looks: [Math.min(ALONE[effort], looks.at(-1)!)], left, limit: seconds * 1000 };
}
