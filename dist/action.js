// src/action.ts
var NODE = [20, 19];
var STEPS = {
  async fetch(job) {
    const { withSystem } = await import("./commands/weighing.js");
    const { fetchStep } = await import("./action/fetch.js");
    await withSystem(job.terminal, (system) => fetchStep(job, system));
    return 0;
  },
  async weigh(job) {
    return (await import("./action/weigh.js")).weighStep(job);
  },
  async report(job) {
    const { withSystem } = await import("./commands/weighing.js");
    const { reportStep } = await import("./action/report.js");
    await withSystem(job.terminal, ({ log }) => reportStep(job, log));
    return 0;
  }
};
async function main(name) {
  const { error: annotate } = await import("./vendor/@actions/core.js");
  const { ExpectedError } = await import("./errors.js");
  const { InterruptedError } = await import("./system/interrupt.js");
  const { orDiskError } = await import("./system/disk.js");
  const { readPayload } = await import("./target/event.js");
  const { writeWeighed } = await import("./action/state.js");
  const { printable } = await import("./system/log.js");
  const { VERSION } = await import("./version.js");
  let job;
  try {
    const terminal = await terminalOf(name);
    if (terminal.env.GITHUB_EVENT_PATH) await readPayload(terminal.env.GITHUB_EVENT_PATH);
    const { openJob } = await import("./action/job.js");
    job = await openJob(terminal);
    return await STEPS[name](job);
  } catch (thrown) {
    const error = orDiskError(thrown);
    const isExpected = error instanceof ExpectedError;
    const why = isExpected ? error.message : `This is a defect of Weighbridge ${VERSION}; please report it with the log.`;
    annotate(why.split("\n").map(printable).join("\n"));
    if (!isExpected) console.error(error);
    const isSaid = name === "report" || error instanceof InterruptedError;
    if (job && !isSaid) await writeWeighed(job.state, { kind: "failed", why }).catch((unsaid) => annotate(unsaid));
    return 2;
  }
}
async function terminalOf(name) {
  const { readHanded } = await import("./action/handed.js");
  const env = name === "weigh" ? await readHanded(process.stdin) : process.env;
  for (const [key, value] of Object.entries(env)) if (/^(?:https?|no)_proxy$/iu.test(key)) process.env[key] = value;
  return { cwd: process.cwd(), env, stdout: process.stdout, stderr: process.stderr };
}
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => {
    console.error(error);
    process.exit(2);
  });
}
var [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < NODE[0] || major === NODE[0] && minor < NODE[1]) {
  const cure = "put a newer one first on PATH (actions/setup-node), or leave the runner's own there";
  console.log(
    `::error::Weighbridge needs Node ${NODE.join(".")} or newer, but found ${process.versions.node}: ${cure}.`
  );
  process.exitCode = 2;
} else {
  process.exitCode = await main(process.argv[2] ?? "");
}
