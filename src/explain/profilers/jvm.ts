/** JVM: the Java Flight Recorder, switched on from outside by jcmd and read by jfr, both of the JDK. */
import { join } from "node:path";
import { ToolError } from "../../errors.ts";
import { readPlainFile } from "../../system/plain-file.ts";
import { ALLOCATION, EXECUTION, parseJfr } from "../formats/jfr.ts";
import { busiest, running } from "../processes.ts";
import { because, lastSaid, type Profiler, type ProfilerContext } from "./profiler.ts";

export const JAVA = /^java$/u;
const TIMEOUT = 60_000;
/** Bytes of a print, in which each sample has its whole stack: of some seconds in a busy JVM it is a hundred million. */
const LARGEST = 256 * 1024 * 1024;

/** `jcmd`, `jfr`: absolute. */
export function jvmProfiler(
  { jcmd, jfr }: { readonly jcmd: string; readonly jfr: string },
  { system, scratch }: ProfilerContext,
): Profiler {
  let count = 0;
  const run = async (command: readonly [string, ...string[]]) => {
    const finished = await system.processes.run(command, { cwd: scratch, env: system.env, timeout: TIMEOUT });
    // jcmd ends with 0 also where the JVM refused.
    if (finished.exitCode !== 0 || /Exception|Could not/u.test(finished.stdout)) {
      throw new ToolError(`the Java Flight Recorder failed: ${lastSaid(finished)}`);
    }
  };
  return {
    name: "the Java Flight Recorder",
    async record(served) {
      const pid = busiest(await running(served.processes(), JAVA));
      if (pid === null) throw new ToolError("the target runs no java process that can be seen");
      const name = `weighbridge-${count++}`;
      const [recording, json] = [join(scratch, `${name}.jfr`), join(scratch, `${name}.json`)];
      await run([jcmd, `${pid}`, "JFR.start", `name=${name}`, "settings=profile"]);
      return {
        seconds: null,
        async end() {
          await run([jcmd, `${pid}`, "JFR.stop", `name=${name}`, `filename=${recording}`]);
          // A print is larger than what is kept of a program's output.
          const events = `${EXECUTION},${ALLOCATION}`;
          const print = '"$1" print --json --stack-depth 64 --events "$2" "$3" > "$4"';
          await run(["sh", "-c", print, "sh", jfr, events, recording, json]);
          try {
            return parseJfr(JSON.parse(readPlainFile(json, LARGEST).toString("utf8")));
          } catch (cause) {
            throw new ToolError(`what the Java Flight Recorder wrote cannot be read: ${because(cause)}`, { cause });
          }
        },
      };
    },
  };
}
