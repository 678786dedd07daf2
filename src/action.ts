/** The entry of action.yml, one call a step: fetch, weigh, report. Sets the exit code as the command line does. */
import type { ActionJob } from "./action/job.ts";
import type { Terminal } from "./commands/command.ts";

/** What package.json asks for; a project may have put an older one first on PATH, which fails at the first import. */
const NODE = [20, 19] as const;

/** Each loads only what it needs; they return the exit code. */
const STEPS: Readonly<Record<string, (job: ActionJob) => Promise<number>>> = {
  async fetch(job) {
    const { withSystem } = await import("./commands/weighing.ts");
    const { fetchStep } = await import("./action/fetch.ts");
    await withSystem(job.terminal, (system) => fetchStep(job, system));
    return 0;
  },
  async weigh(job) {
    return (await import("./action/weigh.ts")).weighStep(job);
  },
  async report(job) {
    const { withSystem } = await import("./commands/weighing.ts");
    const { reportStep } = await import("./action/report.ts");
    await withSystem(job.terminal, ({ log }) => reportStep(job, log));
    return 0;
  },
};

async function main(name: string, terminal: Terminal): Promise<number> {
  const { error: annotate } = await import("@actions/core");
  const { ExpectedError } = await import("./errors.ts");
  const { openJob } = await import("./action/job.ts");
  const { writeWeighed } = await import("./action/state.ts");
  const { VERSION } = await import("./version.ts");
  let job: ActionJob | undefined;
  try {
    job = await openJob(terminal);
    return await STEPS[name]!(job);
  } catch (error) {
    const isExpected = error instanceof ExpectedError;
    const why = isExpected
      ? error.message
      : `This is a defect of Weighbridge ${VERSION}; please report it with the log.`;
    annotate(why);
    if (!isExpected) console.error(error);
    // For the step that reports: it runs whatever happens.
    if (job && name !== "report") await writeWeighed(job.state, { kind: "failed", why });
    return 2;
  }
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < NODE[0] || (major === NODE[0] && minor < NODE[1])) {
  const cure = "put a newer one first on PATH (actions/setup-node), or leave the runner's own there";
  console.log(
    `::error::Weighbridge needs Node ${NODE.join(".")} or newer, but found ${process.versions.node}: ${cure}.`,
  );
  process.exitCode = 2;
} else {
  const terminal: Terminal = { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr };
  process.exitCode = await main(process.argv[2] ?? "", terminal);
}
