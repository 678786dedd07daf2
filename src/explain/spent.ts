/** What each of the target's own functions costs a request. Pure. */
import type { Side } from "../model/series.ts";
import type { Located, LocatedSample } from "./locate.ts";
import { GARBAGE, totalOf } from "./profile.ts";

/** One profile of one side. */
export interface Profiled {
  readonly samples: readonly LocatedSample[];
  /** That the side answered meanwhile. */
  readonly requests: number;
}

export type ProfiledSides = Readonly<Record<Side, readonly Profiled[]>>;

/** A profile each, a request. */
export type Costs = Readonly<Record<Side, readonly number[]>>;

export interface Spending {
  /** As it stands in head, where it is there. */
  readonly frame: Located;
  readonly costs: Costs;
  /** The own function whose calls of it grew most; null: none called it. */
  readonly caller: Located | null;
}

export interface Spent {
  readonly whole: Costs;
  readonly functions: readonly Spending[];
  /** Outside the target's own functions: by what it is called. */
  readonly apart: ReadonlyMap<string, Costs>;
}

const OTHERS = "the runtime and its packages";

/**
 * A sample counts for the innermost own function of its stack: what a package or the runtime does there was asked for by
 * it. Where nothing is the target's own (a compiled program without paths), functions outside the runtime stand for it.
 */
export function spentOn(profiled: ProfiledSides): Spent {
  const all = [...profiled.base, ...profiled.head].flatMap(({ samples }) => samples);
  const hasOwn = all.some(({ stack }) => stack.some(({ own }) => own));
  const isOwn = (frame: Located) => (hasOwn ? frame.own : !frame.internal);
  const functions = new Map<string, Tally>();
  const apart = new Map<string, Tally>();
  for (const side of ["base", "head"] as const) {
    for (const [index, { samples, requests }] of profiled[side].entries()) {
      const at = { side, index, requests };
      for (const { stack, value } of samples) {
        const own = stack.filter(isOwn);
        const frame = own.at(-1);
        const isGarbage = stack.at(-1)?.name === GARBAGE;
        if (frame === undefined || isGarbage) add(apart, isGarbage ? GARBAGE : OTHERS, at, value);
        else add(functions, keyOf(frame), at, value, frame, own.at(-2));
      }
    }
  }
  const costsOf = (tally: Tally): Costs => ({
    base: profiled.base.map((_, index) => tally.base[index] ?? 0),
    head: profiled.head.map((_, index) => tally.head[index] ?? 0),
  });
  const totals = (side: Side) => profiled[side].map(({ samples, requests }) => totalOf(samples) / requests);
  return {
    whole: { base: totals("base"), head: totals("head") },
    functions: [...functions.values()].map((tally) => ({
      frame: tally.frame!,
      costs: costsOf(tally),
      caller: [...tally.callers.values()].sort((x, y) => y.more - x.more)[0]?.frame ?? null,
    })),
    apart: new Map([...apart].map(([name, tally]) => [name, costsOf(tally)])),
  };
}

export const keyOf = ({ name, file }: Located) => `${name}\n${file ?? ""}`;

interface Tally {
  readonly base: number[];
  readonly head: number[];
  /** Of head once it is seen there; absent of what is apart. */
  frame?: Located;
  /** And by how much what they caused grew. */
  readonly callers: Map<string, { readonly frame: Located; readonly more: number }>;
}

function add(
  tallies: Map<string, Tally>,
  key: string,
  { side, index, requests }: { readonly side: Side; readonly index: number; readonly requests: number },
  value: number,
  frame?: Located,
  caller?: Located,
): void {
  const tally: Tally = tallies.get(key) ?? { base: [], head: [], callers: new Map() };
  tallies.set(key, tally);
  tally[side][index] = (tally[side][index] ?? 0) + value / requests;
  if (frame !== undefined && (tally.frame === undefined || side === "head")) tally.frame = frame;
  if (caller === undefined) return;
  const more = ((side === "head" ? 1 : -1) * value) / requests;
  const called = keyOf(caller);
  tally.callers.set(called, { frame: caller, more: (tally.callers.get(called)?.more ?? 0) + more });
}
