// src/measure/mysql/index.ts
import { importPackage } from "../../system/packages.js";
import { digestOf } from "../conditions.js";
import { withPassword } from "../passwords.js";
import { addressesOf } from "./address.js";
import { causesOf } from "./causes.js";
import { factsOf, newRanges } from "./facts.js";
import { newSeen } from "./seen.js";
import { newMeeting } from "./shared.js";
import { hushLibrary } from "./warning.js";
import { watchMysql } from "./watch.js";
var NO_CACHE_HIT = "mysql/cache-hit: both slots' databases are on one server, which counts its cache for all of them together; give each slot a server of its own to have it weighed.";
var mysql = {
  id: "mysql",
  isBeside: true,
  async open({ url, plans, repeatedAfter }, { system }) {
    const { a, b } = addressesOf(withPassword(url, system.passwords.MYSQL_PWD));
    const library = await importPackage(system, "mysql2", "promise.js");
    const { createConnection } = library;
    hushLibrary();
    const addresses = { a: { ...a, createConnection }, b: { ...b, createConnection } };
    const { signal } = system;
    const seen = { base: newSeen(), head: newSeen() };
    const ranges = { base: newRanges(), head: newRanges() };
    const job = {
      addresses,
      seen,
      onRound: (side, round) => ranges[side].add(round),
      plans,
      notes: /* @__PURE__ */ new Set(),
      meeting: newMeeting(addresses),
      signal
    };
    return {
      lines: [
        `statements, rows${plans ? ", plans" : ""} and time of the databases ${addresses.a.place} and ${addresses.b.place}`
      ],
      tools: {},
      // Where it listens changes nothing.
      conditions: digestOf({}),
      watch: (server) => watchMysql(job, server),
      collected: async () => ({
        notWeighed: job.meeting.isOneServer() ? [NO_CACHE_HIT] : [],
        notes: [...job.notes],
        causes: causesOf(seen),
        details: [],
        facts: factsOf(seen, repeatedAfter, ranges)
      })
    };
  }
};
export {
  mysql
};
