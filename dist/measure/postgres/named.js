// src/measure/postgres/named.ts
import { ToolError } from "../../errors.js";
import { asName } from "../subject.js";
import { addAll, total } from "./counters.js";
import { callerOf, MARK, readStatement } from "./text.js";
async function named({ texts }, { traced, lost, loaded, sampled }, { name: database }) {
  const maps = [...[...traced.values()].map(({ counters }) => counters), ...loaded === null ? [] : [loaded.counters]];
  const waiting = sampled.waits.flatMap(({ statement }) => statement ?? []);
  const known = await texts([.../* @__PURE__ */ new Set([...maps.flatMap((map) => [...map.keys()]), ...waiting])]);
  for (const tally of traced.values()) if (isForged(tally, known)) throw markedByOthers(database);
  const queries = /* @__PURE__ */ new Map();
  const callers = /* @__PURE__ */ new Map();
  const names = /* @__PURE__ */ new Map();
  for (const [key, query] of known) {
    if (query === null) continue;
    const { text, comments } = readStatement(query);
    const name = asName(text);
    names.set(key, name);
    queries.set(name, query);
    const caller = callerOf(comments);
    if (caller !== null) callers.set(name, caller);
  }
  const nameOf = (key) => known.get(key) === null ? null : names.get(key) ?? "(statement that was not kept)";
  const asked = (requests, counters) => {
    const statements = /* @__PURE__ */ new Map();
    for (const [key, one] of counters) {
      const name = nameOf(key);
      if (name !== null) addAll(statements, /* @__PURE__ */ new Map([[name, one]]));
    }
    return { requests, statements };
  };
  const seen = {
    traced: new Map([...traced].map(([endpoint, { requests, counters }]) => [endpoint, asked(requests, counters)])),
    lost,
    loaded: loaded === null ? null : asked(loaded.requests, loaded.counters),
    sampled: {
      ...sampled,
      waits: sampled.waits.map((wait) => ({
        ...wait,
        statement: wait.statement && (names.get(wait.statement) ?? null)
      }))
    },
    callers
  };
  return { seen, queries };
}
function isForged({ requests, counters }, known) {
  const own = [...counters].filter(([key]) => known.get(key) === null);
  return total(own.map(([, one]) => one)).calls > requests;
}
var markedByOthers = (database) => new ToolError(
  `postgres: statements of others in ${database} begin with ${MARK}, as only Weighbridge's do, and cannot be told from them; take that comment out of the target's statements, and let one job at a time use the database.`
);
export {
  named
};
