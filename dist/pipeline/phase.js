// src/pipeline/phase.ts
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.js";
import { SIDES } from "../model/series.js";
import { withRoundServers } from "../target/slots.js";
import { openLoad } from "./inside.js";
var PURPOSE = { explain: "profiled", fix: "compared" };
async function openPhase({ loaded, built, root, system }, asker) {
  const { base, head } = built.builds;
  if (base === null || head === null) {
    throw new ToolError(`the sides run elsewhere, so that they cannot be started to be ${PURPOSE[asker]}`);
  }
  const builds = { base, head };
  const scratch = join(await system.processes.temporaryFolder(`weighbridge-${asker}`), randomUUID());
  await mkdir(scratch);
  const shared = { system, sides: SIDES, builds, scratch, root, bootTime: async () => 0 };
  const load = await openLoad(loaded.config, shared, asker);
  const target = { system, builds, configs: built.configs };
  return { builds, load, serve: (slots, body) => withRoundServers(target, slots, body) };
}
export {
  openPhase
};
