// src/action/record.ts
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setOutput } from "../vendor/@actions/core.js";
import { readBaseline, readSnapshot } from "../stored/read.js";
import { artifactName, baselineOf } from "./baseline.js";
async function recordSnapshot(job, log) {
  const { inputs, gate, state } = job;
  const path = join(inputs.folder, ".weighbridge", "snapshot.json");
  if (!existsSync(path)) return;
  const snapshots = await readBaseline(join(state.folder, "baseline.json"), gate);
  await baselineOf(job, log).append(await readSnapshot(path), { snapshots, notices: [] });
  setOutput("baseline-name", artifactName(gate));
  setOutput("baseline-upload", state.uploads.baseline);
}
export {
  recordSnapshot
};
