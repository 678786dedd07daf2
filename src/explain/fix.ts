/** Tries on head what findings suggest: in one of two slots that both run head, drawn by lot. It decides nothing. */
import { randomInt } from "node:crypto";
import type { Fix } from "../measure/fix.ts";
import type { Load } from "../measure/load.ts";
import type { Served } from "../measure/served.ts";
import { SLOTS, type Slot } from "../model/series.ts";
import type { System } from "../system/system.ts";
import { type Serve, withinLimit } from "./limit.ts";
import { whyOf } from "./why.ts";

export interface FixContext {
  readonly system: System;
  readonly load: Load;
  readonly serve: Serve;
  /** Milliseconds, of all fixes together. */
  readonly limit: number;
}

/** Milliseconds of the requests to one endpoint in one round, in order. */
export interface Timed {
  readonly without: readonly number[];
  readonly tried: readonly number[];
}

export interface TriedFix {
  readonly fix: Fix;
  /** By endpoint, each round with those of the fix, up to five. */
  readonly rounds: readonly ReadonlyMap<string, Timed>[];
}

export interface TriedFixes {
  readonly tried: readonly TriedFix[];
  /** Why others could not, a sentence each. */
  readonly notWeighed: readonly string[];
}

/** As many as show a change of five endpoints for certain in one part of a hundred: 2 × 5 / 2^10. */
const ROUNDS = 10;
/** Endpoints that are compared: of more, more rounds would be needed. */
const MOST_ENDPOINTS = 5;
/** Of each scenario, in a round. */
const ITERATIONS = 12;

/** One fix after the other, each alone. Never fails for what the target or a watcher does. @throws the signal's reason */
export async function tryFixes(context: FixContext, fixes: readonly Fix[]): Promise<TriedFixes> {
  const { system, limit } = context;
  const serve = withinLimit(context.serve, { limit, ending: performance.now() + limit, signal: system.signal });
  const tried: TriedFix[] = [];
  const notWeighed: string[] = [];
  for (const fix of fixes) {
    system.log.info(`${fix.what} is tried on head: ${ROUNDS} rounds, each with and without it.`);
    try {
      tried.push({ fix, rounds: await tryFix({ ...context, serve }, fix) });
    } catch (error) {
      system.signal.throwIfAborted();
      notWeighed.push(untried(fix, error));
    }
  }
  return { tried, notWeighed };
}

/** "CREATE INDEX ON orders (customer) could not be tried on head: k6 failed." */
export function untried({ what }: Fix, error: unknown): string {
  return `${what} could not be tried on head: ${whyOf(error)}.`;
}

/** @throws ToolError, TargetError */
async function tryFix(context: FixContext, fix: Fix): Promise<TriedFix["rounds"]> {
  const rounds: TriedFix["rounds"][number][] = [];
  // A coin each, so that what one slot has ahead of the other passes for a gain no more often than the coins allow.
  for (let round = 0; round < ROUNDS; round++) rounds.push(await tryOnce(context, fix, SLOTS[randomInt(2)]!));
  return rounds;
}

async function tryOnce({ serve, load }: FixContext, fix: Fix, slot: Slot): Promise<ReadonlyMap<string, Timed>> {
  let changed: Promise<void> = Promise.resolve();
  const change = async () => {
    // What was left behind in either slot would be compared with itself.
    for (const one of SLOTS) await fix.undo(one);
    await fix.apply(slot);
  };
  try {
    return await serve({ a: "head", b: "head" }, async (servers) => {
      const both = await servers.both();
      changed = change();
      await changed;
      return timed(load, both, fix, slot);
    });
  } finally {
    // The servers may be taken away while it is still being made.
    await changed.catch(() => {});
    await fix.undo(slot);
  }
}

async function timed(
  load: Load,
  both: Readonly<Record<Slot, Served>>,
  fix: Fix,
  slot: Slot,
): Promise<ReadonlyMap<string, Timed>> {
  const times = new Map(
    fix.endpoints
      .slice(0, MOST_ENDPOINTS)
      .map((endpoint) => [endpoint, { without: [] as number[], tried: [] as number[] }]),
  );
  await load.trace({
    served: SLOTS.map((one) => both[one]),
    seed: randomInt(2 ** 32),
    iterations: ITERATIONS,
    async onAnswer({ endpoint, status, milliseconds, ...answer }) {
      // An error may be had sooner than an answer.
      const isAnswered = endpoint !== null && status > 0 && status < 500;
      if (isAnswered) times.get(endpoint)?.[answer.slot === slot ? "tried" : "without"].push(milliseconds);
    },
  });
  return times;
}
