import type { Verdict } from "../model/verdict.ts";
import type { Command } from "./command.ts";
import { exitCodeOf, MODES, print, readMode, requestOf, WEIGHING_OPTIONS, weighAndReport } from "./weighing.ts";

export const run: Command = {
  name: "run",
  summary: "Builds base and head, measures both, compares them and gives the verdict.",
  words: [],
  options: {
    ...WEIGHING_OPTIONS,
    mode: { type: "string", value: "MODE", help: `${MODES.join(", ")} (default auto).` },
    force: { type: "boolean", help: "Measure even when nothing that runs has changed." },
  },
  notes: [
    "Base is chosen by --base, else by the CI's event, else it is where head left the default branch. Head is HEAD; outside CI it is the working tree when there are uncommitted changes.",
    "Writes comment.md, verdict.json, rounds.json and snapshot.json to .weighbridge/. Exit codes: 0 pass, 1 fail, 2 could not measure, 3 inconclusive where gate.onInconclusive is fail.",
  ],
  async run(values, _, terminal) {
    const mode = readMode(values.mode as string | undefined);
    const request = requestOf(values, terminal, { compare: true, mode, force: values.force === true, baseline: null });
    const show = (verdict: Verdict) => print(verdict, values.json === true, terminal);
    const { verdict } = await weighAndReport(request, values, terminal, show);
    return exitCodeOf(verdict);
  },
};
