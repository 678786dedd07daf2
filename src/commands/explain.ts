import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Explained } from "../explain/evaluate.ts";
import { namedText } from "../explain/words.ts";
import { explainAlone } from "../pipeline/explain.ts";
import { explainedHtml } from "../report/deliver/html.ts";
import { escapeText } from "../report/render/escape.ts";
import { openFolder, writeAtomically, writeDetails } from "../stored/write.ts";
import { VERSION } from "../version.ts";
import type { Command } from "./command.ts";
import { OPEN, openReport } from "./open.ts";
import { outputOf } from "./output.ts";
import { configOf, requestOf, WEIGHING_OPTIONS, withSystem } from "./weighing.ts";

/** In the folder of reports: what an earlier job has left there stays. */
const FOLDER = "explain";

/** Characters: a sentence names three functions, with their places. */
const LONGEST_LINE = 2000;

export const explain: Command = {
  name: "explain",
  summary: "Profiles both sides in turn under the same load and names the functions that cost more.",
  words: [],
  options: {
    ...WEIGHING_OPTIONS,
    open: { ...OPEN, help: "Open explain.html when it is written." },
    json: { type: "boolean", help: "Print what was found as JSON instead of text." },
  },
  notes: [
    "Nothing is weighed and nothing blocks. Section explain of the config says how it is profiled; the load is that of the k6 scripts.",
    "Writes explain.html, the flame graphs with the functions, and the same as explain.json and details.json, to .weighbridge/explain/. Exit codes: 0 profiled, 2 could not.",
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
    const folder = join(outputOf(terminal.cwd), FOLDER);
    // Of an earlier time: it must not be taken for what this one found.
    await Promise.all(FILES.map((name) => rm(join(folder, name), { force: true })));
    const explained = await withSystem(terminal, (system) => explainAlone(request, loaded, system));
    await writeExplained(folder, explained);
    terminal.stdout.write(values.json === true ? plainOf(explained) : textOf(explained));
    const page = join(folder, PAGE);
    if (explained.time === null) terminal.stderr.write("No profile was taken.\n");
    else terminal.stderr.write(`The profiles: ${relative(terminal.cwd, page)}\n`);
    if (values.open === true && explained.time !== null) await openReport(page, terminal);
    return explained.time === null ? 2 : 0;
  },
};

const PAGE = "explain.html";
const FILES = ["explain.json", "details.json", PAGE];

/** Of profiles that were not taken there is nothing to open. @throws ToolError */
async function writeExplained(folder: string, explained: Explained): Promise<void> {
  const { time, notes, notWeighed, details } = explained;
  await openFolder(folder);
  await writeAtomically(join(folder, "explain.json"), plainOf(explained));
  if (time === null) return;
  await writeDetails(folder, { schema: 1, kind: "details", details });
  await writeAtomically(join(folder, PAGE), await explainedHtml({ version: VERSION, notes, notWeighed, details }));
}

function plainOf({ time, notes, notWeighed }: Explained): string {
  return `${JSON.stringify({ functions: time?.named ?? [], notes, notWeighed }, null, 2)}\n`;
}

/** With the functions that the sentences before them leave out. Names are the target's own, and made harmless. */
export function textOf({ time, notes, notWeighed }: Explained): string {
  const line = (text: string) => escapeText(text, LONGEST_LINE);
  const functions = (time?.named ?? []).map((one) => namedText(one, "ms"));
  const unsaid = functions.filter((one) => !notes.some((note) => note.includes(one)));
  return [...notes.map(line), ...unsaid.map((one) => `  ${line(one)}`), ...notWeighed.map(line), ""].join("\n");
}
