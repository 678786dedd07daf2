import { join, resolve } from "node:path";
import { directoryStore } from "../baseline/directory.ts";
import type { BaselineStore, StoredBaseline } from "../baseline/store.ts";
import { MODES } from "../config/inputs.ts";
import { ConfigError, ToolError } from "../errors.ts";
import type { Verdict } from "../model/verdict.ts";
import { readRounds } from "../stored/read.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import type { Snapshot } from "../stored/snapshot.ts";
import type { Command } from "./command.ts";
import { OPEN, openReport } from "./open.ts";
import { clearOutput, outputOf } from "./output.ts";
import { configOf, exitCodeOf, print, readMode, requestOf, WEIGHING_OPTIONS, weighAndReport } from "./weighing.ts";

export const run: Command = {
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
      help: "rounds.json of an attempt before: a verdict stands, an open question is gone on with.",
    },
    baseline: { type: "string", value: "FOLDER", help: "Where the snapshots of earlier jobs are kept." },
    open: OPEN,
    record: { type: "boolean", help: "Add this job's snapshot to --baseline; head is set beside its first parent." },
  },
  notes: [
    "Base is chosen by --base, else by the CI's event, else it is where head left the default branch. Head is HEAD; outside CI it is the working tree when there are uncommitted changes.",
    "Writes report.html, comment.md, junit.xml, badge.json, verdict.json, rounds.json, details.json and snapshot.json to .weighbridge/. Exit codes: 0 pass, 1 fail, 2 could not measure, 3 inconclusive where gate.onInconclusive is fail.",
  ],
  async run(values, _, terminal) {
    const mode = readMode(values.mode as string | undefined);
    const record = values.record === true;
    const earlier = await earlierOf(values.earlier as string | undefined, terminal.cwd);
    // Before anything can be wrong: an earlier pass must not outlast it.
    await clearOutput(outputOf(terminal.cwd));
    const loaded = await configOf(values, terminal);
    const store = storeOf(values.baseline as string | undefined, record, terminal.cwd, loaded.config.gate.id);
    const baseline = store === null ? null : await store.read();
    const request = requestOf(values, terminal, {
      compare: true,
      mode,
      force: values.force === true,
      all: values.all === true,
      earlier,
      baseline,
      record,
    });
    const show = (verdict: Verdict) => print(verdict, values.json === true, terminal);
    const { verdict, snapshot, unstored } = await weighAndReport(request, loaded, terminal, show);
    const stands = (why: string) => terminal.stderr.write(`${why} The verdict stands.\n`);
    if (unstored !== null) stands(unstored);
    if (record && store && baseline && snapshot !== null) await recordIn(store, snapshot, baseline, stands);
    if (values.open === true) await openReport(join(outputOf(terminal.cwd), "report.html"), terminal);
    return exitCodeOf(verdict);
  },
};

/** @throws DataError when it is not what we wrote */
async function earlierOf(file: string | undefined, cwd: string): Promise<StoredRounds | null> {
  return file === undefined ? null : readRounds(resolve(cwd, file));
}

function storeOf(folder: string | undefined, record: boolean, cwd: string, gate: string): BaselineStore | null {
  if (folder !== undefined) return directoryStore(resolve(cwd, folder), gate);
  if (record) throw new ConfigError("--record needs a place to record in: name a folder with --baseline.");
  return null;
}

async function recordIn(
  store: BaselineStore,
  snapshot: Snapshot,
  known: StoredBaseline,
  warn: (why: string) => void,
): Promise<void> {
  try {
    await store.append(snapshot, known);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    warn(`This job was not recorded: ${error.message}`);
  }
}
