/** The entry of action.yml, one call a step: fetch, weigh, report. Sets the exit code as the command line does. */
import { error as annotateError } from "@actions/core";
import { type ActionJob, openJob } from "./action/job.ts";
import { writeWeighed } from "./action/state.ts";
import type { Terminal } from "./commands/command.ts";
import { withSystem } from "./commands/weighing.ts";
import { ConfigError, ExpectedError } from "./errors.ts";
import { VERSION } from "./version.ts";

/** Each loads only what it needs; they return the exit code. */
const STEPS: Readonly<Record<string, (job: ActionJob) => Promise<number>>> = {
  async fetch(job) {
    const { fetchStep } = await import("./action/fetch.ts");
    await withSystem(job.terminal, (system) => fetchStep(job, system));
    return 0;
  },
  async weigh(job) {
    return (await import("./action/weigh.ts")).weighStep(job);
  },
  async report(job) {
    const { reportStep } = await import("./action/report.ts");
    await withSystem(job.terminal, ({ log }) => reportStep(job, log));
    return 0;
  },
};

async function main(name: string, terminal: Terminal): Promise<number> {
  const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined;
  if (!step)
    throw new ConfigError(
      `There is no step ${JSON.stringify(name)}: action.yml runs ${Object.keys(STEPS).join(", ")}.`,
    );
  const job = await openJob(terminal);
  try {
    return await step(job);
  } catch (error) {
    // For the step that reports: it runs whatever happens.
    if (name !== "report") await writeWeighed(job.state, { kind: "failed", why: messageOf(error) });
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof ExpectedError
    ? error.message
    : `This is a defect of Weighbridge ${VERSION}; the log has more.`;
}

const terminal: Terminal = { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr };
try {
  process.exitCode = await main(process.argv[2] ?? "", terminal);
} catch (error) {
  annotateError(messageOf(error));
  if (!(error instanceof ExpectedError)) console.error(error);
  process.exitCode = 2;
}
