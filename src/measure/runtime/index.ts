/** The watcher of Node processes: a module that Node loads before the target's own code tells what goes on in them. */
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SLOTS, type Slot } from "../../model/series.ts";
import { digestOf } from "../conditions.ts";
import type { Served } from "../served.ts";
import type { Watcher } from "../watcher.ts";
import { type Listener, listenOn } from "./agents.ts";
import { causesOf, factsOf } from "./explain.ts";
import type { RuntimeConfig } from "./schema.ts";
import { type Watched, watchAgents } from "./watch.ts";

const PRELOAD = fileURLToPath(new URL("./preload/preload.cjs", import.meta.url));

export const runtime: Watcher<RuntimeConfig> = {
  id: "runtime",
  async open(config, { builds, scratch }) {
    const path = (slot: Slot) => join(scratch, slot);
    const listeners: Record<Slot, Listener> = { a: await listenOn(path("a")), b: await listenOn(path("b")) };
    const watched: Record<"base" | "head", Watched[]> = { base: [], head: [] };
    const folderOf = async (side: Served["side"]) => {
      const build = builds[side];
      return build === null ? null : realpath(build.dir);
    };
    return {
      lines: [
        "event loop, garbage collection and allocations of the target's Node processes, by a module loaded before its own",
      ],
      tools: {},
      conditions: digestOf(config),
      // Node reads its options as a shell would read words in double quotes.
      environment: (slot) => ({
        NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
        WEIGHBRIDGE_RUNTIME: path(slot),
      }),
      watch: async (server) =>
        watchAgents(server, listeners[server.slot], await folderOf(server.side), (one) =>
          watched[server.side].push(one),
        ),
      async collected() {
        for (const slot of SLOTS) listeners[slot].close();
        return { notWeighed: [], notes: [], causes: causesOf(watched), details: [], facts: factsOf(watched) };
      },
    };
  },
};
