// src/action/fetch.ts
import { setSecret, warning } from "../vendor/@actions/core.js";
import { dayOf } from "../config/accept.js";
import { ExpectedError, ToolError } from "../errors.js";
import { questionOf } from "../pipeline/attempts.js";
import { settingsOf } from "../pipeline/settings.js";
import { chooseSides } from "../pipeline/sides.js";
import { writeBaseline } from "../stored/write.js";
import { fetchContents } from "../target/contents.js";
import { deepen, fetchFiles } from "../target/history.js";
import { ANNOUNCEMENTS } from "./announce.js";
import { baselineOf } from "./baseline.js";
import { fetchEarlier, unreadable } from "./earlier.js";
import { isRecorded, refusePrivileged } from "./events.js";
import { KEPT_CREDENTIALS, keepsCredentials } from "./kept-credentials.js";
import { overrideIn } from "./override.js";
import { clearState, writeEarlier, writeFetched } from "./state.js";
var HISTORY = 200;
async function fetchStep(job, system) {
  const { context, state } = job;
  await clearState(state);
  refusePrivileged(context);
  const loaded = job.config();
  const sides = await fetchCommits(job, loaded, system);
  const git = sides?.source?.git ?? sides?.commits?.git;
  if (git && await keepsCredentials(git)) warning(KEPT_CREDENTIALS);
  const baseline = await fetchBaseline(job, system);
  const base = sides?.source?.base ?? null;
  if (sides?.source && base && baseline.snapshots.length > 0) await deepen(sides.source.git, base.sha, HISTORY);
  await writeBaseline(state.folder, job.gate, baseline.snapshots);
  const question = sides && await questionAsked(job, sides);
  const isUnknown = sides === null && !isRecorded(context);
  const earlier = isUnknown ? unreadable(context, []) : await fetchEarlier(job, question, system.log);
  if (earlier.rounds !== null) await writeEarlier(state, earlier.rounds);
  const found = await overrideIn(job, sides?.info.head.commit ?? context.sha, system.log);
  await writeFetched(state, {
    base: base && { sha: base.sha, ref: base.info.ref, how: base.how },
    lost: earlier.lost,
    override: found.override,
    asides: found.notices,
    notices: [...baseline.notices, ...earlier.notices]
  });
  for (const { write } of ANNOUNCEMENTS)
    await write(job, system.log).catch((error) => {
      if (!(error instanceof ExpectedError)) throw error;
    });
}
async function questionAsked({ inputs, context, config }, sides) {
  const { folder: cwd, mode } = inputs;
  const asked = { cwd, record: isRecorded(context) };
  const { loaded } = await settingsOf(asked, config(), sides, dayOf(/* @__PURE__ */ new Date()));
  return questionOf(sides, loaded, { cwd, mode });
}
async function fetchCommits({ inputs, context, terminal }, { config }, system) {
  const request = {
    cwd: inputs.folder,
    base: inputs.baseRef,
    head: null,
    compare: true,
    mode: inputs.mode,
    record: isRecorded(context),
    ci: true,
    eventPath: terminal.env.GITHUB_EVENT_PATH ?? null
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
async function fetchWhole({ source }, system, credentials) {
  if (!source?.base) return;
  const { git, base, head } = source;
  await fetchFiles(git, head.sha, base.sha);
  await fetchContents(system, { git, commit: base.sha }, credentials).catch((error) => {
    if (!(error instanceof ToolError)) throw error;
    system.log.warn(error.message);
  });
}
function gitCredentials(serverUrl, token) {
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  setSecret(basic);
  const key = `http.${serverUrl}/.extraheader`;
  return {
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: key,
    GIT_CONFIG_VALUE_0: "",
    GIT_CONFIG_KEY_1: key,
    GIT_CONFIG_VALUE_1: `AUTHORIZATION: basic ${basic}`
  };
}
async function fetchBaseline(job, system) {
  try {
    return await baselineOf(job, system.log).read();
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { snapshots: [], notices: [error.message] };
  }
}
export {
  fetchStep
};
