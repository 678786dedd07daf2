/** The inputs of action.yml and what a runner's environment says of the job, as one typed object. */
import { join, relative, resolve } from "node:path";
import { ConfigError } from "../errors.ts";
import { gateSchema } from "./gate.ts";
import { type EnvironmentVariables, MODES, type Mode } from "./inputs.ts";
import { adjusted, type LoadedConfig } from "./load.ts";

const COMMENTS = ["always", "on-change", "on-fail", "never"] as const;
const OVERRIDERS = ["maintain", "admin", "write"] as const;
const STAGES = ["all", "announce", "comment"] as const;

/** on-change: when a change was shown; on-fail: when the verdict is not pass. A comment that is there is kept up to date. */
export type CommentPolicy = (typeof COMMENTS)[number];

export interface ActionInputs {
  /** Absolute: where the config's paths start. */
  readonly folder: string;
  /** As given; null: the usual places. */
  readonly config: string | null;
  readonly mode: Mode;
  readonly comment: CommentPolicy;
  /** Whether a check run is written beside the job. */
  readonly check: boolean;
  /** all: measure and report. announce, comment: only write the comment, before and after another job of this run measures. */
  readonly stage: (typeof STAGES)[number];
  /** For the stages that only comment: one comment for all gates of the run. */
  readonly join: boolean;
  readonly override: {
    /** null: nothing overrides. */
    readonly label: string | null;
    readonly permission: (typeof OVERRIDERS)[number];
  };
  readonly baseRef: string | null;
  /** null in the step that runs the user's commands, and where the workflow gives none. */
  readonly token: string | null;
  /** workflow: the token is the one that GitHub makes for each job, whose author is known. */
  readonly tokenOf: "workflow" | "other";
  /** The step that reports runs in a job that is being cancelled, too. */
  readonly isCancelled: boolean;
  readonly overrides: ConfigOverrides;
}

/** What an input says in place of the config; null: nothing. */
export interface ConfigOverrides {
  readonly gateId: string | null;
  readonly maxMinutes: number | null;
  readonly enforce: boolean | null;
  readonly k6Version: string | null;
}

/**
 * `env` is the step's own: action.yml hands each input on as INPUT_<NAME>, to the steps that need it; it is never part of
 * a line of shell.
 *
 * @throws ConfigError naming the input, what was found and what is expected
 */
export function readInputs(env: EnvironmentVariables, workspace: string): ActionInputs {
  const get = (name: string) => env[`INPUT_${name.toUpperCase().replaceAll("-", "_")}`]?.trim() || null;
  const choice = <Choice extends string>(name: string, choices: readonly Choice[]): Choice => {
    const given = get(name);
    const found = given === null ? choices[0] : choices.find((one) => one === given);
    if (found === undefined) throw wrong(name, given, `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`);
    return found;
  };
  return {
    folder: folderOf(get("working-directory"), workspace),
    config: get("config"),
    mode: choice("mode", MODES),
    comment: choice("comment", COMMENTS),
    check: switchOf("check", get("check")) ?? true,
    stage: choice("stage", STAGES),
    join: switchOf("join", get("join")) ?? false,
    override: { label: get("override-label"), permission: choice("override-permission", OVERRIDERS) },
    baseRef: get("base-ref"),
    token: get("token"),
    tokenOf: env.TOKEN_IS_OWN === "true" ? "workflow" : "other",
    isCancelled: env.JOB_STATUS === "cancelled",
    overrides: {
      gateId: parsed("gate-id", get("gate-id"), (text) => gateSchema.shape.id.safeParse(text)),
      maxMinutes: parsed("max-minutes", get("max-minutes"), (text) =>
        gateSchema.shape.maxMinutes.safeParse(Number(text)),
      ),
      enforce: switchOf("enforce", get("enforce")),
      k6Version: versionOf(get("k6-version")),
    },
  };
}

/** The config with what the inputs say in its place. */
export function overrideConfig(
  loaded: LoadedConfig,
  { gateId, maxMinutes, enforce, k6Version }: ConfigOverrides,
): LoadedConfig {
  return adjusted(loaded, (config) => {
    const gate = {
      ...config.gate,
      ...(gateId === null ? {} : { id: gateId }),
      ...(maxMinutes === null ? {} : { maxMinutes }),
      ...(enforce === null ? {} : { enforce }),
    };
    const k6 = config.k6 && k6Version !== null ? { k6: { ...config.k6, version: k6Version } } : {};
    return { ...config, gate, ...k6 };
  });
}

function folderOf(given: string | null, workspace: string): string {
  const folder = resolve(workspace, given ?? ".");
  const inside = relative(workspace, folder);
  if (inside === ".." || inside.startsWith("../"))
    throw wrong("working-directory", given, "a folder inside the workspace");
  return join(folder);
}

type Parsed<Value> =
  | { readonly success: true; readonly data: Value }
  | { readonly success: false; readonly error: { readonly issues: readonly { readonly message: string }[] } };

function parsed<Value>(name: string, text: string | null, parse: (text: string) => Parsed<Value>): Value | null {
  if (text === null) return null;
  const result = parse(text);
  if (result.success) return result.data;
  throw wrong(name, text, result.error.issues[0]!.message);
}

function switchOf(name: string, text: string | null): boolean | null {
  if (text === null) return null;
  if (text !== "true" && text !== "false") throw wrong(name, text, "true or false");
  return text === "true";
}

function versionOf(text: string | null): string | null {
  if (text !== null && !/^[12]\.\d{1,4}\.\d{1,4}$/.test(text))
    throw wrong("k6-version", text, "a version of k6 1 or 2 as three numbers, for example 2.2.0");
  return text;
}

function wrong(name: string, found: string | null, expected: string): ConfigError {
  return new ConfigError(`Input ${name} is ${JSON.stringify(found?.slice(0, 100))}; expected ${expected}.`);
}
