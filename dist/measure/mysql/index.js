// src/measure/mysql/index.ts
import { importPackage } from "../../system/packages.js";
import { digestOf } from "../conditions.js";
import { addressesOf } from "./address.js";
import { causesOf } from "./causes.js";
import { factsOf } from "./facts.js";
import { newSeen } from "./seen.js";
import { watchMysql } from "./watch.js";
var mysql = {
  id: "mysql",
  async open({ url, plans, repeatedAfter }, { system }) {
    const { a, b } = addressesOf(url);
    const library = await importPackage(system, "mysql2", "promise.js");
    const { createConnection } = library;
    const addresses = { a: { ...a, createConnection }, b: { ...b, createConnection } };
    const { signal } = system;
    const seen = { base: newSeen(), head: newSeen() };
    const job = { addresses, seen, plans, notes: /* @__PURE__ */ new Set(), signal };
    return {
      lines: [
        `statements, rows${plans ? ", plans" : ""} and time of the databases ${addresses.a.place} and ${addresses.b.place}`
      ],
      tools: {},
      // Where it listens changes nothing.
      conditions: digestOf({}),
      watch: (server) => watchMysql(job, server),
      collected: async () => ({
        notWeighed: [],
        notes: [...job.notes],
        causes: causesOf(seen),
        details: [],
        facts: factsOf(seen, repeatedAfter)
      })
    };
  }
};
export {
  mysql
};
