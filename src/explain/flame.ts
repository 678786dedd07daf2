/** Both sides' profiles as one tree of calls, for the differential flame graph. Pure. */
import { mean } from "simple-statistics";
import { shortened } from "../measure/subject.ts";
import type { Flame, FlameFunction, FlameNode } from "../model/details.ts";
import type { Unit } from "../model/metric.ts";
import type { Side } from "../model/series.ts";
import { marginOf, moreOf, type Noise, noiseOf, sourceOf } from "./difference.ts";
import type { Located } from "./locate.ts";
import { type Costs, keyOf, type ProfiledSides, type Spending, spentOn } from "./spent.ts";

const MOST_NODES = 2_000;
/** Of the root; a smaller part cannot be seen. */
const LEAST = 0.002;
/** A larger part of the root is judged as the root is. */
const MOST_OF_IT = 0.5;
/** Levels; a page has no room for more. */
const DEEPEST = 120;
/** Of the target's own; nobody reads more. */
const MOST_FUNCTIONS = 20;

interface Call {
  readonly name: string;
  /** As it stands in head; null: it was not seen there. */
  frame: Located | null;
  readonly seen: Set<Side>;
  /** A profile each. */
  readonly value: Readonly<Record<Side, number[]>>;
  readonly calls: Map<string, Call>;
}

/** `sides`: anything with an entry a profile. */
const callOf = (name: string, sides: Readonly<Record<Side, readonly unknown[]>>): Call => ({
  name,
  frame: null,
  seen: new Set(),
  value: { base: sides.base.map(() => 0), head: sides.head.map(() => 0) },
  calls: new Map(),
});

/** Values are means over the profiles of a side, a request, with all that is called. */
export function flameOf(
  profiled: ProfiledSides,
  about: Pick<Flame, "subject" | "title"> & { readonly unit: Unit },
): Flame {
  const root = callOf("a request", profiled);
  for (const side of ["base", "head"] as const) {
    for (const [index, { samples, requests }] of profiled[side].entries()) {
      for (const { stack, value } of samples) add(root, stack, { side, index }, value / requests);
    }
  }
  const { functions } = spentOn(profiled);
  const noise = noiseOf(functions.map(({ costs }) => costs));
  const nodes = nodesOf(root, noise);
  return { kind: "flame", collector: "explain", ...about, nodes, functions: functionsOf(functions, noise) };
}

/** As the sentence about them counts them. */
function functionsOf(functions: readonly Spending[], noise: Noise): readonly FlameFunction[] {
  return functions
    .filter(({ frame }) => frame.own)
    .sort((x, y) => Math.abs(moreOf(y.costs)) - Math.abs(moreOf(x.costs)))
    .slice(0, MOST_FUNCTIONS)
    .map(({ frame, costs }) => ({
      name: shortened(frame.name, 200) || "(anonymous)",
      at: sourceOf(frame),
      base: mean([...costs.base]),
      head: mean([...costs.head]),
      ...marginIn(costs, noise),
    }));
}

/** Nothing is known of chance where there is one pair. */
function marginIn(costs: Costs, noise?: Noise): Pick<FlameNode, "margin"> {
  const margin = marginOf(costs, noise && { noise });
  return Number.isFinite(margin) ? { margin } : {};
}

interface At {
  readonly side: Side;
  readonly index: number;
}

function add(root: Call, stack: readonly Located[], at: At, value: number): void {
  let call = root;
  count(call, at, value);
  for (const frame of stack.slice(0, DEEPEST)) {
    const key = keyOf(frame);
    const next = call.calls.get(key) ?? callOf(frame.name, root.value);
    call.calls.set(key, next);
    if (at.side === "head") next.frame = frame;
    count(next, at, value);
    call = next;
  }
}

function count({ seen, value }: Call, { side, index }: At, more: number): void {
  seen.add(side);
  value[side][index]! += more;
}

const sizeOf = ({ value }: Call) => mean(value.base) + mean(value.head);
const largest = ({ value }: Call) => Math.max(mean(value.base), mean(value.head));

/** The largest calls, each after its caller: a part is never larger than its whole, so that no caller is left out. */
function nodesOf(root: Call, noise: Noise): readonly FlameNode[] {
  const least = LEAST * largest(root);
  const all = [root];
  for (let index = 0; index < all.length; index++) {
    for (const call of all[index]!.calls.values()) if (largest(call) >= least) all.push(call);
  }
  const bound = all.length <= MOST_NODES ? 0 : largest([...all].sort((x, y) => largest(y) - largest(x))[MOST_NODES]!);
  const kept = all.filter((call) => call === root || largest(call) > bound);
  const place = new Map(kept.map((call, index) => [call, index]));
  return kept.map((call) => ({
    name: shortened(call.name, 200) || "(anonymous)",
    at: call.frame && sourceOf(call.frame),
    base: call.seen.has("base") ? mean(call.value.base) : null,
    head: call.seen.has("head") ? mean(call.value.head) : null,
    // As changeOf judges the whole: what all functions vary by together is in its own differences, and hardly in the noise of each.
    ...marginIn(call.value, sizeOf(call) > MOST_OF_IT * sizeOf(root) ? undefined : noise),
    children: [...call.calls.values()].flatMap((one) => place.get(one) ?? []),
  }));
}
