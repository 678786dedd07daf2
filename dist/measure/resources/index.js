// src/measure/resources/index.ts
import { digestOf } from "../conditions.js";
import { factsOf, notesOf } from "./facts.js";
import { watchProcesses } from "./watch.js";
var resources = {
  id: "resources",
  async open(config) {
    const used = { base: [], head: [] };
    const { cgroup } = config;
    const of = cgroup === void 0 ? "all processes of a side" : "the control group of a slot";
    return {
      lines: [
        `processor time, memory, faults, switches, storage, threads and files of ${of}, under the full load; network only where it has one of its own, as a container has`
      ],
      tools: {},
      conditions: digestOf(config),
      watch: async (server) => watchProcesses(server, cgroup?.[server.slot] ?? null, (one) => used[server.side].push(one)),
      collected: async () => ({ notWeighed: [], notes: notesOf(used), causes: [], details: [], facts: factsOf(used) })
    };
  }
};
export {
  resources
};
