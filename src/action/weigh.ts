/** The step that builds and measures. It has no token, and no process that started it has one. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { StoredBaseline } from "../baseline/store.ts";
import { exitCodeOf, jobOf, print, weighAndReport } from "../commands/weighing.ts";
import { readRuntime } from "../config/inputs.ts";
import { adjusted, type LoadedConfig } from "../config/load.ts";
import { DataError } from "../errors.ts";
import type { Verdict } from "../model/verdict.ts";
import type { WeighRequest } from "../pipeline/request.ts";
import { OUTPUT, RAW_FOLDER } from "../report/deliver/uploads.ts";
import { readBaseline } from "../stored/read.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { attempt } from "./attempt.ts";
import { isRecorded, refusePrivileged } from "./events.ts";
import type { ActionJob } from "./job.ts";
import { readEarlier, readFetched, type Weighed, writeWeighed } from "./state.ts";

/** Returns the exit code, which is the gate. @throws ConfigError, InterruptedError as the command line does */
export async function weighStep(job: ActionJob): Promise<number> {
  const { inputs, context, state, terminal } = job;
  refusePrivileged(context);
  const record = isRecorded(context);
  const runtime = readRuntime(terminal.env);
  const fetched = await readFetched(state);
  const earlier = await earlierOf(job);
  const request: WeighRequest = {
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
    baseline: await baselineOf(job, [...(fetched?.notices ?? []), ...earlier.notices]),
    ci: true,
    eventPath: runtime.event?.payloadPath ?? null,
    env: terminal.env,
    job: jobOf(runtime),
    keep: join(inputs.folder, OUTPUT, RAW_FOLDER),
  };
  const loaded = record ? reportOnly(job.config()) : job.config();
  const { verdict, unstored } = await weighAndReport(request, loaded, terminal, (found) =>
    print(found, false, terminal),
  );
  // The gate is as it was decided, whatever becomes of the report.
  await attempt("The report will not have the verdict", () => writeWeighed(state, weighedOf(verdict, unstored)));
  return exitCodeOf(verdict);
}

function weighedOf({ verdict }: Verdict, unstored: string | null): Weighed {
  if (unstored === null) return { kind: "weighed" };
  return { kind: "failed", why: `The verdict is ${verdict}, but its files were lost: ${unstored}` };
}

/** As the step before found it; without that step there is none. */
async function baselineOf({ state, gate }: ActionJob, notices: readonly string[]): Promise<StoredBaseline> {
  const path = join(state.folder, "baseline.json");
  try {
    return { snapshots: existsSync(path) ? await readBaseline(path, gate) : [], notices };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { snapshots: [], notices: [...notices, `No stored baseline was read: ${error.message}`] };
  }
}

/** As the step before found it. One that cannot be read has spent its part all the same. */
async function earlierOf({ state }: ActionJob): Promise<Earlier> {
  try {
    return { rounds: await readEarlier(state), lost: 0, notices: [] };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { rounds: null, lost: 1, notices: [`An attempt before was passed over: ${error.message}`] };
  }
}

interface Earlier {
  readonly rounds: StoredRounds | null;
  readonly lost: number;
  readonly notices: readonly string[];
}

/** What is on the default branch cannot be blocked any more. */
function reportOnly(loaded: LoadedConfig): LoadedConfig {
  return adjusted(loaded, (config) => ({ ...config, gate: { ...config.gate, enforce: false } }));
}
