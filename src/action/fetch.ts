/** The step before measuring, with the token: the base commit, the stored baseline, an attempt before; comment and check then say what is going on. */
import { setSecret, warning } from "@actions/core";
import type { StoredBaseline } from "../baseline/store.ts";
import { dayOf } from "../config/accept.ts";
import type { LoadedConfig } from "../config/load.ts";
import { ExpectedError, ToolError } from "../errors.ts";
import { questionOf } from "../pipeline/attempts.ts";
import { settingsOf } from "../pipeline/settings.ts";
import { chooseSides, type Sides, type SidesRequest } from "../pipeline/sides.ts";
import { writeBaseline } from "../stored/write.ts";
import type { System } from "../system/system.ts";
import { fetchContents } from "../target/contents.ts";
import { deepen, fetchFiles } from "../target/history.ts";
import { ANNOUNCEMENTS } from "./announce.ts";
import { baselineOf } from "./baseline.ts";
import { fetchEarlier, unreadable } from "./earlier.ts";
import { isRecorded, refusePrivileged } from "./events.ts";
import type { ActionJob } from "./job.ts";
import { KEPT_CREDENTIALS, keepsCredentials } from "./kept-credentials.ts";
import { overrideIn } from "./override.ts";
import { clearState, writeEarlier, writeFetched } from "./state.ts";

/** Commits before base that a stored one is looked for among. */
const HISTORY = 200;

/** @throws ConfigError when the config is wrong or there is nothing to compare with: then nothing is measured */
export async function fetchStep(job: ActionJob, system: System): Promise<void> {
  const { context, state } = job;
  await clearState(state);
  refusePrivileged(context);
  const loaded = job.config();
  const sides = await fetchCommits(job, loaded, system);
  // Also where head is measured alone, and where sides run elsewhere but their commits are known.
  const git = sides?.source?.git ?? sides?.commits?.git;
  if (git && (await keepsCredentials(git))) warning(KEPT_CREDENTIALS);
  const baseline = await fetchBaseline(job, system);
  const base = sides?.source?.base ?? null;
  // In the order of commits a stored one has its place only where the clone reaches back to it.
  if (sides?.source && base && baseline.snapshots.length > 0) await deepen(sides.source.git, base.sha, HISTORY);
  await writeBaseline(state.folder, job.gate, baseline.snapshots);
  const question = sides && (await questionAsked(job, sides));
  const isUnknown = sides === null && !isRecorded(context);
  const earlier = isUnknown ? unreadable(context, []) : await fetchEarlier(job, question, system.log);
  if (earlier.rounds !== null) await writeEarlier(state, earlier.rounds);
  const found = await overrideIn(job, sides?.info.head.commit ?? context.sha, system.log);
  await writeFetched(state, {
    base: base && { sha: base.sha, ref: base.info.ref, how: base.how },
    lost: earlier.lost,
    override: found.override,
    asides: found.notices,
    notices: [...baseline.notices, ...earlier.notices],
  });
  for (const { write } of ANNOUNCEMENTS)
    await write(job, system.log).catch((error: unknown) => {
      // The step that reports says so, once.
      if (!(error instanceof ExpectedError)) throw error;
    });
}

/** By the settings that the next step will judge by. */
async function questionAsked({ inputs, context, config }: ActionJob, sides: Sides): Promise<string | null> {
  const { folder: cwd, mode } = inputs;
  const asked = { cwd, record: isRecorded(context) };
  const { loaded } = await settingsOf(asked, config(), sides, dayOf(new Date()));
  return questionOf(sides, loaded, { cwd, mode });
}

/**
 * Fetches what the next step needs of the history, since it has no token to do so itself: a checkout need not keep the
 * credentials. What cannot be had is a warning here, and the next step says what it lacks; but a base that was asked for
 * by name is never replaced by another.
 */
async function fetchCommits(
  { inputs, context, terminal }: ActionJob,
  { config }: LoadedConfig,
  system: System,
): Promise<Sides | null> {
  const request: SidesRequest = {
    cwd: inputs.folder,
    base: inputs.baseRef,
    head: null,
    compare: true,
    mode: inputs.mode,
    record: isRecorded(context),
    ci: true,
    eventPath: terminal.env.GITHUB_EVENT_PATH ?? null,
  };
  const credentials = inputs.token === null ? {} : gitCredentials(context.serverUrl, inputs.token);
  try {
    const sides = await chooseSides(request, config.target, system, credentials);
    await fetchWhole(sides, system, credentials);
    return sides;
  } catch (error) {
    if (!(error instanceof ToolError) || inputs.baseRef !== null) throw error;
    system.log.warn(error.message);
    return null;
  }
}

/** What base's commit names besides itself: files of a partial clone, of Git LFS, of submodules. */
async function fetchWhole(
  { source }: Sides,
  system: System,
  credentials: Readonly<Record<string, string>>,
): Promise<void> {
  if (!source?.base) return;
  const { git, base, head } = source;
  await fetchFiles(git, head.sha, base.sha);
  await fetchContents(system, { git, commit: base.sha }, credentials).catch((error: unknown) => {
    if (!(error instanceof ToolError)) throw error;
    system.log.warn(error.message);
  });
}

/**
 * For git, without a trace on a command line or in a file: the way of actions/checkout, but in variables. The empty value
 * takes away what a checkout may have left: GitHub refuses a request with two.
 */
function gitCredentials(serverUrl: string, token: string): Readonly<Record<string, string>> {
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  setSecret(basic);
  const key = `http.${serverUrl}/.extraheader`;
  return {
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: key,
    GIT_CONFIG_VALUE_0: "",
    GIT_CONFIG_KEY_1: key,
    GIT_CONFIG_VALUE_1: `AUTHORIZATION: basic ${basic}`,
  };
}

/** What keeps it from being read is a sentence for the report: base is built here all the same. */
async function fetchBaseline(job: ActionJob, system: System): Promise<StoredBaseline> {
  try {
    return await baselineOf(job, system.log).read();
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { snapshots: [], notices: [error.message] };
  }
}
