// src/action/fetch.ts
import { setSecret } from "../vendor/@actions/core.js";
import { ExpectedError, ToolError } from "../errors.js";
import { questionOf } from "../pipeline/attempts.js";
import { chooseSides } from "../pipeline/sides.js";
import { renderWeighing } from "../report/render/weighing.js";
import { writeBaseline } from "../stored/write.js";
import { deepen } from "../target/history.js";
import { baselineOf } from "./baseline.js";
import { writeComment } from "./comment.js";
import { fetchEarlier, unreadable } from "./earlier.js";
import { isRecorded, refusePrivileged } from "./events.js";
import { commitOf } from "./job.js";
import { clearState, writeEarlier, writeFetched } from "./state.js";
var HISTORY = 200;
async function fetchStep(job, system) {
  const { inputs, context, state } = job;
  await clearState(state);
  refusePrivileged(context);
  const loaded = job.config();
  const sides = await fetchCommits(job, loaded, system);
  const baseline = await fetchBaseline(job, system);
  const base = sides?.source?.base ?? null;
  if (sides?.source && base && baseline.snapshots.length > 0) await deepen(sides.source.git, base.sha, HISTORY);
  await writeBaseline(state.folder, job.gate, baseline.snapshots);
  const question = sides && await questionOf(sides, loaded, { cwd: inputs.folder, mode: inputs.mode });
  const isUnknown = sides === null && !isRecorded(context);
  const earlier = isUnknown ? unreadable(context, []) : await fetchEarlier(job, question, system.log);
  if (earlier.rounds !== null) await writeEarlier(state, earlier.rounds);
  await writeFetched(state, {
    base: base && { sha: base.sha, ref: base.info.ref, how: base.how },
    lost: earlier.lost,
    notices: [...baseline.notices, ...earlier.notices]
  });
  await writeComment(job, system.log, renderWeighing(commitOf(job)), inputs.comment === "always").catch(
    (error) => {
      if (!(error instanceof ExpectedError)) throw error;
    }
  );
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
    return await chooseSides(request, config.target, system, credentials);
  } catch (error) {
    if (!(error instanceof ToolError) || inputs.baseRef !== null) throw error;
    system.log.warn(error.message);
    return null;
  }
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
