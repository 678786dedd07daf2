// src/commands/run.ts
import { join, resolve } from "node:path";
import { directoryStore } from "../baseline/directory.js";
import { MODES } from "../config/inputs.js";
import { ConfigError, ToolError } from "../errors.js";
import { readRounds } from "../stored/read.js";
import { OPEN, openReport } from "./open.js";
import { clearOutput, outputOf } from "./output.js";
import { configOf, exitCodeOf, print, readMode, requestOf, WEIGHING_OPTIONS, weighAndReport } from "./weighing.js";
var run = {
  name: "run",
  summary: "Builds base and head, measures both, compares them and gives the verdict.",
  words: [],
  options: {
    ...WEIGHING_OPTIONS,
    mode: { type: "string", value: "MODE", help: `${MODES.join(", ")} (default auto).` },
    force: { type: "boolean", help: "Measure even when nothing that runs has changed." },
    all: { type: "boolean", help: "Go on measuring what is open when the verdict is certain." },
    earlier: {
      type: "string",
      value: "FILE",
      help: "rounds.json of an attempt before: a verdict stands, an open question is gone on with."
    },
    baseline: { type: "string", value: "FOLDER", help: "Where the snapshots of earlier jobs are kept." },
    open: OPEN,
    record: { type: "boolean", help: "Add this job's snapshot to --baseline; head is set beside its first parent." }
  },
  notes: [
    "Base is chosen by --base, else by the CI's event, else it is where head left the default branch. Head is HEAD; outside CI it is the working tree when there are uncommitted changes.",
    "Writes report.html, comment.md, junit.xml, badge.json, verdict.json, rounds.json, details.json and snapshot.json to .weighbridge/. Exit codes: 0 pass, 1 fail, 2 could not measure, 3 inconclusive where gate.onInconclusive is fail."
  ],
  async run(values, _, terminal) {
    const mode = readMode(values.mode);
    const record = values.record === true;
    const earlier = await earlierOf(values.earlier, terminal.cwd);
    await clearOutput(outputOf(terminal.cwd));
    const loaded = await configOf(values, terminal);
    const store = storeOf(values.baseline, record, terminal.cwd, loaded.config.gate.id);
    const baseline = store === null ? null : await store.read();
    const request = requestOf(values, terminal, {
      compare: true,
      mode,
      force: values.force === true,
      all: values.all === true,
      earlier,
      baseline,
      record
    });
    const show = (verdict2) => print(verdict2, values.json === true, terminal);
    const { verdict, snapshot, unstored } = await weighAndReport(request, loaded, terminal, show);
    const stands = (why) => terminal.stderr.write(`${why} The verdict stands.
`);
    if (unstored !== null) stands(unstored);
    if (record && store && baseline && snapshot !== null) await recordIn(store, snapshot, baseline, stands);
    if (values.open === true) await openReport(join(outputOf(terminal.cwd), "report.html"), terminal);
    return exitCodeOf(verdict);
  }
};
async function earlierOf(file, cwd) {
  return file === void 0 ? null : readRounds(resolve(cwd, file));
}
function storeOf(folder, record, cwd, gate) {
  if (folder !== void 0) return directoryStore(resolve(cwd, folder), gate);
  if (record) throw new ConfigError("--record needs a place to record in: name a folder with --baseline.");
  return null;
}
async function recordIn(store, snapshot, known, warn) {
  try {
    await store.append(snapshot, known);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    warn(`This job was not recorded: ${error.message}`);
  }
}
export {
  run
};
