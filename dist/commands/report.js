// src/commands/report.ts
import { dirname, join, resolve } from "node:path";
import { ConfigError } from "../errors.js";
import { measuredBeside } from "../report/deliver/beside.js";
import { writeReports } from "../report/deliver/files.js";
import { readVerdict } from "../stored/read.js";
import { OPEN, openReport } from "./open.js";
import { print } from "./weighing.js";
var GOES_WITH = { output: "join", repo: "from-run", "gate-id": "from-run" };
var report = {
  name: "report",
  summary: "Renders the report of a verdict again, from its file, or comments on what a workflow run found.",
  words: ["[verdict.json ...]"],
  options: {
    open: OPEN,
    join: { type: "boolean", help: "One comment for all gates: of the files named, or of --from-run." },
    output: { type: "string", value: "FILE", help: "Where --join writes it (default: standard output)." },
    "from-run": { type: "string", value: "ID", help: "Comment on the pull request of this workflow run of GitHub." },
    repo: { type: "string", value: "OWNER/NAME", help: "The repository of --from-run (default: GITHUB_REPOSITORY)." },
    "gate-id": { type: "string", value: "ID", help: "Of --from-run only this gate (default: all that it weighed)." }
  },
  notes: [
    "One file: writes comment.md, junit.xml, badge.json and report.html beside it, with what of rounds.json and details.json lies there. The exit code is 0 whatever the verdict: it was given before.",
    "--from-run needs GITHUB_TOKEN or GH_TOKEN: actions: read, contents: read, pull-requests: write. Exit codes: 0 written, or rightly not; 2 could not."
  ],
  async run(values, files, terminal) {
    for (const [option, mode] of Object.entries(GOES_WITH))
      if (values[option] !== void 0 && values[mode] === void 0)
        throw new ConfigError(`--${option} goes with --${mode}.`);
    if (values["from-run"] !== void 0) return (await import("./report-run.js")).fromRun(values, files, terminal);
    if (values.join === true) return (await import("./report-join.js")).join(values, files, terminal);
    const [file = "", ...others] = files;
    if (file === "" || others.length > 0)
      throw new ConfigError("weighbridge report takes one verdict.json, or several with --join.");
    const path = resolve(terminal.cwd, file);
    const verdict = await readVerdict(path);
    print(verdict, false, terminal);
    const folder = dirname(path);
    const { notices, ...measured } = await measuredBeside(folder, verdict);
    for (const notice of notices) terminal.stderr.write(`${notice}
`);
    await writeReports(folder, { verdict, ...measured });
    if (values.open === true) await openReport(join(folder, "report.html"), terminal);
    return 0;
  }
};
export {
  report
};
