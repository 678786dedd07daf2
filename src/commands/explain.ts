import { join, relative } from "node:path";
import type { Explained } from "../explain/index.ts";
import { namedText } from "../explain/words.ts";
import { explainAlone } from "../pipeline/explain.ts";
import { openFolder, writeAtomically, writeDetails } from "../stored/write.ts";
import type { Command } from "./command.ts";
import { outputOf } from "./output.ts";
import { configOf, requestOf, WEIGHING_OPTIONS, withSystem } from "./weighing.ts";

/** In the folder of reports: what an earlier job has left there stays. */
const FOLDER = "explain";

export const explain: Command = {
  name: "explain",
  summary: "Profiles both sides in turn under the same load and names the functions that cost more.",
  words: [],
  options: WEIGHING_OPTIONS,
  notes: [
    "Nothing is weighed and nothing blocks. Section explain of the config says how it is profiled; the load is that of the k6 scripts.",
    "Writes explain.json and details.json, the flame graphs, to .weighbridge/explain/. Exit codes: 0 profiled, 2 could not.",
  ],
  async run(values, _, terminal) {
    const loaded = await configOf(values, terminal);
    const request = requestOf(values, terminal, {
      compare: true,
      mode: "paired",
      force: true,
      all: true,
      earlier: null,
      baseline: null,
      record: false,
    });
    const explained = await withSystem(terminal, (system) => explainAlone(request, loaded, system));
    const { time, notes, notWeighed, details } = explained;
    const folder = join(outputOf(terminal.cwd), FOLDER);
    await openFolder(folder);
    const plain = JSON.stringify({ functions: time?.named ?? [], notes, notWeighed }, null, 2);
    await writeAtomically(join(folder, "explain.json"), `${plain}\n`);
    await writeDetails(folder, { schema: 1, kind: "details", details });
    terminal.stdout.write(values.json === true ? `${plain}\n` : textOf(explained));
    terminal.stderr.write(`The profiles: ${relative(terminal.cwd, folder)}\n`);
    return time === null ? 2 : 0;
  },
};

function textOf({ time, notes, notWeighed }: Explained): string {
  const functions = (time?.named ?? []).map((one) => `  ${namedText(one, "ms")}`);
  return [...notes, ...functions, ...notWeighed, ""].join("\n");
}
