// src/action.ts
import { error as annotateError } from "./vendor/@actions/core.js";
import { openJob } from "./action/job.js";
import { writeWeighed } from "./action/state.js";
import { withSystem } from "./commands/weighing.js";
import { ConfigError, ExpectedError } from "./errors.js";
import { VERSION } from "./version.js";
var STEPS = {
  async fetch(job) {
    const { fetchStep } = await import("./action/fetch.js");
    await withSystem(job.terminal, (system) => fetchStep(job, system));
    return 0;
  },
  async weigh(job) {
    return (await import("./action/weigh.js")).weighStep(job);
  },
  async report(job) {
    const { reportStep } = await import("./action/report.js");
    await withSystem(job.terminal, ({ log }) => reportStep(job, log));
    return 0;
  }
};
async function main(name, terminal2) {
  const step = Object.hasOwn(STEPS, name) ? STEPS[name] : void 0;
  if (!step)
    throw new ConfigError(
      `There is no step ${JSON.stringify(name)}: action.yml runs ${Object.keys(STEPS).join(", ")}.`
    );
  const job = await openJob(terminal2);
  try {
    return await step(job);
  } catch (error) {
    if (name !== "report") await writeWeighed(job.state, { kind: "failed", why: messageOf(error) });
    throw error;
  }
}
function messageOf(error) {
  return error instanceof ExpectedError ? error.message : `This is a defect of Weighbridge ${VERSION}; the log has more.`;
}
var terminal = { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr };
try {
  process.exitCode = await main(process.argv[2] ?? "", terminal);
} catch (error) {
  annotateError(messageOf(error));
  if (!(error instanceof ExpectedError)) console.error(error);
  process.exitCode = 2;
}
