/** Any other: a command of the config that profiles a process and writes a file in a known format. */
import { join } from "node:path";
import { ToolError } from "../../errors.ts";
import { readPlainFile } from "../../system/plain-file.ts";
import { parseCollapsed } from "../formats/collapsed.ts";
import { parsePprof } from "../formats/pprof.ts";
import { parseSpeedscope } from "../formats/speedscope.ts";
import { parseCpuProfile } from "../formats/v8.ts";
import { busiest } from "../processes.ts";
import type { Profile } from "../profile.ts";
import type { ExplainConfig } from "../schema.ts";
import { because, LARGEST_PROFILE, lastSaid, type Profiler, type ProfilerContext } from "./profiler.ts";

type OwnProfiler = NonNullable<ExplainConfig["command"]>;

/** Milliseconds beyond the profile's own time. */
const PATIENCE = 60_000;

export function commandProfiler({ run, format }: OwnProfiler, { system, scratch }: ProfilerContext): Profiler {
  let count = 0;
  return {
    name: "explain.command",
    async record(served, seconds) {
      const pid = busiest(served.processes());
      if (pid === null) throw new ToolError("the target has no process here that explain.command could profile");
      const out = join(scratch, `profile-${count++}`);
      const words: Readonly<Record<string, string>> = { pid: `${pid}`, out, seconds: `${seconds}` };
      const command = run.replace(/\$\{(pid|out|seconds)\}/gu, (_, name: string) => words[name]!);
      const timeout = seconds * 1000 + PATIENCE;
      const done = system.processes.run(command, { cwd: scratch, env: system.env, timeout });
      done.catch(() => {});
      return {
        seconds,
        async end() {
          const finished = await done;
          if (finished.timedOut) throw new ToolError(`explain.command did not end within ${timeout / 1000} s`);
          if (finished.exitCode !== 0) throw new ToolError(`explain.command failed: ${lastSaid(finished)}`);
          try {
            return { time: await READERS[format](readPlainFile(out, LARGEST_PROFILE)), memory: null };
          } catch (cause) {
            throw new ToolError(`explain.command wrote no ${format} that can be read: ${because(cause)}`, { cause });
          }
        },
      };
    },
  };
}

const READERS: Readonly<Record<OwnProfiler["format"], (bytes: Buffer) => Profile | Promise<Profile>>> = {
  collapsed: (bytes) => parseCollapsed(bytes.toString("utf8")),
  speedscope: (bytes) => parseSpeedscope(JSON.parse(bytes.toString("utf8"))),
  cpuprofile: (bytes) => parseCpuProfile(JSON.parse(bytes.toString("utf8"))),
  pprof: (bytes) => parsePprof(bytes, "time"),
};
