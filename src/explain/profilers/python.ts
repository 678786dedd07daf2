/** Python: py-spy, which reads the memory of the process from outside. */
import { join } from "node:path";
import { ToolError } from "../../errors.ts";
import { readPlainFile } from "../../system/plain-file.ts";
import { parseSpeedscope } from "../formats/speedscope.ts";
import { busiest, running } from "../processes.ts";
import type { Frame, Profile } from "../profile.ts";
import { because, LARGEST_PROFILE, lastSaid, type Profiler, type ProfilerContext } from "./profiler.ts";

export const PYTHON = /^python[\d.]*$/u;
const RATE = "250";
/** Milliseconds beyond the profile's own time, for py-spy to start and to write. */
const PATIENCE = 15_000;

/** `program`: py-spy, absolute. Processes that the busiest one started are profiled too. */
export function pythonProfiler(program: string, { system, scratch }: ProfilerContext): Profiler {
  let count = 0;
  return {
    name: "py-spy",
    async record(served, seconds) {
      const pid = busiest(await running(served.processes(), PYTHON));
      if (pid === null) throw new ToolError("the target runs no Python process that can be seen");
      const out = join(scratch, `py-spy-${count++}.json`);
      const options = ["--format", "speedscope", "--output", out, "--duration", `${seconds}`, "--rate", RATE];
      const also = ["--subprocesses", "--function", "--full-filenames", "--nonblocking", "--pid", `${pid}`];
      const timeout = seconds * 1000 + PATIENCE;
      const run = system.processes.run([program, "record", ...options, ...also], {
        cwd: scratch,
        env: system.env,
        timeout,
      });
      run.catch(() => {});
      return {
        seconds,
        async end() {
          const finished = await run;
          if (finished.exitCode !== 0) throw new ToolError(refusal(lastSaid(finished)));
          try {
            const text = readPlainFile(out, LARGEST_PROFILE).toString("utf8");
            return { time: sharesIn(parseSpeedscope(JSON.parse(text))), memory: null };
          } catch (cause) {
            throw new ToolError(`what py-spy wrote cannot be read: ${because(cause)}`, { cause });
          }
        },
      };
    },
  };
}

/**
 * py-spy samples by the clock, also while the process waits for a processor that others have: shares are what it tells. It
 * puts each process above what that called, by an id that is another one every time.
 */
export function sharesIn({ samples }: Profile): Profile {
  const isCall = ({ name, file }: Frame) => file !== null || !/^process \d+:/u.test(name);
  return { unit: "samples", samples: samples.map(({ stack, value }) => ({ stack: stack.filter(isCall), value })) };
}

function refusal(said: string): string {
  if (!/permission|ptrace|root/iu.test(said)) return `py-spy failed: ${said}`;
  return `py-spy may not look into the target (${said}): run as root, or set kernel.yama.ptrace_scope to 0`;
}
