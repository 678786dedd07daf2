// src/action/weigh.ts
import { existsSync } from "node:fs";
import { join } from "node:path";
import { exitCodeOf, jobOf, print, weighAndReport } from "../commands/weighing.js";
import { readRuntime } from "../config/inputs.js";
import { adjusted } from "../config/load.js";
import { DataError } from "../errors.js";
import { OUTPUT, RAW_FOLDER } from "../report/deliver/uploads.js";
import { readBaseline } from "../stored/read.js";
import { attempt } from "./attempt.js";
import { isRecorded, refusePrivileged } from "./events.js";
import { readEarlier, readFetched, writeWeighed } from "./state.js";
async function weighStep(job) {
  const { inputs, context, state, terminal } = job;
  refusePrivileged(context);
  const record = isRecorded(context);
  const runtime = readRuntime(terminal.env);
  const fetched = await readFetched(state);
  const earlier = await earlierOf(job);
  const request = {
    cwd: inputs.folder,
    base: fetched?.base ?? null,
    head: null,
    compare: true,
    mode: inputs.mode,
    force: false,
    all: false,
    rounds: null,
    earlier: earlier.rounds,
    lost: (fetched?.lost ?? 0) + earlier.lost,
    record,
    override: fetched?.override ?? null,
    asides: fetched?.asides ?? [],
    baseline: await baselineOf(job, [...fetched?.notices ?? [], ...earlier.notices]),
    ci: true,
    eventPath: runtime.event?.payloadPath ?? null,
    env: terminal.env,
    job: jobOf(runtime),
    keep: join(inputs.folder, OUTPUT, RAW_FOLDER)
  };
  const loaded = record ? reportOnly(job.config()) : job.config();
  const { verdict, unstored } = await weighAndReport(
    request,
    loaded,
    terminal,
    (found) => print(found, false, terminal)
  );
  await attempt("The report will not have the verdict", () => writeWeighed(state, weighedOf(verdict, unstored)));
  return exitCodeOf(verdict);
}
function weighedOf({ verdict }, unstored) {
  if (unstored === null) return { kind: "weighed" };
  return { kind: "failed", why: `The verdict is ${verdict}, but its files were lost: ${unstored}` };
}
async function baselineOf({ state, gate }, notices) {
  const path = join(state.folder, "baseline.json");
  try {
    return { snapshots: existsSync(path) ? await readBaseline(path, gate) : [], notices };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { snapshots: [], notices: [...notices, `No stored baseline was read: ${error.message}`] };
  }
}
async function earlierOf({ state }) {
  try {
    return { rounds: await readEarlier(state), lost: 0, notices: [] };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { rounds: null, lost: 1, notices: [`An attempt before was passed over: ${error.message}`] };
  }
}
function reportOnly(loaded) {
  return adjusted(loaded, (config) => ({ ...config, gate: { ...config.gate, enforce: false } }));
}
export {
  weighStep
};
