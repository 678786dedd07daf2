// src/explain/profilers/choose.ts
import { ToolError } from "../../errors.js";
import { which } from "../../system/programs.js";
import { threadsIn } from "../node/client.js";
import { running } from "../processes.js";
import { commandProfiler } from "./command.js";
import { answersPprof, goProfiler } from "./go.js";
import { JAVA, jvmProfiler } from "./jvm.js";
import { nodeProfiler } from "./node.js";
import { PYTHON, pythonProfiler } from "./python.js";
async function chooseProfiler(context, served, folderOf) {
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
      return commandProfiler(config.command, context);
    default:
      return fitting(context, served, folderOf);
  }
}
async function fitting(context, served, folderOf) {
  const { config, system } = context;
  if ((await threadsIn(folderOf(served.slot))).paths.length > 0) return nodeProfiler(folderOf);
  if (await answersPprof(served, config.go, system.signal)) return goProfiler(config.go, system.signal);
  const pids = served.processes();
  if ((await running(pids, PYTHON)).length > 0) return python(context);
  if ((await running(pids, JAVA)).length > 0) return jvm(context);
  throw new ToolError(
    pids.length === 0 ? "the target has no process here that could be profiled" : "no profiler is known for what the target runs: serve Go's /debug/pprof, or name a command (explain.profiler: command)"
  );
}
async function python(context) {
  const program = await which(["py-spy"], context.system.env.PATH ?? "");
  if (program === null) throw new ToolError("py-spy is not installed: pip install py-spy");
  return pythonProfiler(program, context);
}
async function jvm(context) {
  const path = context.system.env.PATH ?? "";
  const [jcmd, jfr] = [await which(["jcmd"], path), await which(["jfr"], path)];
  if (jcmd === null || jfr === null) {
    throw new ToolError(`${jcmd === null ? "jcmd" : "jfr"} is not on PATH: install a JDK of the target's version`);
  }
  return jvmProfiler({ jcmd, jfr }, context);
}
export {
  chooseProfiler,
  jvm,
  python
};
