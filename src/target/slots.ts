import { setTimeout as delay } from "node:timers/promises";
import { TargetError } from "../errors.ts";
import type { RoundServers, Served, SlotEnvironment } from "../measure/served.ts";
import { SIDES, type Side, SLOTS, type Slot, type SlotOf } from "../model/series.ts";
import { freePorts } from "../system/ports.ts";
import { inSlot, startSide, type TargetContext } from "./in-slot.ts";
import type { Server } from "./serve.ts";

/**
 * Milliseconds in which the end of a server is noticed: its connections end before its process does, and one that died
 * may take its twin with it (a shared database).
 */
const NOTICE = 250;

/**
 * Runs `prepare` once a slot, before the first round. For both slots in one tree (head's, else base's), so that what it
 * makes is the same in both; the state that belongs to a side's own code is for `reset`. Throws TargetError.
 */
export async function prepareSlots(context: TargetContext): Promise<void> {
  const side = context.builds.head ? "head" : "base";
  for (const slot of SLOTS) await inSlot(context, side, slot, "prepare");
}

/**
 * Gives `body` the servers of one round and stops them when it returns, throws, or the job is interrupted. A server that
 * ends early rejects at once with its TargetError (head's when both did: base alone may be replaced by another rung),
 * without waiting for `body`; one that no longer answers at the end does so then, in place of an error of `body`. Where
 * another program answers in a server's place, OtherAnswersError; it hides no other error but base's.
 */
export async function withRoundServers<T>(
  context: TargetContext,
  sides: SlotOf,
  body: (servers: RoundServers) => Promise<T>,
): Promise<T> {
  const { signal } = context.system;
  signal.throwIfAborted();
  const servers = new SlotServers(context, sides);
  const onAbort = () => servers.fail(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  const [round] = await Promise.allSettled([Promise.race([judged(body(servers), servers), servers.failed])]);
  signal.removeEventListener("abort", onAbort);
  const [closing] = await Promise.allSettled([servers.close()]);
  const errors = rejections([round, closing]);
  if (errors.length > 0) throw worst(errors);
  return (round as PromiseFulfilledResult<T>).value;
}

/** The result of a round, unless its servers were lost. */
async function judged<T>(work: Promise<T>, servers: SlotServers): Promise<T> {
  try {
    return await work;
  } catch (error) {
    // The load tool may notice that a server dies before the system tells us, and blame something else.
    await Promise.race([servers.failed, delay(NOTICE)]);
    throw error;
  } finally {
    await servers.check();
  }
}

class SlotServers implements RoundServers {
  readonly #context: TargetContext;
  readonly #sides: SlotOf;
  /** Rejects when a server has died, or by `fail`. */
  readonly failed: Promise<never>;
  fail: (error: unknown) => void = () => {};
  #up: readonly Server[] = [];
  #starting: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(context: TargetContext, sides: SlotOf) {
    this.#context = context;
    this.#sides = sides;
    this.failed = new Promise((_, reject) => {
      this.fail = reject;
    });
    this.failed.catch(() => {});
  }

  async both(env: SlotEnvironment = {}): Promise<Readonly<Record<Slot, Served>>> {
    const [a, b] = await this.#begin(SLOTS, env);
    if (!a || !b) throw new Error("two slots, but not two servers");
    return { a, b };
  }

  async alone(side: Side, env: SlotEnvironment = {}): Promise<Served> {
    const [server] = await this.#begin(
      SLOTS.filter((slot) => this.#sides[slot] === side),
      env,
    );
    if (!server) throw new Error(`no slot was drawn for ${side}`);
    return server;
  }

  /** Throws the TargetError of a server that is no longer up, head's first. */
  async check(): Promise<void> {
    const errors = rejections(await Promise.allSettled(this.#up.map((server) => server.check())));
    if (errors.length > 0) throw worst(errors);
  }

  /** Also what is still starting is stopped. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#starting;
    await this.#stopAll();
  }

  #begin(slots: readonly Slot[], env: SlotEnvironment): Promise<readonly Server[]> {
    const starting = this.#start(slots, env);
    this.#starting = starting.catch(() => {});
    return starting;
  }

  async #start(slots: readonly Slot[], env: SlotEnvironment): Promise<readonly Server[]> {
    await this.#stopAll();
    if (this.#closed) throw new Error("servers were asked for after the end of their round");
    for (const slot of slots) await inSlot(this.#context, this.#sides[slot], slot, "reset");
    const ports = await freePorts(slots.length);
    // Both start at once, a before b: what that does to them belongs to the slot.
    const starts = await Promise.allSettled(
      slots.map((slot, index) =>
        startSide(this.#context, this.#sides[slot], slot, ports[index] as number, env[slot] ?? {}),
      ),
    );
    this.#up = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
    const errors = rejections(starts);
    if (errors.length > 0) {
      const stopping = await Promise.allSettled([this.#stopAll()]);
      throw worst([...errors, ...rejections(stopping)]);
    }
    for (const server of this.#up) server.died.catch((error: unknown) => this.#died(server, error));
    return this.#up;
  }

  async #died(server: Server, error: unknown): Promise<void> {
    const twins = this.#up.filter((twin) => twin !== server).map((twin) => twin.died);
    this.fail(worst([error, ...(await rejectedWithin(twins, NOTICE))]));
  }

  /** Base first: head, while it is still up, shows when it answers in base's place as well. */
  async #stopAll(): Promise<void> {
    const stopping = this.#up;
    this.#up = [];
    const errors: unknown[] = [];
    for (const side of SIDES) {
      const servers = stopping.filter((server) => server.side === side);
      errors.push(...rejections(await Promise.allSettled(servers.map((server) => server.stop()))));
    }
    if (errors.length > 0) throw worst(errors);
  }
}

function rejections(results: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
}

/** Head's, else the first that is not base's: base's failure alone may be replaced by another rung. */
function worst(errors: readonly unknown[]): unknown {
  const isOf = (side: Side) => (error: unknown) => error instanceof TargetError && error.side === side;
  return errors.find(isOf("head")) ?? errors.find((error) => !isOf("base")(error)) ?? errors[0];
}

/** The reasons of those promises that reject within `limit` ms. */
async function rejectedWithin(promises: readonly Promise<never>[], limit: number): Promise<unknown[]> {
  const nothing = delay(limit, null);
  const settled = await Promise.all(
    promises.map((promise) => Promise.race([promise.catch((error: unknown) => [error]), nothing])),
  );
  return settled.flatMap((found) => found ?? []);
}
