/** Adds what a job of the default branch has measured to the baseline. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setOutput } from "@actions/core";
import { readBaseline, readSnapshot } from "../stored/read.ts";
import type { Log } from "../system/system.ts";
import { artifactName, baselineOf } from "./baseline.ts";
import type { ActionJob } from "./job.ts";

/** Makes it ready for the step that uploads. Nothing was measured: nothing is stored. @throws ExpectedError */
export async function recordSnapshot(job: ActionJob, log: Log): Promise<void> {
  const { inputs, gate, state } = job;
  const path = join(inputs.folder, ".weighbridge", "snapshot.json");
  if (!existsSync(path)) return;
  const snapshots = await readBaseline(join(state.folder, "baseline.json"), gate);
  await baselineOf(job, log).append(await readSnapshot(path), { snapshots, notices: [] });
  setOutput("baseline-name", artifactName(gate));
  setOutput("baseline-upload", state.uploads.baseline);
}
