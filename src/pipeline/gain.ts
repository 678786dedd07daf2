/** What a change brought that was tried in one of two slots with the same build, and whether that is shown. Pure. */
import { median } from "simple-statistics";
import { type Estimate, hodgesLehmann } from "../compare/statistics/hodges-lehmann.ts";
import type { Timed, TriedFix } from "../explain/fix.ts";
import { amount } from "../explain/words.ts";

export interface Gain {
  readonly endpoint: string;
  /** Milliseconds: the median over rounds of their medians. */
  readonly without: number;
  readonly tried: number;
  /** ln(tried / without), of each round. */
  readonly changes: readonly number[];
  /** Of these, and the interval by which a claim is made. */
  readonly change: Estimate;
  /** null: chance alone does as much. */
  readonly direction: "faster" | "slower" | null;
}

/** The first requests of a fresh server are slower than all that follow. */
const COLD = 0.25;
/** Requests a slot and round of which a median says something. */
const LEAST = 5;
/** How often a change that brings nothing may be called faster or slower, over all endpoints that it is tried on. */
const WRONG = 0.01;

/**
 * Of the endpoints that every round has enough requests to. A coin decides in each round which slot has the change: where it
 * brings nothing, a round is as likely to show +x as -x, so that the signed-rank test, a sign-flip test of ranks, is exact. Its
 * interval says faster or slower where it leaves out no change; the share of wrong ones is divided by the endpoints (Bonferroni).
 */
export function gainsOf(rounds: TriedFix["rounds"]): readonly Gain[] {
  const endpoints = [...(rounds[0]?.keys() ?? [])];
  const level = 1 - WRONG / endpoints.length;
  return endpoints.flatMap((endpoint) => {
    const medians = rounds.flatMap((round) => mediansOf(round.get(endpoint)));
    if (medians.length < rounds.length) return [];
    const changes = medians.map(({ without, tried }) => Math.log(tried / without));
    const change = hodgesLehmann(changes, level);
    const [without, tried] = [median(medians.map((one) => one.without)), median(medians.map((one) => one.tried))];
    return [{ endpoint, without, tried, changes, change, direction: directionOf(change, level) }];
  });
}

function mediansOf(timed: Timed = { without: [], tried: [] }) {
  const [without, tried] = [warm(timed.without), warm(timed.tried)];
  if (without.length < LEAST || tried.length < LEAST) return [];
  const medians = { without: median(without), tried: median(tried) };
  return medians.without > 0 && medians.tried > 0 ? [medians] : [];
}

const warm = (times: readonly number[]) => times.slice(Math.floor(times.length * COLD));

function directionOf({ low, high, coverage }: Estimate, level: number): Gain["direction"] {
  if (coverage < level || (low <= 0 && high >= 0)) return null;
  return high < 0 ? "faster" : "slower";
}

/** Endpoints in a sentence. */
const MOST = 3;

/** "shop: GET /orders 2.9 ms → 1.7 ms (-41 %, 99 % interval -43 to -39 %, 10 of 10 rounds faster)", of those that changed most. */
export function gainText(gains: readonly Gain[]): string {
  const ordered = gains.toSorted((x, y) => Math.abs(y.change.value) - Math.abs(x.change.value));
  const shown = ordered.filter(({ direction }) => direction !== null);
  if (shown.length > 0) return shown.slice(0, MOST).map(shownText).join("; ");
  const ranges = ordered.slice(0, MOST).map(({ endpoint, change }) => `${endpoint} ${rangeOf(change)}`);
  const [{ change, changes }] = ordered as [Gain];
  return `no difference is shown (${ranges.join("; ")}, ${coverageOf(change)} interval of ${changes.length} rounds)`;
}

function shownText({ endpoint, without, tried, changes, change, direction }: Gain): string {
  const agreeing = changes.filter((one) => Math.sign(one) === Math.sign(change.value)).length;
  const rounds = `${agreeing} of ${changes.length} rounds ${direction}`;
  const sizes = `${signed(change.value)} %, ${coverageOf(change)} interval ${rangeOf(change)}`;
  return `${endpoint} ${amount(without, "ms")} → ${amount(tried, "ms")} (${sizes}, ${rounds})`;
}

/** "99.8 %", never more than it is: with more endpoints each interval covers more, with few rounds less than is asked for. */
function coverageOf({ coverage }: Estimate): string {
  return `${Math.floor(coverage * 1000) / 10} %`;
}

/** "-2 to +3 %". */
function rangeOf({ low, high }: Estimate): string {
  return `${signed(low)} to ${signed(high)} %`;
}

function signed(change: number): string {
  const percent = Math.round(Math.expm1(change) * 100);
  return percent > 0 ? `+${percent}` : `${percent}`;
}
