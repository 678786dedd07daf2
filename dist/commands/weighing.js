// src/commands/weighing.ts
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { MODES, readRuntime } from "../config/inputs.js";
import { CONFIG_FILES, loadConfig } from "../config/load.js";
import { ConfigError, ToolError } from "../errors.js";
import { weigh } from "../gate.js";
import { snapshotOf } from "../report/deliver/snapshot.js";
import { RAW_FOLDER } from "../report/deliver/uploads.js";
import { renderText } from "../report/render/terminal/text.js";
import { createSystem } from "../system/create.js";
import { listenForInterrupts } from "../system/interrupt.js";
import { createLog, logStyle } from "../system/log.js";
import { clearOutput, outputOf, writeOutput } from "./output.js";
var WEIGHING_OPTIONS = {
  base: { type: "string", value: "REF", help: "Compare with this commit, branch or tag." },
  head: { type: "string", value: "REF", help: "Weigh this one; worktree: the files as they lie here." },
  config: {
    type: "string",
    value: "FILE",
    help: `The config (default: the first of ${CONFIG_FILES.join(", ")}).`
  },
  json: { type: "boolean", help: "Print the verdict as JSON instead of the report." }
};
async function withSystem(terminal, body) {
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
function readMode(mode) {
  const found = MODES.find((one) => one === (mode ?? "auto"));
  if (found) return found;
  throw new ConfigError(`--mode ${mode}: expected ${MODES.join(", ")}.`);
}
function requestOf(values, terminal, rest) {
  const runtime = readRuntime(terminal.env);
  const text = (name) => values[name] ?? null;
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
    ...rest
  };
}
function configOf(values, { cwd }) {
  return loadConfig(cwd, values.config);
}
function jobOf({ run, event }) {
  return { run: run?.id ?? randomUUID(), attempt: run?.attempt ?? 1, event: event?.name ?? null };
}
async function weighAndReport(request, loaded, terminal, show) {
  const folder = outputOf(request.cwd);
  await clearOutput(folder);
  const weighing = await withSystem(terminal, (system) => weigh(request, loaded, system));
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
function print(verdict, json, { stdout, env }, steps) {
  const { color } = readRuntime(env);
  const colour = color === "always" || color === "auto" && stdout.isTTY === true;
  const width = stdout.columns || 100;
  stdout.write(json ? `${JSON.stringify(verdict)}
` : `${renderText(verdict, { width, colour, steps })}
`);
}
function exitCodeOf({ verdict, blocks }) {
  if (verdict === "error") return 2;
  if (!blocks) return 0;
  return verdict === "inconclusive" ? 3 : 1;
}
export {
  WEIGHING_OPTIONS,
  configOf,
  exitCodeOf,
  jobOf,
  print,
  readMode,
  requestOf,
  weighAndReport,
  withSystem
};
