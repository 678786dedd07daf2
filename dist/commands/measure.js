// src/commands/measure.ts
import { ToolError } from "../errors.js";
import { clearOutput, outputOf } from "./output.js";
import { configOf, print, requestOf, WEIGHING_OPTIONS, weighAndReport } from "./weighing.js";
var measure = {
  name: "measure",
  summary: "Measures head alone, or both sides with --base, and writes the rounds; blocks nothing.",
  words: [],
  options: WEIGHING_OPTIONS,
  notes: ["weighbridge compare .weighbridge/rounds.json then gives the verdict."],
  async run(values, _, terminal) {
    await clearOutput(outputOf(terminal.cwd));
    const compare = values.base !== void 0;
    const request = requestOf(values, terminal, {
      compare,
      mode: "auto",
      force: true,
      all: true,
      earlier: null,
      baseline: null,
      record: false
    });
    const show = (verdict2) => {
      if (verdict2.verdict === "error" || values.json === true) print(verdict2, values.json === true, terminal);
      else terminal.stdout.write("Measured: weighbridge compare .weighbridge/rounds.json judges it.\n");
    };
    const { verdict, unstored } = await weighAndReport(request, await configOf(values, terminal), terminal, show);
    if (unstored !== null) throw new ToolError(unstored);
    return verdict.verdict === "error" ? 2 : 0;
  }
};
export {
  measure
};
