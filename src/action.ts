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

async function main(name: string): Promise<number> {
  const { error: annotate } = await import("@actions/core");
  const { ExpectedError } = await import("./errors.ts");
  const { InterruptedError } = await import("./system/interrupt.ts");
  const { orDiskError } = await import("./system/disk.ts");
  const { readPayload } = await import("./target/event.ts");
  const { writeWeighed } = await import("./action/state.ts");
  const { printable } = await import("./system/log.ts");
  const { VERSION } = await import("./version.ts");
  let job: ActionJob | undefined;
  try {
    const terminal = await terminalOf(name);
    // @actions/github reads it by itself when it is loaded, and falls over one that is broken.
    if (terminal.env.GITHUB_EVENT_PATH) await readPayload(terminal.env.GITHUB_EVENT_PATH);
    const { openJob } = await import("./action/job.ts");
    job = await openJob(terminal);
    return await STEPS[name]!(job);
  } catch (thrown) {
    const error = orDiskError(thrown);
    const isExpected = error instanceof ExpectedError;
    const why = isExpected
      ? error.message
      : `This is a defect of Weighbridge ${VERSION}; please report it with the log.`;
    annotate(why.split("\n").map(printable).join("\n"));
    if (!isExpected) console.error(error);
    // For the step that reports: it runs whatever happens. Whether the job was cancelled it knows from the runner.
    const isSaid = name === "report" || error instanceof InterruptedError;
    if (job && !isSaid) await writeWeighed(job.state, { kind: "failed", why }).catch((unsaid) => annotate(unsaid));
    return 2;
  }
}

async function terminalOf(name: string): Promise<Terminal> {
  const { readHanded } = await import("./action/handed.ts");
  const env = name === "weigh" ? await readHanded(process.stdin) : process.env;
  // Looked up there for each request; what is set now is not shown to those who read the environment of a process.
  for (const [key, value] of Object.entries(env)) if (/^(?:https?|no)_proxy$/iu.test(key)) process.env[key] = value;
  return { cwd: process.cwd(), env, stdout: process.stdout, stderr: process.stderr };
}

// Ended by Node itself, a step would end with 1, which means a regression. The watchdog cleans up behind us.
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => {
    console.error(error);
    process.exit(2);
  });
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < NODE[0] || (major === NODE[0] && minor < NODE[1])) {
  const cure = "put a newer one first on PATH (actions/setup-node), or leave the runner's own there";
  console.log(
    `::error::Weighbridge needs Node ${NODE.join(".")} or newer, but found ${process.versions.node}: ${cure}.`,
  );
  process.exitCode = 2;
} else {
  process.exitCode = await main(process.argv[2] ?? "");
}
