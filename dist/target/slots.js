// src/target/slots.ts
import { setTimeout as delay } from "node:timers/promises";
import { TargetError } from "../errors.js";
import { SIDES, SLOTS } from "../model/series.js";
import { freePorts } from "../system/ports.js";
import { inSlot, startSide } from "./in-slot.js";
var NOTICE = 250;
async function prepareSlots(context) {
  const side = context.builds.head ? "head" : "base";
  for (const slot of SLOTS) await inSlot(context, side, slot, "prepare");
}
async function withRoundServers(context, sides, body) {
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
  return round.value;
}
async function judged(work, servers) {
  try {
    return await work;
  } catch (error) {
    await Promise.race([servers.failed, delay(NOTICE)]);
    throw error;
  } finally {
    await servers.check();
  }
}
var SlotServers = class {
  #context;
  #sides;
  /** Rejects when a server has died, or by `fail`. */
  failed;
  fail = () => {
  };
  #up = [];
  #starting = Promise.resolve();
  #closed = false;
  constructor(context, sides) {
    this.#context = context;
    this.#sides = sides;
    this.failed = new Promise((_, reject) => {
      this.fail = reject;
    });
    this.failed.catch(() => {
    });
  }
  async both(env = {}) {
    const [a, b] = await this.#begin(SLOTS, env);
    if (!a || !b) throw new Error("two slots, but not two servers");
    return { a, b };
  }
  async alone(side, env = {}) {
    const [server] = await this.#begin(
      SLOTS.filter((slot) => this.#sides[slot] === side),
      env
    );
    if (!server) throw new Error(`no slot was drawn for ${side}`);
    return server;
  }
  /** Throws the TargetError of a server that is no longer up, head's first. */
  async check() {
    const errors = rejections(await Promise.allSettled(this.#up.map((server) => server.check())));
    if (errors.length > 0) throw worst(errors);
  }
  /** Also what is still starting is stopped. */
  async close() {
    this.#closed = true;
    await this.#starting;
    await this.#stopAll();
  }
  #begin(slots, env) {
    const starting = this.#start(slots, env);
    this.#starting = starting.catch(() => {
    });
    return starting;
  }
  async #start(slots, env) {
    await this.#stopAll();
    if (this.#closed) throw new Error("servers were asked for after the end of their round");
    for (const slot of slots) await inSlot(this.#context, this.#sides[slot], slot, "reset");
    const ports = await freePorts(slots.length);
    const starts = await Promise.allSettled(
      slots.map(
        (slot, index) => startSide(this.#context, this.#sides[slot], slot, ports[index], env[slot] ?? {})
      )
    );
    this.#up = starts.flatMap((start) => start.status === "fulfilled" ? [start.value] : []);
    const errors = rejections(starts);
    if (errors.length > 0) {
      const stopping = await Promise.allSettled([this.#stopAll()]);
      throw worst([...errors, ...rejections(stopping)]);
    }
    for (const server of this.#up) server.died.catch((error) => this.#died(server, error));
    return this.#up;
  }
  async #died(server, error) {
    const twins = this.#up.filter((twin) => twin !== server).map((twin) => twin.died);
    this.fail(worst([error, ...await rejectedWithin(twins, NOTICE)]));
  }
  /** Base first: head, while it is still up, shows when it answers in base's place as well. */
  async #stopAll() {
    const stopping = this.#up;
    this.#up = [];
    const errors = [];
    for (const side of SIDES) {
      const servers = stopping.filter((server) => server.side === side);
      errors.push(...rejections(await Promise.allSettled(servers.map((server) => server.stop()))));
    }
    if (errors.length > 0) throw worst(errors);
  }
};
function rejections(results) {
  return results.flatMap((result) => result.status === "rejected" ? [result.reason] : []);
}
function worst(errors) {
  const isOf = (side) => (error) => error instanceof TargetError && error.side === side;
  return errors.find(isOf("head")) ?? errors.find((error) => !isOf("base")(error)) ?? errors[0];
}
async function rejectedWithin(promises, limit) {
  const nothing = delay(limit, null);
  const settled = await Promise.all(
    promises.map((promise) => Promise.race([promise.catch((error) => [error]), nothing]))
  );
  return settled.flatMap((found) => found ?? []);
}
export {
  prepareSlots,
  withRoundServers
};
