/** Both sides' profiles as one tree of calls, for the differential flame graph. Pure. */
import { shortened } from "../measure/subject.ts";
import type { Flame, FlameNode } from "../model/details.ts";
import type { Unit } from "../model/metric.ts";
import type { Side } from "../model/series.ts";
import { sourceOf } from "./difference.ts";
import type { Located } from "./locate.ts";
import { keyOf, type ProfiledSides } from "./spent.ts";

const MOST_NODES = 2_000;
/** Of the root; a smaller part cannot be seen. */
const LEAST = 0.002;
/** Levels; a page has no room for more. */
const DEEPEST = 120;

interface Call {
  readonly name: string;
  /** Of head once it is seen there. */
  frame: Located | null;
  readonly seen: Set<Side>;
  readonly value: Record<Side, number>;
  readonly calls: Map<string, Call>;
}

const callOf = (name: string): Call => ({
  name,
  frame: null,
  seen: new Set(),
  value: { base: 0, head: 0 },
  calls: new Map(),
});

/** Values are means over the profiles of a side, a request, with all that is called. */
export function flameOf(
  profiled: ProfiledSides,
  about: Pick<Flame, "subject" | "title"> & { readonly unit: Unit },
): Flame {
  const root = callOf("a request");
  for (const side of ["base", "head"] as const) {
    for (const { samples, requests } of profiled[side]) {
      for (const { stack, value } of samples) {
        add(root, stack, side, value / requests / profiled[side].length);
      }
    }
  }
  return { kind: "flame", collector: "explain", ...about, nodes: nodesOf(root) };
}

function add(root: Call, stack: readonly Located[], side: Side, value: number): void {
  let call = root;
  count(call, side, value);
  for (const frame of stack.slice(0, DEEPEST)) {
    const key = keyOf(frame);
    const next = call.calls.get(key) ?? callOf(frame.name);
    call.calls.set(key, next);
    if (side === "head" || next.frame === null) next.frame = side === "head" ? frame : null;
    count(next, side, value);
    call = next;
  }
}

function count(call: Call, side: Side, value: number): void {
  call.seen.add(side);
  call.value[side] += value;
}

const largest = ({ value }: Call) => Math.max(value.base, value.head);

/** The largest calls, each after its caller: a part is never larger than its whole, so that no caller is left out. */
function nodesOf(root: Call): readonly FlameNode[] {
  const least = LEAST * largest(root);
  const all = [root];
  const callers = new Map<Call, number>();
  for (let index = 0; index < all.length; index++) {
    for (const call of all[index]!.calls.values()) {
      if (largest(call) < least) continue;
      callers.set(call, index);
      all.push(call);
    }
  }
  const bound = all.length <= MOST_NODES ? 0 : largest([...all].sort((x, y) => largest(y) - largest(x))[MOST_NODES]!);
  const kept = all.filter((call) => call === root || largest(call) > bound);
  const place = new Map(kept.map((call, index) => [call, index]));
  return kept.map((call) => ({
    name: shortened(call.name, 200) || "(anonymous)",
    at: call.frame && sourceOf(call.frame),
    base: call.seen.has("base") ? call.value.base : null,
    head: call.seen.has("head") ? call.value.head : null,
    children: [...call.calls.values()].flatMap((one) => place.get(one) ?? []),
  }));
}
