/** A load and watchers that write down what they were asked for: doubles of the contract, nothing is started. */
import type { Collected } from "../../../src/measure/collected.ts";
import type { Round } from "../../../src/measure/collector.ts";
import { planOf } from "../../../src/measure/inside/plan.ts";
import type { InsideConfig } from "../../../src/measure/inside/schema.ts";
import { openSession } from "../../../src/measure/inside/session.ts";
import type { Answer, Load } from "../../../src/measure/load.ts";
import type { Served, SlotEnvironment } from "../../../src/measure/served.ts";
import type { OpenedWatcher, Reading, Watch, Watching } from "../../../src/measure/watcher.ts";
import type { Metric } from "../../../src/model/metric.ts";
import { SIDES, type Side, type Slot, type Value } from "../../../src/model/series.ts";
import { latency } from "../../compare/make.ts";

export type Diary = string[];

export const config: InsideConfig = { iterations: 2, warmup: 4_000, measure: 10_000 };

export function server(side: Side, slot: Slot): Served {
  return { side, slot, url: `http://127.0.0.1:1/${slot}`, died: new Promise(() => {}), processes: () => [] };
}

export const answer = (slot: Slot): Answer => ({
  slot,
  endpoint: "shop: GET /",
  method: "GET",
  url: "/",
  status: 200,
  sent: {},
  headers: {},
  bytes: 2,
  milliseconds: 1,
});

export function fakeLoad(diary: Diary, over: Partial<Load> = {}): Load {
  const on = (served: readonly Served[]) => served.map(({ slot }) => slot).join("");
  return {
    bothAtOnce: true,
    lines: [],
    tools: { k6: "2.2.0" },
    conditions: "load",
    scripts: ["shop.js"],
    async trace({ served, iterations, onAnswer }) {
      diary.push(`trace ${on(served)} × ${iterations}`);
      for (const { slot } of served) await onAnswer(answer(slot));
    },
    async drive({ served, milliseconds }) {
      diary.push(`drive ${on(served)} ${milliseconds}`);
      const requests = Object.fromEntries(served.map(({ slot }, index) => [slot, 100 + index]));
      // The last half second was between two scripts.
      return { requests, median: {}, seconds: milliseconds / 1000 + 0.5, loaded: milliseconds / 1000 };
    },
    ...over,
  };
}

export const metric = (id: string, over: Partial<Metric> = {}): Metric =>
  latency({ id, unit: "count", scale: "difference", tolerate: { relative: 0, absolute: 0 }, role: "watch", ...over });

export interface Faked {
  readonly watching?: Partial<Watching>;
  /** In place of what is written down otherwise. */
  readonly watch?: (server: Served) => Partial<Watch>;
  readonly readings?: (server: Served) => readonly Reading[];
}

/** Gives `<id>/seen@x`: 1 on base, 2 on head. */
export function fakeWatcher(id: string, diary: Diary, { watching, watch, readings }: Faked = {}): OpenedWatcher {
  const seen = ({ side }: Served) => [{ metric: metric(`${id}/seen@x`), value: side === "base" ? 1 : 2 }];
  const open = async (up: Served): Promise<Watch> => {
    const note = (what: string) => void diary.push(`${id} ${up.slot} ${what}`);
    note("watch");
    return {
      answered: async ({ endpoint }) => note(`answered ${endpoint}`),
      before: async () => note("before"),
      begin: async () => note("begin"),
      end: async ({ requests, seconds }) => note(`end ${requests} in ${seconds} s`),
      after: async () => note("after"),
      readings: () => (readings ?? seen)(up),
      stop: async () => note("stop"),
      ...watch?.(up),
    };
  };
  const nothing: Awaited<ReturnType<Watching["collected"]>> = {
    notWeighed: [],
    notes: [],
    causes: [],
    details: [],
    facts: [],
  };
  const plain: Watching = {
    lines: ["what it looks at"],
    tools: {},
    conditions: id,
    watch: open,
    collected: async () => nothing,
  };
  return { id, watching: { ...plain, ...watching } };
}

/** Gives each round's value of a metric in turn; a round is over when both sides were asked. */
export function giving(what: Metric, values: Readonly<Record<Side, readonly Value[]>>) {
  const asked = { base: 0, head: 0 };
  return ({ side }: Served): readonly Reading[] => [{ metric: what, value: values[side][asked[side]++] ?? null }];
}

export interface Opened {
  readonly watchers: readonly OpenedWatcher[];
  readonly load?: Load;
  readonly sides?: readonly Side[];
  readonly signal?: AbortSignal;
  /** Where warnings are written down. */
  readonly warnings?: string[];
}

export function open({
  watchers,
  load = fakeLoad([]),
  sides = SIDES,
  signal = new AbortController().signal,
  warnings = [],
}: Opened) {
  const plan = planOf(config, { watchers, load, sides });
  const warn = (line: string) => void warnings.push(line);
  const session = openSession({ config, plan, watchers, load, sides, signal, warn, calibrate: () => 20 });
  return {
    session,
    plan,
    /** Measures rounds and keeps those that are said to be kept: all, unless told otherwise. */
    async run(rounds: number, isKept: (index: number) => boolean = () => true): Promise<Collected> {
      for (let index = 0; index < rounds; index++) {
        const outcome = await session.round(round(index));
        if (outcome.kind === "measured" && isKept(index)) outcome.keep();
      }
      return session.collected();
    },
  };
}

export function round(index = 0, diary: Diary = [], environments: SlotEnvironment[] = []): Round {
  const sides = index % 2 === 0 ? ({ a: "base", b: "head" } as const) : ({ a: "head", b: "base" } as const);
  return {
    index,
    sides,
    order: ["head", "base"],
    seed: 2 ** 32 - 1,
    servers: {
      async both(env = {}) {
        diary.push("both");
        environments.push(env);
        return { a: server(sides.a, "a"), b: server(sides.b, "b") };
      },
      async alone(side, env = {}) {
        diary.push(`alone ${side}`);
        environments.push(env);
        return server(side, sides.a === side ? "a" : "b");
      },
    },
  };
}
