// src/action/job.ts
import { setSecret } from "../vendor/@actions/core.js";
import { overrideConfig, readInputs } from "../config/action-inputs.js";
import { gateIdOf, loadConfig } from "../config/load.js";
import { ConfigError } from "../errors.js";
import { readContext } from "../github/context.js";
import { pageOfRun } from "../github/runs.js";
import { readPayload } from "../target/event.js";
import { stateOf } from "./state.js";
async function openJob(terminal) {
  const { env } = terminal;
  const workspace = needed(env, "GITHUB_WORKSPACE");
  const context = readContext(variablesOf(env), await readPayload(needed(env, "GITHUB_EVENT_PATH")));
  const given = await orFault(async () => readInputs(env, workspace));
  if (given instanceof ConfigError && context.event === "workflow_run") throw given;
  const inputs = given instanceof ConfigError ? readInputs({ INPUT_TOKEN: env.INPUT_TOKEN, TOKEN_IS_OWN: env.TOKEN_IS_OWN }, workspace) : given;
  if (inputs.token !== null) setSecret(inputs.token);
  const loaded = given instanceof ConfigError ? given : await orFault(
    async () => overrideConfig(await loadConfig(given.folder, given.config ?? void 0), given.overrides)
  );
  const gate = loaded instanceof ConfigError ? inputs.overrides.gateId ?? await gateIdOf(inputs.folder, inputs.config ?? void 0) ?? "default" : loaded.config.gate.id;
  return {
    inputs,
    context,
    gate,
    state: stateOf(needed(env, "RUNNER_TEMP"), gate),
    config() {
      if (loaded instanceof ConfigError) throw loaded;
      return loaded;
    },
    terminal: { ...terminal, cwd: inputs.folder }
  };
}
function commitOf({ context }) {
  return context.pullRequest?.headSha ?? context.sha ?? "";
}
function linksOf({ context }) {
  const { serverUrl, repository, runId, runAttempt } = context;
  const run = pageOfRun(serverUrl, repository, runId);
  return { run: `${run}/attempts/${runAttempt}`, report: `${run}#artifacts` };
}
async function orFault(read) {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}
function needed(env, name) {
  const value = env[name];
  if (value) return value;
  throw new ConfigError(
    `${name} is not set: this part of Weighbridge runs in a workflow; elsewhere use weighbridge run.`
  );
}
function variablesOf(env) {
  const get = (name) => env[`GITHUB_${name}`];
  return {
    API_URL: get("API_URL"),
    SERVER_URL: get("SERVER_URL"),
    REPOSITORY: get("REPOSITORY"),
    REPOSITORY_ID: get("REPOSITORY_ID"),
    EVENT_NAME: get("EVENT_NAME"),
    WORKFLOW_REF: get("WORKFLOW_REF"),
    RUN_ID: get("RUN_ID"),
    RUN_ATTEMPT: get("RUN_ATTEMPT"),
    JOB: get("JOB"),
    REF: get("REF"),
    SHA: get("SHA")
  };
}
export {
  commitOf,
  linksOf,
  openJob
};
