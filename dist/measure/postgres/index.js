// src/measure/postgres/index.ts
import { digestOf } from "../conditions.js";
import { withPassword } from "../passwords.js";
import { causesOf } from "./causes.js";
import { withRound } from "./evidence.js";
import { factsOf, newRanges } from "./facts.js";
import { fixesOf } from "./fixes.js";
import { watchDatabase } from "./watch.js";
var postgres = {
  id: "postgres",
  isBeside: true,
  async open({ plans, queries, repeatedAfter, ...addresses }, { system: { passwords } }) {
    const url = withPassword(addresses.url, passwords.PGPASSWORD);
    const owner = addresses.owner && withPassword(addresses.owner, passwords.PGPASSWORD);
    const evidence = { base: null, head: null };
    const ranges = { base: newRanges(), head: newRanges() };
    const notes = /* @__PURE__ */ new Set();
    const identities = /* @__PURE__ */ new Map();
    const own = Object.keys(queries).length === 0 ? "" : `, ${Object.keys(queries).length} of your own queries`;
    return {
      lines: [`PostgreSQL: statements, rows, blocks and time a request${plans ? ", with plans" : ""}${own}`],
      tools: {},
      conditions: digestOf({ queries }),
      watch: (served) => watchDatabase(served, url[served.slot], {
        plans,
        queries,
        identities,
        onSeen: (seen) => {
          evidence[served.side] = withRound(evidence[served.side], seen);
          ranges[served.side].add(withRound(null, seen));
        },
        onNote: (note) => void notes.add(note)
      }),
      collected: async () => ({
        notWeighed: [],
        notes: [...notes],
        causes: causesOf(evidence),
        details: [],
        facts: factsOf(evidence, repeatedAfter, ranges)
      }),
      ...owner === void 0 ? {} : { fixes: () => fixesOf(evidence.head, owner) }
    };
  }
};
export {
  postgres
};
