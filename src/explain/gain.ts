/** What a change brought that was tried in one of two slots with the same build. Pure. */
import { median } from "simple-statistics";
import { amount } from "./words.ts";

/** Milliseconds of the requests to one endpoint in one round, in order. */
export interface Timed {
  readonly without: readonly number[];
  readonly tried: readonly number[];
}

interface Gain {
  readonly endpoint: string;
  /** Milliseconds: the median over rounds of their medians. */
  readonly without: number;
  readonly tried: number;
  /** tried / without, of each round. */
  readonly ratios: readonly number[];
}

/** The first requests of a fresh server are slower than all that follow. */
const COLD = 0.25;
/** Requests a slot and round of which a median says something. */
const LEAST = 5;

/** Of the endpoints that every round has enough requests to. */
export function gainsOf(rounds: readonly ReadonlyMap<string, Timed>[]): readonly Gain[] {
  const endpoints = [...(rounds[0]?.keys() ?? [])];
  return endpoints.flatMap((endpoint) => {
    const medians = rounds.flatMap((round) => mediansOf(round.get(endpoint)));
    if (medians.length < rounds.length) return [];
    const without = median(medians.map((one) => one.without));
    const tried = median(medians.map((one) => one.tried));
    return [{ endpoint, without, tried, ratios: medians.map((one) => one.tried / one.without) }];
  });
}

function mediansOf({ without, tried }: Timed = { without: [], tried: [] }) {
  const [before, after] = [without, tried].map((times) => times.slice(Math.floor(times.length * COLD)));
  if (before!.length < LEAST || after!.length < LEAST) return [];
  const medians = { without: median([...before!]), tried: median([...after!]) };
  return medians.without > 0 && medians.tried > 0 ? [medians] : [];
}

/** Less is no difference: two starts of one build differ by as much. */
const NOTHING = 0.05;
/** Endpoints in a sentence. */
const MOST = 3;

/** "shop: GET /orders 2.9 → 1.7 ms (-41 %, 4 of 4 rounds faster)", of the endpoints that changed most. */
export function gainText(gains: readonly Gain[]): string {
  const most = gains.toSorted((x, y) => changeOf(y) - changeOf(x)).slice(0, MOST);
  const moved = most.filter((gain) => directionOf(gain) !== null);
  if (moved.length > 0) return moved.map(movedText).join("; ");
  const isNothing = gains.every(({ ratios }) => ratios.every((ratio) => Math.abs(ratio - 1) <= NOTHING));
  const ranges = most.map(({ endpoint, ratios }) => `${endpoint} ${rangeOf(ratios)}`).join("; ");
  return `${isNothing ? "it brought nothing" : "no clear difference"} (${ranges} in ${most[0]!.ratios.length} rounds)`;
}

const changeOf = ({ ratios }: Gain) => Math.abs(Math.log(median([...ratios])));

/** null: not in all rounds, or by no more than chance. */
function directionOf({ ratios }: Gain): "faster" | "slower" | null {
  const ratio = median([...ratios]);
  if (ratio < 1 - NOTHING && ratios.every((one) => one < 1)) return "faster";
  return ratio > 1 + NOTHING && ratios.every((one) => one > 1) ? "slower" : null;
}

function movedText(gain: Gain): string {
  const { endpoint, without, tried, ratios } = gain;
  const all = `${ratios.length} of ${ratios.length} rounds ${directionOf(gain)}`;
  return `${endpoint} ${amount(without, "ms")} → ${amount(tried, "ms")} (${signed(median([...ratios]))} %, ${all})`;
}

/** "-2 to +3 %". */
function rangeOf(ratios: readonly number[]): string {
  return `${signed(Math.min(...ratios))} to ${signed(Math.max(...ratios))} %`;
}

function signed(ratio: number): string {
  const percent = Math.round((ratio - 1) * 100);
  return percent > 0 ? `+${percent}` : `${percent}`;
}
