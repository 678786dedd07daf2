// src/pipeline/collectors.ts
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { registry } from "../measure/registry.js";
async function openCollectors({ config, built, sides, root, system, rounds, familyOf }, bootTime) {
  const folder = await system.processes.temporaryFolder("weighbridge-collectors");
  const opened = [];
  for (const entry of registry.filter(({ id }) => config[id] !== void 0)) {
    const scratch = join(folder, entry.id);
    await mkdir(scratch);
    const purpose = rounds === null ? "difference" : "noise";
    const context = { system, sides, builds: built.builds, scratch, root, bootTime, purpose };
    const collector = await entry.load();
    const session = await collector.open(config[entry.id], context);
    for (const line of session.plan.lines) system.log.info(line);
    familyOf(session.series());
    opened.push({ id: entry.id, session });
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
