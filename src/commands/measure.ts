import { ToolError } from "../errors.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Command } from "./command.ts";
import { clearOutput, outputOf } from "./output.ts";
import { configOf, print, requestOf, WEIGHING_OPTIONS, weighAndReport } from "./weighing.ts";

export const measure: Command = {
  name: "measure",
  summary: "Measures head alone, or both sides with --base, and writes the rounds; blocks nothing.",
  words: [],
  options: WEIGHING_OPTIONS,
  notes: ["weighbridge compare .weighbridge/rounds.json then gives the verdict."],
  async run(values, _, terminal) {
    // Before anything can be wrong: an earlier verdict must not outlast it.
    await clearOutput(outputOf(terminal.cwd));
    const compare = values.base !== undefined;
    const request = requestOf(values, terminal, {
      compare,
      mode: "auto",
      force: true,
      all: true,
      earlier: null,
      baseline: null,
      record: false,
    });
    // Nothing is judged here, but what kept head from being measured is worth its report.
    const show = (verdict: Verdict) => {
      if (verdict.verdict === "error" || values.json === true) print(verdict, values.json === true, terminal);
      else terminal.stdout.write("Measured: weighbridge compare .weighbridge/rounds.json judges it.\n");
    };
    const { verdict, unstored } = await weighAndReport(request, await configOf(values, terminal), terminal, show);
    // Its files are all that it is for.
    if (unstored !== null) throw new ToolError(unstored);
    return verdict.verdict === "error" ? 2 : 0;
  },
};
