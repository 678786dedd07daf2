/** What `run`, `measure` and `demo` share: the system around the gate, its files, its words, its exit code. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { MODES, type Mode, type Runtime, readRuntime } from "../config/inputs.ts";
import { CONFIG_FILES, type LoadedConfig, loadConfig } from "../config/load.ts";
import { ConfigError, ToolError } from "../errors.ts";
import { type Weighing, weigh } from "../gate.ts";
import type { Verdict } from "../model/verdict.ts";
import type { WeighRequest } from "../pipeline/request.ts";
import { snapshotOf } from "../report/deliver/snapshot.ts";
import { RAW_FOLDER } from "../report/deliver/uploads.ts";
import { renderText } from "../report/render/terminal/text.ts";
import type { Step } from "../report/render/words/advice.ts";
import type { Job, Snapshot } from "../stored/snapshot.ts";
import { createSystem } from "../system/create.ts";
import { listenForInterrupts } from "../system/interrupt.ts";
import { createLog, logStyle } from "../system/log.ts";
import type { System } from "../system/system.ts";
import type { Option, Terminal, Values } from "./command.ts";
import { clearOutput, outputOf, writeOutput } from "./output.ts";

export const WEIGHING_OPTIONS = {
  base: { type: "string", value: "REF", help: "Compare with this commit, branch or tag." },
  head: { type: "string", value: "REF", help: "Weigh this one; worktree: the files as they lie here." },
  config: {
    type: "string",
    value: "FILE",
    help: `The config (default: the first of ${CONFIG_FILES.join(", ")}).`,
  },
  json: { type: "boolean", help: "Print the verdict as JSON instead of the report." },
} as const satisfies Readonly<Record<string, Option>>;

/** Runs `body` with a system that cleans up behind itself, also when it is interrupted. */
export async function withSystem<T>(terminal: Terminal, body: (system: System) => Promise<T>): Promise<T> {
  const { signal, dispose } = listenForInterrupts();
  const log = createLog(terminal.stderr, logStyle(terminal.stderr, terminal.env));
  const { toolCache } = readRuntime(terminal.env);
  const system = createSystem({ log, env: terminal.env, toolCache, signal });
  try {
    return await body(system);
  } finally {
    await system.processes.end();
    dispose();
  }
}

/** @throws ConfigError for a mode that is none */
export function readMode(mode: string | undefined): Mode {
  const found = MODES.find((one) => one === (mode ?? "auto"));
  if (found) return found;
  throw new ConfigError(`--mode ${mode}: expected ${MODES.join(", ")}.`);
}

export function requestOf(
  values: Values,
  terminal: Terminal,
  rest: Pick<WeighRequest, "compare" | "mode" | "force" | "all" | "earlier" | "baseline" | "record">,
): WeighRequest {
  const runtime = readRuntime(terminal.env);
  const text = (name: string) => (values[name] as string | undefined) ?? null;
  return {
    cwd: terminal.cwd,
    base: text("base"),
    head: text("head"),
    ci: runtime.ci,
    eventPath: runtime.event?.payloadPath ?? null,
    env: terminal.env,
    rounds: null,
    override: null,
    job: jobOf(runtime),
    keep: join(outputOf(terminal.cwd), RAW_FOLDER),
    ...rest,
  };
}

/** @throws ConfigError as loadConfig */
export function configOf(values: Values, { cwd }: Terminal): Promise<LoadedConfig> {
  return loadConfig(cwd, values.config as string | undefined);
}

/** Outside CI nobody numbers the runs. */
export function jobOf({ run, event }: Runtime): Job {
  return { run: run?.id ?? randomUUID(), attempt: run?.attempt ?? 1, event: event?.name ?? null };
}

export interface Weighed extends Weighing {
  readonly snapshot: Snapshot | null;
  /** Why what cannot be had again is not in `.weighbridge/`; null: it is. The verdict stands all the same. */
  readonly unstored: string | null;
}

/** Weighs, shows the verdict, writes `.weighbridge/` and returns all of it. */
export async function weighAndReport(
  request: WeighRequest,
  loaded: LoadedConfig,
  terminal: Terminal,
  show: (verdict: Verdict) => void,
): Promise<Weighed> {
  const folder = outputOf(request.cwd);
  await clearOutput(folder);
  const weighing = await withSystem(terminal, (system) => weigh(request, loaded, system));
  // First: a full disk must not hide the verdict.
  show(weighing.verdict);
  const weighed = { ...weighing, snapshot: snapshotOf(weighing.rounds, weighing.verdict, request.job) };
  try {
    await writeOutput(folder, weighed, terminal);
    return { ...weighed, unstored: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { ...weighed, unstored: error.message };
  }
}

/** `steps`: what to do, where it does not follow from the verdict. */
export function print(verdict: Verdict, json: boolean, { stdout, env }: Terminal, steps?: readonly Step[]): void {
  const { color } = readRuntime(env);
  const colour = color === "always" || (color === "auto" && stdout.isTTY === true);
  // Some pseudo terminals have 0 columns.
  const width = stdout.columns || 100;
  stdout.write(json ? `${JSON.stringify(verdict)}\n` : `${renderText(verdict, { width, colour, steps })}\n`);
}

/** 0 pass, 1 fail, 2 could not measure, 3 inconclusive where the policy says fail. */
export function exitCodeOf({ verdict, blocks }: Verdict): number {
  if (verdict === "error") return 2;
  if (!blocks) return 0;
  return verdict === "inconclusive" ? 3 : 1;
}
