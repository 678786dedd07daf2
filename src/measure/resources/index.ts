/** The watcher of processes: what the operating system counts of them under load. */
import type { Side } from "../../model/series.ts";
import { digestOf } from "../conditions.ts";
import type { Watcher } from "../watcher.ts";
import { factsOf, notesOf } from "./facts.ts";
import type { Used } from "./metrics.ts";
import type { ResourcesConfig } from "./schema.ts";
import { watchProcesses } from "./watch.ts";

export const resources: Watcher<ResourcesConfig> = {
  id: "resources",
  async open(config) {
    const used: Record<Side, Used[]> = { base: [], head: [] };
    const { cgroup } = config;
    const of = cgroup === undefined ? "all processes of a side" : "the control group of a slot";
    return {
      lines: [
        `processor time, memory, faults, switches, storage, threads and files of ${of}, under the full load; network only where it has one of its own, as a container has`,
      ],
      tools: {},
      conditions: digestOf(config),
      watch: async (server) =>
        watchProcesses(server, cgroup?.[server.slot] ?? null, (one) => used[server.side].push(one)),
      collected: async () => ({ notWeighed: [], notes: notesOf(used), causes: [], details: [], facts: factsOf(used) }),
    };
  },
};
