/** The http watcher: what endpoints answer while one request at a time is made, and how they send it to a browser. */
import type { Side } from "../../model/series.ts";
import { digestOf } from "../conditions.ts";
import type { Watcher } from "../watcher.ts";
import { causesOf, factsOf } from "./facts.ts";
import type { HttpConfig } from "./schema.ts";
import { type Seen, watchAnswers } from "./watch.ts";

export type { HttpConfig } from "./schema.ts";

export const http: Watcher<HttpConfig> = {
  id: "http",
  async open(config, { system }) {
    const seen: Record<Side, ReadonlyMap<string, Seen>[]> = { base: [], head: [] };
    const newest = (side: Side) => seen[side].at(-1) ?? new Map<string, Seen>();
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
        facts: factsOf(seen),
      }),
    };
  },
};

function notesOf(seen: ReadonlyMap<string, Seen>): readonly string[] {
  const fetched = [...seen.values()].filter(({ example }) => example !== null);
  const silent = fetched.filter(({ sending }) => sending === null).length;
  if (silent === 0) return [];
  return [
    `http: of ${fetched.length} endpoints ${silent} could not be asked once more with Accept-Encoding, so nothing is said of how they are compressed.`,
  ];
}
