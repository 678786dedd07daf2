/** What every step of the action starts from: inputs, the event, the config, the folder between the steps. */
import { setSecret } from "@actions/core";
import type { Terminal } from "../commands/command.ts";
import { type ActionInputs, overrideConfig, readInputs } from "../config/action-inputs.ts";
import { gateIdOf, type LoadedConfig, loadConfig } from "../config/load.ts";
import { ConfigError } from "../errors.ts";
import { type GitHubContext, type GitHubVariables, readContext } from "../github/context.ts";
import { pageOfRun } from "../github/runs.ts";
import { readPayload } from "../target/event.ts";
import { type State, stateOf } from "./state.ts";

export interface ActionJob {
  /** Defaults where an input is wrong: `config` then throws what is. */
  readonly inputs: ActionInputs;
  readonly context: GitHubContext;
  readonly gate: string;
  readonly state: State;
  /** @throws ConfigError when an input or the config is wrong, or there is none */
  readonly config: () => LoadedConfig;
  readonly terminal: Terminal;
}

/** What is wrong in inputs and config waits until it is asked for, so that it can be reported. @throws ConfigError outside a workflow */
export async function openJob(terminal: Terminal): Promise<ActionJob> {
  const { env } = terminal;
  const workspace = needed(env, "GITHUB_WORKSPACE");
  const context = readContext(variablesOf(env), await readPayload(needed(env, "GITHUB_EVENT_PATH")));
  const given = await orFault(async () => readInputs(env, workspace));
  // Without a measuring step there is none to say it.
  if (given instanceof ConfigError && context.event === "workflow_run") throw given;
  const inputs =
    given instanceof ConfigError
      ? readInputs({ INPUT_TOKEN: env.INPUT_TOKEN, TOKEN_IS_OWN: env.TOKEN_IS_OWN }, workspace)
      : given;
  if (inputs.token !== null) setSecret(inputs.token);
  const loaded =
    given instanceof ConfigError
      ? given
      : await orFault(async () =>
          overrideConfig(await loadConfig(given.folder, given.config ?? undefined), given.overrides),
        );
  const gate =
    loaded instanceof ConfigError
      ? (inputs.overrides.gateId ?? (await gateIdOf(inputs.folder, inputs.config ?? undefined)) ?? "default")
      : loaded.config.gate.id;
  return {
    inputs,
    context,
    gate,
    state: stateOf(needed(env, "RUNNER_TEMP"), gate),
    config() {
      if (loaded instanceof ConfigError) throw loaded;
      return loaded;
    },
    terminal: { ...terminal, cwd: inputs.folder },
  };
}

/** Whose numbers are shown: of a pull request the commit that its author knows, not GitHub's merge of it. */
export function commitOf({ context }: ActionJob): string {
  return context.pullRequest?.headSha ?? context.sha ?? "";
}

/** For whoever reads the report: the run, with its log and what it uploaded. */
export function linksOf({ context }: ActionJob): { readonly run: string; readonly report: string } {
  const { serverUrl, repository, runId, runAttempt } = context;
  const run = pageOfRun(serverUrl, repository, runId);
  return { run: `${run}/attempts/${runAttempt}`, report: `${run}#artifacts` };
}

async function orFault<Value>(read: () => Promise<Value>): Promise<Value | ConfigError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

function needed(env: Terminal["env"], name: string): string {
  const value = env[name];
  if (value) return value;
  throw new ConfigError(
    `${name} is not set: this part of Weighbridge runs in a workflow; elsewhere use weighbridge run.`,
  );
}

function variablesOf(env: Terminal["env"]): GitHubVariables {
  const get = (name: keyof GitHubVariables) => env[`GITHUB_${name}`];
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
    SHA: get("SHA"),
  };
}
