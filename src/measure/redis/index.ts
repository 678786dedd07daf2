/** The redis watcher: what requests ask of a cache, what it finds, and how it does under load. */
import { importPackage } from "../../system/packages.ts";
import { digestOf } from "../conditions.ts";
import { withPassword } from "../passwords.ts";
import type { Watcher } from "../watcher.ts";
import { addressesOf } from "./address.ts";
import { causesOf } from "./causes.ts";
import { factsOf } from "./facts.ts";
import type { RedisConfig } from "./schema.ts";
import { newSeen } from "./seen.ts";
import { type Job, watchRedis } from "./watch.ts";

export type { RedisConfig } from "./schema.ts";

export const redis: Watcher<RedisConfig> = {
  id: "redis",
  isBeside: true,
  async open({ url }, { system }) {
    const { a, b } = addressesOf(withPassword(url, system.passwords.REDISCLI_AUTH));
    // The module that the package names as its entry.
    const library = (await importPackage(system, "@redis/client", "dist/index.js")) as typeof import("@redis/client");
    const { createClient } = library;
    const addresses = { a: { ...a, createClient }, b: { ...b, createClient } };
    const { signal } = system;
    const seen = { base: newSeen(), head: newSeen() };
    const job: Job = { addresses, seen, notes: new Set(), runIds: new Map(), signal };
    return {
      lines: [`commands, hits and misses of Redis at ${addresses.a.place} and ${addresses.b.place}`],
      tools: {},
      // Where it listens changes nothing.
      conditions: digestOf({}),
      watch: (server) => watchRedis(job, server),
      collected: async () => ({
        notWeighed: [],
        notes: [...job.notes],
        causes: causesOf(seen),
        details: [],
        facts: factsOf(seen),
      }),
    };
  },
};
