#!/usr/bin/env node
/** The command line. The only place that sets an exit code: 0 pass, 1 fail, 2 could not measure, 3 inconclusive where the policy says fail. */
import { type Command, helpOf, readWords, suggestion, type Terminal } from "./commands/command.ts";
import { ExpectedError } from "./errors.ts";
import { orDiskError } from "./system/disk.ts";
import { VERSION } from "./version.ts";

/** Loaded when asked for: `--version` must not wait for what it does not need. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import("./commands/run.ts")).run,
  measure: async () => (await import("./commands/measure.ts")).measure,
  compare: async () => (await import("./commands/compare.ts")).compare,
  report: async () => (await import("./commands/report.ts")).report,
  explain: async () => (await import("./commands/explain.ts")).explain,
  doctor: async () => (await import("./commands/doctor.ts")).doctor,
  replay: async () => (await import("./commands/replay.ts")).replay,
  demo: async () => (await import("./commands/demo.ts")).demo,
  "install-k6": async () => (await import("./commands/install-k6.ts")).installK6,
};

async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = args;
  if (first === "--version" || first === "-V") {
    terminal.stdout.write(`${VERSION}\n`);
    return 0;
  }
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    terminal.stdout.write(await overview());
    return first === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  if (!load) {
    const near = suggestion(first, Object.keys(COMMANDS));
    terminal.stderr.write(`weighbridge has no command "${first}"${near || "; see weighbridge --help"}\n`);
    return 2;
  }
  const command = await load();
  const { values, words } = readWords(command, rest);
  if (values.help) {
    terminal.stdout.write(helpOf(command));
    return 0;
  }
  return command.run(values, words, terminal);
}

async function overview(): Promise<string> {
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
    "",
  ].join("\n");
}

/** A defect ends with 2 like everything that could not be measured, never with 1, which means a regression. */
function defect(error: unknown): void {
  process.stderr.write(`This is a defect of Weighbridge ${VERSION}; please report it with what follows.\n`);
  console.error(error);
  process.exitCode = 2;
}
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => {
    defect(error);
    // Without unwinding nothing else would stop; the watchdog cleans up behind us.
    process.exit();
  });
}

const terminal: Terminal = { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr };
try {
  process.exitCode = await main(process.argv.slice(2), terminal);
} catch (thrown) {
  const error = orDiskError(thrown);
  if (error instanceof ExpectedError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    defect(error);
  }
}
