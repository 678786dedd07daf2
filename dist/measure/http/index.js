// src/measure/http/index.ts
import { digestOf } from "../conditions.js";
import { causesOf, factsOf } from "./facts.js";
import { watchAnswers } from "./watch.js";
var http = {
  id: "http",
  async open(config, { system }) {
    const seen = { base: [], head: [] };
    const newest = (side) => seen[side].at(-1) ?? /* @__PURE__ */ new Map();
    return {
      lines: ["bytes, redirects and repeated calls of each endpoint, exact; compression, asked for once a round"],
      tools: {},
      conditions: digestOf(config),
      async watch(served) {
        return watchAnswers(served, system.signal, (round) => {
          seen[served.side].push(round);
        });
      },
      collected: async () => ({
        notWeighed: [],
        notes: notesOf(newest("head")),
        causes: causesOf({ base: newest("base"), head: newest("head") }),
        details: [],
        facts: factsOf(seen)
      })
    };
  }
};
function notesOf(seen) {
  const fetched = [...seen.values()].filter(({ example }) => example !== null);
  const silent = fetched.filter(({ sending }) => sending === null).length;
  if (silent === 0) return [];
  return [
    `http: of ${fetched.length} endpoints ${silent} could not be asked once more with Accept-Encoding, so nothing is said of how they are compressed.`
  ];
}
export {
  http
};
