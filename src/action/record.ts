/** Carries the baseline on, with what a job of the default branch has measured. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setOutput } from "@actions/core";
import { artifactName } from "../baseline/artifact.ts";
import { OUTPUT } from "../report/deliver/uploads.ts";
import { readBaseline, readSnapshot } from "../stored/read.ts";
import { writeBaseline } from "../stored/write.ts";
import type { Log } from "../system/system.ts";
import { baselineOf } from "./baseline.ts";
import type { ActionJob } from "./job.ts";

/**
 * Makes it ready for the step that uploads. Where nothing was measured (only documents changed) what was known is carried
 * on all the same: artifacts expire, and a quiet repository would forget. @throws ExpectedError
 */
export async function recordSnapshot(job: ActionJob, log: Log): Promise<void> {
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
