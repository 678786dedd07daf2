// src/measure/runtime/index.ts
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SLOTS } from "../../model/series.js";
import { digestOf } from "../conditions.js";
import { listenOn } from "./agents.js";
import { causesOf, factsOf } from "./explain.js";
import { watchAgents } from "./watch.js";
var PRELOAD = fileURLToPath(new URL("./preload/preload.cjs", import.meta.url));
var runtime = {
  id: "runtime",
  async open(config, { builds, scratch }) {
    const path = (slot) => join(scratch, slot);
    const listeners = { a: await listenOn(path("a")), b: await listenOn(path("b")) };
    const watched = { base: [], head: [] };
    const folderOf = async (side) => {
      const build = builds[side];
      return build === null ? null : realpath(build.dir);
    };
    return {
      lines: [
        "event loop, garbage collection and allocations of the target's Node processes, by a module loaded before its own"
      ],
      tools: {},
      conditions: digestOf(config),
      // Node reads its options as a shell would read words in double quotes.
      environment: (slot) => ({
        NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
        WEIGHBRIDGE_RUNTIME: path(slot)
      }),
      watch: async (server) => watchAgents(
        server,
        listeners[server.slot],
        await folderOf(server.side),
        (one) => watched[server.side].push(one)
      ),
      async collected() {
        for (const slot of SLOTS) listeners[slot].close();
        return { notWeighed: [], notes: [], causes: causesOf(watched), details: [], facts: factsOf(watched) };
      }
    };
  }
};
export {
  runtime
};
