// src/pipeline/collectors.ts
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { boundedCauses, boundedFacts } from "../measure/bounded.js";
import { registry } from "../measure/registry.js";
import { asSentence } from "../measure/subject.js";
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
async function collectAll(opened, keep) {
  const collected = await Promise.all(opened.map(({ session }) => session.collected()));
  if (keep !== null) await keepFiles(keep, opened, collected);
  const unwatched = collected.flatMap((one) => one.unwatched ?? []);
  return {
    series: collected.flatMap(({ series }) => series),
    limits: collected.flatMap(({ limits }) => limits),
    notWeighed: collected.flatMap(({ notWeighed }) => notWeighed.map(asSentence)),
    unwatched,
    causes: collected.flatMap(({ causes }) => boundedCauses(causes)),
    details: collected.flatMap(({ details }) => details),
    facts: collected.flatMap(({ facts }) => boundedFacts(facts)),
    notices: collected.flatMap(({ notices }) => (notices ?? []).map(asSentence)),
    notes: opened.map(
      ({ session }, index) => [...doneOf(session.plan.lines, unwatched), ...collected[index].notes].map(asSentence)
    )
  };
}
function doneOf(lines, unwatched) {
  const never = unwatched.filter(({ rounds }) => rounds === 0);
  return lines.filter((line) => !never.some(({ watcher }) => line.startsWith(`${watcher}: `)));
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
  collectAll,
  openCollectors
};
