// src/commands/servers.ts
import { NotThereError } from "../errors.js";
import { registry } from "../measure/registry.js";
import { withoutName } from "../measure/subject.js";
import { SLOTS } from "../model/series.js";
import { lookedFor } from "./needs.js";
async function serversOf(config, cwd, system) {
  const starts = startsOf(config);
  const needs = [];
  for (const { kind, id, load } of registry) {
    if (kind !== "watcher" || config[id] === void 0) continue;
    const watcher = await load();
    if (!watcher.isBeside) {
      needs.push({ name: id, said: "not looked at before the target runs", stops: false });
      continue;
    }
    const context = {
      system,
      sides: ["head"],
      builds: { base: null, head: null },
      scratch: await system.processes.temporaryFolder("doctor"),
      root: cwd
    };
    const open = () => watcher.open(config[id], context);
    needs.push(...await slotsOf({ id, open, starts }, system));
  }
  return needs;
}
function startsOf({ target }) {
  const keys = target.kind === "command" ? ["prepare", "reset"].filter((key) => target[key]) : [];
  return keys.length === 0 ? null : keys.map((key) => `target.${key}`).join(" or ");
}
async function slotsOf({ id, open, starts }, system) {
  const watches = [];
  const told = /* @__PURE__ */ new Set();
  let opened = null;
  async function look(slot) {
    opened ??= open();
    const watching = await opened;
    const watch = await watching.watch(notUp(slot));
    watches.push(watch);
    const { notes } = await watching.collected();
    const fresh = [...notes, ...await watch.lacking?.() ?? []].filter((note) => !told.has(note));
    for (const note of fresh) told.add(note);
    return ["is there, and may be looked into", ...fresh].join(". ");
  }
  async function unlessToStart(slot) {
    try {
      return await look(slot);
    } catch (error) {
      if (starts === null || !(error instanceof NotThereError)) throw error;
      return `not reached now: ${withoutName(id, error.message)} Where ${starts} starts or makes it, nothing is wrong; else a job weighs nothing of it, and what of it gates is inconclusive.`;
    }
  }
  try {
    const needs = [];
    for (const slot of SLOTS) {
      const { said, isThere } = await lookedFor(() => unlessToStart(slot), system);
      needs.push({ name: `${id}, slot ${slot}`, said: withoutName(id, said), stops: !isThere });
    }
    return needs;
  } finally {
    for (const watch of watches) await watch.stop();
  }
}
function notUp(slot) {
  return { side: "head", slot, url: "", died: new Promise(() => {
  }), processes: () => [] };
}
export {
  serversOf
};
