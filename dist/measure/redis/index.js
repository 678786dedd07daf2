// src/measure/redis/index.ts
import { importPackage } from "../../system/packages.js";
import { digestOf } from "../conditions.js";
import { withPassword } from "../passwords.js";
import { addressesOf } from "./address.js";
import { causesOf } from "./causes.js";
import { factsOf } from "./facts.js";
import { newSeen } from "./seen.js";
import { watchRedis } from "./watch.js";
var redis = {
  id: "redis",
  isBeside: true,
  async open({ url }, { system }) {
    const { a, b } = addressesOf(withPassword(url, system.passwords.REDISCLI_AUTH));
    const library = await importPackage(system, "@redis/client", "dist/index.js");
    const { createClient } = library;
    const addresses = { a: { ...a, createClient }, b: { ...b, createClient } };
    const { signal } = system;
    const seen = { base: newSeen(), head: newSeen() };
    const job = { addresses, seen, notes: /* @__PURE__ */ new Set(), runIds: /* @__PURE__ */ new Map(), signal };
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
        facts: factsOf(seen)
      })
    };
  }
};
export {
  redis
};
