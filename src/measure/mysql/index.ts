/** The mysql watcher: what requests ask of a MariaDB or MySQL database, and how it does under load. */
import { importPackage } from "../../system/packages.ts";
import { digestOf } from "../conditions.ts";
import { withPassword } from "../passwords.ts";
import type { Watcher } from "../watcher.ts";
import { addressesOf } from "./address.ts";
import { causesOf } from "./causes.ts";
import { factsOf, newRanges } from "./facts.ts";
import type { MysqlConfig } from "./schema.ts";
import { newSeen } from "./seen.ts";
import { newMeeting } from "./shared.ts";
import { hushLibrary } from "./warning.ts";
import { type Job, watchMysql } from "./watch.ts";

export type { MysqlConfig } from "./schema.ts";

const NO_CACHE_HIT =
  "mysql/cache-hit: both slots' databases are on one server, which counts its cache for all of them together; give each slot a server of its own to have it weighed.";

export const mysql: Watcher<MysqlConfig> = {
  id: "mysql",
  isBeside: true,
  async open({ url, plans, repeatedAfter }, { system }) {
    const { a, b } = addressesOf(withPassword(url, system.passwords.MYSQL_PWD));
    // The module that the package exports as mysql2/promise.
    const library = (await importPackage(system, "mysql2", "promise.js")) as typeof import("mysql2/promise");
    const { createConnection } = library;
    hushLibrary();
    const addresses = { a: { ...a, createConnection }, b: { ...b, createConnection } };
    const { signal } = system;
    const seen = { base: newSeen(), head: newSeen() };
    const ranges = { base: newRanges(), head: newRanges() };
    const job: Job = {
      addresses,
      seen,
      onRound: (side, round) => ranges[side].add(round),
      plans,
      notes: new Set(),
      meeting: newMeeting(addresses),
      signal,
    };
    return {
      lines: [
        `statements, rows${plans ? ", plans" : ""} and time of the databases ${addresses.a.place} and ${addresses.b.place}`,
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
        facts: factsOf(seen, repeatedAfter, ranges),
      }),
    };
  },
};
