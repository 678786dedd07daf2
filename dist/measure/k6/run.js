// src/measure/k6/run.ts
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../../errors.js";
import { k6Message } from "./inspect.js";
function driverEnvironment(settings) {
  const { purpose = "round" } = settings;
  const urls = Object.entries(settings.urls).map(([slot, url]) => [`WEIGHBRIDGE_URL_${slot.toUpperCase()}`, url]);
  return {
    ...Object.fromEntries(urls),
    WEIGHBRIDGE_URL_ENV: settings.urlEnv,
    WEIGHBRIDGE_WINDOW: `${settings.round.warmup},${settings.round.measure}`,
    WEIGHBRIDGE_ALLOW_HOSTS: settings.allowHosts.join(","),
    ...purpose === "round" ? {} : { WEIGHBRIDGE_PURPOSE: purpose === "load" ? purpose : "trace" },
    ...typeof purpose === "object" ? { WEIGHBRIDGE_MARKS: purpose.marks, WEIGHBRIDGE_SEED: purpose.seed.join(",") } : {},
    // Never asks Grafana's build service for an extension.
    K6_AUTO_EXTENSION_RESOLUTION: "false"
  };
}
var MEANING = {
  100: "setup() took longer than setupTimeout",
  101: "teardown() took longer than teardownTimeout",
  104: "k6 refused the options",
  105: "something interrupted it",
  107: "the script threw while it was loaded or set up",
  108: "the script aborted the test",
  109: "k6 itself crashed",
  110: "the script marked the test as failed"
};
async function runK6(run, system) {
  const config = join(run.folder, "config.json");
  await writeFile(config, "{}");
  const options = [
    "--config",
    config,
    "--address",
    "",
    "--quiet",
    "--no-usage-report",
    "--no-color",
    "--no-thresholds"
  ];
  const out = run.samples === null ? [] : ["--out", `json=${run.samples}`];
  const running = await system.processes.start(
    [run.k6, "run", ...options, "--summary-mode=disabled", ...out, run.main],
    { cwd: run.folder, env: run.env, timeout: run.timeout }
  );
  const done = await Promise.race([running.exited, run.abort]).catch(async (error) => {
    await running.stop(run.samples === null ? "SIGKILL" : "SIGINT", 1e3);
    throw error;
  });
  const lost = /Sample\(s\) couldn't be marshalled.*? error="([^"]*)"/.exec(done.stderr)?.[1];
  if (lost !== void 0) throw new ToolError(`k6 could not write the samples of ${run.label}: ${lost}.`);
  if (done.exitCode === 0) return done.stderr;
  if (done.timedOut) throw new ToolError(`k6 did not end within ${run.timeout / 1e3} s on ${run.label}.`);
  const meaning = MEANING[done.exitCode ?? -1];
  const how = done.exitCode === null ? `was ended by ${done.signal}` : `ended with exit code ${done.exitCode}`;
  throw new ToolError(`k6 ${how} on ${run.label}${meaning ? `, ${meaning}` : ""}: ${k6Message(done.stderr)}`);
}
export {
  driverEnvironment,
  runK6
};
