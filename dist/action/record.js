// src/action/record.ts
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setOutput } from "../vendor/@actions/core.js";
import { artifactName } from "../baseline/artifact.js";
import { OUTPUT } from "../report/deliver/uploads.js";
import { readBaseline, readSnapshot } from "../stored/read.js";
import { writeBaseline } from "../stored/write.js";
import { baselineOf } from "./baseline.js";
async function recordSnapshot(job, log) {
  const { inputs, gate, state } = job;
  const folder = state.uploads.baseline;
  const snapshots = await readBaseline(join(state.folder, "baseline.json"), gate);
  const measured = join(inputs.folder, OUTPUT, "snapshot.json");
  if (existsSync(measured)) await baselineOf(job, log).append(await readSnapshot(measured), { snapshots, notices: [] });
  else if (snapshots.length > 0) await writeBaseline(folder, gate, snapshots);
  else return;
  setOutput("baseline-name", artifactName(gate));
  setOutput("baseline-upload", folder);
}
export {
  recordSnapshot
};
