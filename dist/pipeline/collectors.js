// src/pipeline/collectors.ts
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { registry } from "../measure/registry.js";
import { hasWatchers, openInside } from "./inside.js";
async function openCollectors({ config, built, sides, root, system, rounds, familyOf }, bootTime, earlier) {
  const folder = await system.processes.temporaryFolder("weighbridge-collectors");
  const opened = [];
  const purpose = rounds === null ? "difference" : "noise";
  const shared = { system, sides, builds: built.builds, root, bootTime, purpose };
  for (const entry of registry) {
    if (entry.kind !== "collector" || entry.id === "inside" || config[entry.id] === void 0) continue;
    const scratch = join(folder, entry.id);
    await mkdir(scratch);
    const collector = await entry.load();
    const before = earlier[entry.id];
    const context = { ...shared, scratch, ...before === void 0 ? {} : { earlier: before } };
    const session = await collector.open(config[entry.id], context);
    opened.push({ id: entry.id, session, also: [] });
  }
  if (hasWatchers(config)) opened.push(await openInside(config, shared, folder));
  for (const { session } of opened) {
    for (const line of session.plan.lines) system.log.info(line);
    familyOf(session.series());
  }
  return opened;
}
async function keepFiles(folder, opened, collected) {
  for (const [index, { id }] of opened.entries()) {
    for (const { name, path } of collected[index].files) {
      const to = join(folder, id, name);
      await mkdir(dirname(to), { recursive: true });
      await copyFile(path, to);
    }
  }
}
export {
  keepFiles,
  openCollectors
};
