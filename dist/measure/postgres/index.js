// src/measure/postgres/index.ts
import { ConfigError } from "../../errors.js";
import { SLOTS } from "../../model/series.js";
import { digestOf } from "../conditions.js";
import { causesOf } from "./causes.js";
import { withRound } from "./evidence.js";
import { factsOf } from "./facts.js";
import { fixesOf } from "./fixes.js";
import { watchDatabase } from "./watch.js";
var postgres = {
  id: "postgres",
  async open({ url, owner, plans, queries, repeatedAfter }) {
    checkAddresses("url", "reader", url);
    if (owner !== void 0) checkAddresses("owner", "shop", owner);
    const evidence = { base: null, head: null };
    const notes = /* @__PURE__ */ new Set();
    const own = Object.keys(queries).length === 0 ? "" : `, ${Object.keys(queries).length} of your own queries`;
    return {
      lines: [`PostgreSQL: statements, rows, blocks and time a request${plans ? ", with plans" : ""}${own}`],
      tools: {},
      conditions: digestOf({ queries }),
      watch: (served) => watchDatabase(served, url[served.slot], {
        plans,
        queries,
        isPlanned: (statement) => evidence[served.side]?.plans.has(statement) === true,
        onSeen: (seen) => {
          evidence[served.side] = withRound(evidence[served.side], seen);
        },
        onNote: (note) => void notes.add(note)
      }),
      collected: async () => ({
        notWeighed: [],
        notes: [...notes],
        causes: causesOf(evidence),
        details: [],
        facts: factsOf(evidence, repeatedAfter)
      }),
      ...owner === void 0 ? {} : { fixes: () => fixesOf(evidence.head, owner) }
    };
  }
};
function checkAddresses(key, role, addresses) {
  const wrong = SLOTS.find((slot) => !/^postgres(?:ql)?:\/\/./u.test(addresses[slot]));
  if (wrong !== void 0)
    throw new ConfigError(
      `postgres.${key}: slot ${wrong} has no address of a database: expected one that starts with postgres://, for example postgres://${role}@127.0.0.1:5432/shop_${wrong}.`
    );
}
export {
  postgres
};
