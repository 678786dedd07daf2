// src/explain/profilers/jvm.ts
import { join } from "node:path";
import { ToolError } from "../../errors.js";
import { readPlainFile } from "../../system/plain-file.js";
import { ALLOCATION, EXECUTION, parseJfr } from "../formats/jfr.js";
import { busiest, running } from "../processes.js";
import { because, lastSaid } from "./profiler.js";
var JAVA = /^java$/u;
var TIMEOUT = 6e4;
var LARGEST = 256 * 1024 * 1024;
function jvmProfiler({ jcmd, jfr }, { system, scratch }) {
  let count = 0;
  const run = async (command) => {
    const finished = await system.processes.run(command, { cwd: scratch, env: system.env, timeout: TIMEOUT });
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
          const events = `${EXECUTION},${ALLOCATION}`;
          const print = '"$1" print --json --stack-depth 64 --events "$2" "$3" > "$4"';
          await run(["sh", "-c", print, "sh", jfr, events, recording, json]);
          try {
            return parseJfr(JSON.parse(readPlainFile(json, LARGEST).toString("utf8")));
          } catch (cause) {
            throw new ToolError(`what the Java Flight Recorder wrote cannot be read: ${because(cause)}`, { cause });
          }
        }
      };
    }
  };
}
export {
  JAVA,
  jvmProfiler
};
