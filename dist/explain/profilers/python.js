// src/explain/profilers/python.ts
import { join } from "node:path";
import { ToolError } from "../../errors.js";
import { readPlainFile } from "../../system/plain-file.js";
import { parseSpeedscope } from "../formats/speedscope.js";
import { busiest, running } from "../processes.js";
import { because, LARGEST_PROFILE, lastSaid } from "./profiler.js";
var PYTHON = /^python[\d.]*$/u;
var RATE = "250";
var PATIENCE = 15e3;
function pythonProfiler(program, { system, scratch }) {
  let count = 0;
  return {
    name: "py-spy",
    async record(served, seconds) {
      const pid = busiest(await running(served.processes(), PYTHON));
      if (pid === null) throw new ToolError("the target runs no Python process that can be seen");
      const out = join(scratch, `py-spy-${count++}.json`);
      const options = ["--format", "speedscope", "--output", out, "--duration", `${seconds}`, "--rate", RATE];
      const also = ["--subprocesses", "--function", "--full-filenames", "--nonblocking", "--pid", `${pid}`];
      const timeout = seconds * 1e3 + PATIENCE;
      const run = system.processes.run([program, "record", ...options, ...also], {
        cwd: scratch,
        env: system.env,
        timeout
      });
      run.catch(() => {
      });
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
        }
      };
    }
  };
}
function sharesIn({ samples }) {
  const isCall = ({ name, file }) => file !== null || !/^process \d+:/u.test(name);
  return { unit: "samples", samples: samples.map(({ stack, value }) => ({ stack: stack.filter(isCall), value })) };
}
function refusal(said) {
  if (!/permission|ptrace|root/iu.test(said)) return `py-spy failed: ${said}`;
  return `py-spy may not look into the target (${said}): run as root, or set kernel.yama.ptrace_scope to 0`;
}
export {
  PYTHON,
  pythonProfiler,
  sharesIn
};
