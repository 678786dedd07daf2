/** What every step of the action starts from: inputs, the event, the config, the folder between the steps. */
import { readFile } from "node:fs/promises";
import type { Terminal } from "../commands/command.ts";
import { type ActionInputs, overrideConfig, readInputs } from "../config/action-inputs.ts";
import { type LoadedConfig, loadConfig } from "../config/load.ts";
import { ConfigError } from "../errors.ts";
import { type GitHubContext, type GitHubVariables, readContext } from "../github/context.ts";
import { type State, stateOf } from "./state.ts";

export interface ActionJob {
  readonly inputs: ActionInputs;
  readonly context: GitHubContext;
  readonly gate: string;
  readonly state: State;
  /** @throws ConfigError when it is wrong or missing */
  readonly config: () => LoadedConfig;
  readonly terminal: Terminal;
}

/** @throws ConfigError for a wrong input, or outside a workflow */
export async function openJob(terminal: Terminal): Promise<ActionJob> {
  const { env } = terminal;
  const workspace = needed(env, "GITHUB_WORKSPACE");
  const inputs = readInputs(env, workspace);

  const context = readContext(variablesOf(env), await readPayload(needed(env, "GITHUB_EVENT_PATH")));
  const loaded = await loadConfig(inputs.folder, inputs.config ?? undefined).then(
    (found) => overrideConfig(found, inputs.overrides),
    (error: unknown) => {
      if (error instanceof ConfigError) return error;
      throw error;
    },
  );
  const wrong = loaded instanceof ConfigError;
  const gate = inputs.overrides.gateId ?? (wrong ? "default" : loaded.config.gate.id);
  return {
    inputs,
    context,
    gate,
    state: stateOf(needed(env, "RUNNER_TEMP"), gate),
    config() {
      if (wrong) throw loaded;
      return loaded;
    },
    terminal: { ...terminal, cwd: inputs.folder },
  };
}

function needed(env: Terminal["env"], name: string): string {
  const value = env[name];
  if (value) return value;
  throw new ConfigError(
    `${name} is not set: this part of Weighbridge runs in a workflow; elsewhere use weighbridge run.`,
  );
}

async function readPayload(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new ConfigError(`GITHUB_EVENT_PATH: ${path} cannot be read as JSON (${(cause as Error).message}).`, {
      cause,
    });
  }
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
