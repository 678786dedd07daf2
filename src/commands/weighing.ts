/** What `run`, `measure` and `demo` share: the system around the gate, its files, its words, its exit code. */
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Runtime, readRuntime } from "../config/inputs.ts";
import { loadConfig } from "../config/load.ts";
import { ConfigError } from "../errors.ts";
import { type Weighing, weigh } from "../gate.ts";
import type { Verdict } from "../model/verdict.ts";
import type { WeighRequest } from "../pipeline/request.ts";
import { deliverFiles } from "../report/deliver/files.ts";
import { renderText } from "../report/render/text.ts";
import type { Job } from "../stored/snapshot.ts";
import { createSystem } from "../system/create.ts";
import { listenForInterrupts } from "../system/interrupt.ts";
import { createLog, logStyle } from "../system/log.ts";
import type { System } from "../system/system.ts";
import type { Option, Terminal, Values } from "./command.ts";

export const WEIGHING_OPTIONS = {
  base: { type: "string", value: "REF", help: "Compare with this commit, branch or tag." },
  head: { type: "string", value: "REF", help: "Weigh this one; worktree: the files as they lie here." },
  config: {
    type: "string",
    value: "FILE",
    help: "The config (default: weighbridge.yml, then .github/weighbridge.yml).",
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

export const MODES = ["auto", "paired", "budgets"] as const;

/** @throws ConfigError for a mode that is none */
export function readMode(mode: string | undefined): WeighRequest["mode"] {
  const found = MODES.find((one) => one === (mode ?? "auto"));
  if (found) return found;
  throw new ConfigError(`--mode ${mode}: expected ${MODES.join(", ")}.`);
}

export function requestOf(
  values: Values,
  terminal: Terminal,
  rest: Pick<WeighRequest, "compare" | "mode" | "force" | "baseline">,
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
    job: jobOf(runtime),
    keep: join(terminal.cwd, ".weighbridge", "raw"),
    ...rest,
  };
}

/** Outside CI nobody numbers the runs. */
export function jobOf({ run, event }: Runtime): Job {
  return { run: run?.id ?? randomUUID(), attempt: run?.attempt ?? 1, event: event?.name ?? null };
}

const REPORTS = ["verdict.json", "comment.md", "rounds.json", "snapshot.json", "raw"];

/** Weighs, shows the verdict, writes `.weighbridge/` and returns all of it. */
export async function weighAndReport(
  request: WeighRequest,
  values: Values,
  terminal: Terminal,
  show: (verdict: Verdict) => void,
): Promise<Weighing> {
  const loaded = await loadConfig(request.cwd, values.config as string | undefined);
  const folder = join(request.cwd, ".weighbridge");
  // An earlier job's verdict must not be taken for this one's, should this one not come to its end.
  await Promise.all(REPORTS.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  const weighing = await withSystem(terminal, (system) => weigh(request, loaded, system));
  // First: a full disk must not hide the verdict.
  show(weighing.verdict);
  await deliverFiles(folder, weighing);
  return weighing;
}

export function print(verdict: Verdict, json: boolean, { stdout, env }: Terminal): void {
  const { color } = readRuntime(env);
  const colour = color === "always" || (color === "auto" && stdout.isTTY === true);
  const width = stdout.columns ?? 100;
  stdout.write(json ? `${JSON.stringify(verdict)}\n` : `${renderText(verdict, { width, colour })}\n`);
}

/** 0 pass, 1 fail, 2 could not measure, 3 inconclusive where the policy says fail. */
export function exitCodeOf({ verdict, blocks }: Verdict): number {
  if (verdict === "error") return 2;
  if (!blocks) return 0;
  return verdict === "inconclusive" ? 3 : 1;
}
