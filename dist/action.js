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
async function main(name, terminal) {
  const { error: annotate } = await import("./vendor/@actions/core.js");
  const { ExpectedError } = await import("./errors.js");
  const { openJob } = await import("./action/job.js");
  const { writeWeighed } = await import("./action/state.js");
  const { VERSION } = await import("./version.js");
  let job;
  try {
    job = await openJob(terminal);
    return await STEPS[name](job);
  } catch (error) {
    const isExpected = error instanceof ExpectedError;
    const why = isExpected ? error.message : `This is a defect of Weighbridge ${VERSION}; please report it with the log.`;
    annotate(why);
    if (!isExpected) console.error(error);
    if (job && name !== "report") await writeWeighed(job.state, { kind: "failed", why });
    return 2;
  }
}
var [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < NODE[0] || major === NODE[0] && minor < NODE[1]) {
  const cure = "put a newer one first on PATH (actions/setup-node), or leave the runner's own there";
  console.log(
    `::error::Weighbridge needs Node ${NODE.join(".")} or newer, but found ${process.versions.node}: ${cure}.`
  );
  process.exitCode = 2;
} else {
  const terminal = { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr };
  process.exitCode = await main(process.argv[2] ?? "", terminal);
}
