/** Which profiler fits what the target runs. */
import { ToolError } from "../../errors.ts";
import type { Served } from "../../measure/served.ts";
import type { Slot } from "../../model/series.ts";
import { which } from "../../system/programs.ts";
import { threadsIn } from "../node/client.ts";
import { running } from "../processes.ts";
import { commandProfiler } from "./command.ts";
import { answersPprof, goProfiler } from "./go.ts";
import { JAVA, jvmProfiler } from "./jvm.ts";
import { nodeProfiler } from "./node.ts";
import type { Profiler, ProfilerContext } from "./profiler.ts";
import { PYTHON, pythonProfiler } from "./python.ts";

/**
 * `served`: head, up and idle; `folderOf`: where Node's threads of a slot have their sockets.
 *
 * @throws ToolError when there is none, saying what is missing and how to get it
 */
export async function chooseProfiler(
  context: ProfilerContext,
  served: Served,
  folderOf: (slot: Slot) => string,
): Promise<Profiler> {
  const { config, system } = context;
  switch (config.profiler) {
    case "node":
      return nodeProfiler(folderOf);
    case "go":
      return goProfiler(config.go, system.signal);
    case "python":
      return python(context);
    case "jvm":
      return jvm(context);
    case "command":
      return commandProfiler(config.command!, context);
    default:
      return fitting(context, served, folderOf);
  }
}

async function fitting(context: ProfilerContext, served: Served, folderOf: (slot: Slot) => string): Promise<Profiler> {
  const { config, system } = context;
  if ((await threadsIn(folderOf(served.slot))).paths.length > 0) return nodeProfiler(folderOf);
  if (await answersPprof(served, config.go, system.signal)) return goProfiler(config.go, system.signal);
  const pids = served.processes();
  if ((await running(pids, PYTHON)).length > 0) return python(context);
  if ((await running(pids, JAVA)).length > 0) return jvm(context);
  throw new ToolError(
    pids.length === 0
      ? "the target has no process here that could be profiled"
      : "no profiler is known for what the target runs: serve Go's /debug/pprof, or name a command (explain.profiler: command)",
  );
}

/** @throws ToolError when it is not installed */
export async function python(context: ProfilerContext): Promise<Profiler> {
  const program = await which(["py-spy"], context.system.env.PATH ?? "");
  if (program === null) throw new ToolError("py-spy is not installed: pip install py-spy");
  return pythonProfiler(program, context);
}

/** @throws ToolError when there is no JDK */
export async function jvm(context: ProfilerContext): Promise<Profiler> {
  const path = context.system.env.PATH ?? "";
  const [jcmd, jfr] = [await which(["jcmd"], path), await which(["jfr"], path)];
  if (jcmd === null || jfr === null) {
    throw new ToolError(`${jcmd === null ? "jcmd" : "jfr"} is not on PATH: install a JDK of the target's version`);
  }
  return jvmProfiler({ jcmd, jfr }, context);
}
