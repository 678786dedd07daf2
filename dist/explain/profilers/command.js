// src/explain/profilers/command.ts
import { join } from "node:path";
import { ToolError } from "../../errors.js";
import { readPlainFile } from "../../system/plain-file.js";
import { parseCollapsed } from "../formats/collapsed.js";
import { parsePprof } from "../formats/pprof.js";
import { parseSpeedscope } from "../formats/speedscope.js";
import { parseCpuProfile } from "../formats/v8.js";
import { busiest } from "../processes.js";
import { because, LARGEST_PROFILE, lastSaid } from "./profiler.js";
var PATIENCE = 6e4;
function commandProfiler({ run, format }, { system, scratch }) {
  let count = 0;
  return {
    name: "explain.command",
    async record(served, seconds) {
      const pid = busiest(served.processes());
      if (pid === null) throw new ToolError("the target has no process here that explain.command could profile");
      const out = join(scratch, `profile-${count++}`);
      const words = { pid: `${pid}`, out, seconds: `${seconds}` };
      const command = run.replace(/\$\{(pid|out|seconds)\}/gu, (_, name) => words[name]);
      const timeout = seconds * 1e3 + PATIENCE;
      const done = system.processes.run(command, { cwd: scratch, env: system.env, timeout });
      done.catch(() => {
      });
      return {
        seconds,
        async end() {
          const finished = await done;
          if (finished.timedOut) throw new ToolError(`explain.command did not end within ${timeout / 1e3} s`);
          if (finished.exitCode !== 0) throw new ToolError(`explain.command failed: ${lastSaid(finished)}`);
          try {
            return { time: await READERS[format](readPlainFile(out, LARGEST_PROFILE)), memory: null };
          } catch (cause) {
            throw new ToolError(`explain.command wrote no ${format} that can be read: ${because(cause)}`, { cause });
          }
        }
      };
    }
  };
}
var READERS = {
  collapsed: (bytes) => parseCollapsed(bytes.toString("utf8")),
  speedscope: (bytes) => parseSpeedscope(JSON.parse(bytes.toString("utf8"))),
  cpuprofile: (bytes) => parseCpuProfile(JSON.parse(bytes.toString("utf8"))),
  pprof: (bytes) => parsePprof(bytes, "time")
};
export {
  commandProfiler
};
