#!/usr/bin/env node

// src/cli.ts
import { helpOf, readWords, suggestion } from "./commands/command.js";
import { ExpectedError } from "./errors.js";
import { orDiskError } from "./system/disk.js";
import { VERSION } from "./version.js";
var COMMANDS = {
  run: async () => (await import("./commands/run.js")).run,
  measure: async () => (await import("./commands/measure.js")).measure,
  compare: async () => (await import("./commands/compare.js")).compare,
  report: async () => (await import("./commands/report.js")).report,
  explain: async () => (await import("./commands/explain.js")).explain,
  doctor: async () => (await import("./commands/doctor.js")).doctor,
  replay: async () => (await import("./commands/replay.js")).replay,
  demo: async () => (await import("./commands/demo.js")).demo,
  "install-k6": async () => (await import("./commands/install-k6.js")).installK6
};
async function main(args, terminal2) {
  const [first, ...rest] = args;
  if (first === "--version" || first === "-V") {
    terminal2.stdout.write(`${VERSION}
`);
    return 0;
  }
  if (first === void 0 || first === "--help" || first === "-h" || first === "help") {
    terminal2.stdout.write(await overview());
    return first === void 0 ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : void 0;
  if (!load) {
    const near = suggestion(first, Object.keys(COMMANDS));
    terminal2.stderr.write(`weighbridge has no command "${first}"${near || "; see weighbridge --help"}
`);
    return 2;
  }
  const command = await load();
  const { values, words } = readWords(command, rest);
  if (values.help) {
    terminal2.stdout.write(helpOf(command));
    return 0;
  }
  return command.run(values, words, terminal2);
}
async function overview() {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "weighbridge <command> [options]",
    "",
    "Weighs a change against the build that it wants to replace: k6 scenarios, pages and bundle sizes, base against head.",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "Exit codes: 0 pass, 1 fail, 2 could not measure, 3 inconclusive where gate.onInconclusive is fail.",
    "weighbridge <command> --help says more of each; weighbridge --version prints the version.",
    ""
  ].join("\n");
}
function defect(error) {
  process.stderr.write(`This is a defect of Weighbridge ${VERSION}; please report it with what follows.
`);
  console.error(error);
  process.exitCode = 2;
}
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => {
    defect(error);
    process.exit();
  });
}
var terminal = { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr };
try {
  process.exitCode = await main(process.argv.slice(2), terminal);
} catch (thrown) {
  const error = orDiskError(thrown);
  if (error instanceof ExpectedError) {
    process.stderr.write(`${error.message}
`);
    process.exitCode = error.exitCode;
  } else {
    defect(error);
  }
}
