// src/commands/explain.ts
import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { namedText } from "../explain/words.js";
import { explainAlone } from "../pipeline/explain.js";
import { explainedHtml } from "../report/deliver/html.js";
import { escapeText } from "../report/render/escape.js";
import { openFolder, writeAtomically, writeDetails } from "../stored/write.js";
import { VERSION } from "../version.js";
import { OPEN, openReport } from "./open.js";
import { outputOf } from "./output.js";
import { configOf, requestOf, WEIGHING_OPTIONS, withSystem } from "./weighing.js";
var FOLDER = "explain";
var LONGEST_LINE = 2e3;
var explain = {
  name: "explain",
  summary: "Profiles both sides in turn under the same load and names the functions that cost more.",
  words: [],
  options: {
    ...WEIGHING_OPTIONS,
    open: { ...OPEN, help: "Open explain.html when it is written." },
    json: { type: "boolean", help: "Print what was found as JSON instead of text." }
  },
  notes: [
    "Nothing is weighed and nothing blocks. Section explain of the config says how it is profiled; the load is that of the k6 scripts.",
    "Writes explain.html, the flame graphs with the functions, and the same as explain.json and details.json, to .weighbridge/explain/. Exit codes: 0 profiled, 2 could not."
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
      record: false
    });
    const folder = join(outputOf(terminal.cwd), FOLDER);
    await Promise.all(FILES.map((name) => rm(join(folder, name), { force: true })));
    const explained = await withSystem(terminal, (system) => explainAlone(request, loaded, system));
    await writeExplained(folder, explained);
    terminal.stdout.write(values.json === true ? plainOf(explained) : textOf(explained));
    const page = join(folder, PAGE);
    if (explained.time === null) terminal.stderr.write("No profile was taken.\n");
    else terminal.stderr.write(`The profiles: ${relative(terminal.cwd, page)}
`);
    if (values.open === true && explained.time !== null) await openReport(page, terminal);
    return explained.time === null ? 2 : 0;
  }
};
var PAGE = "explain.html";
var FILES = ["explain.json", "details.json", PAGE];
async function writeExplained(folder, explained) {
  const { time, notes, notWeighed, details } = explained;
  await openFolder(folder);
  await writeAtomically(join(folder, "explain.json"), plainOf(explained));
  if (time === null) return;
  await writeDetails(folder, { schema: 1, kind: "details", details });
  await writeAtomically(join(folder, PAGE), await explainedHtml({ version: VERSION, notes, notWeighed, details }));
}
function plainOf({ time, notes, notWeighed }) {
  return `${JSON.stringify({ functions: time?.named ?? [], notes, notWeighed }, null, 2)}
`;
}
function textOf({ time, notes, notWeighed }) {
  const line = (text) => escapeText(text, LONGEST_LINE);
  const functions = (time?.named ?? []).map((one) => namedText(one, "ms"));
  const unsaid = functions.filter((one) => !notes.some((note) => note.includes(one)));
  return [...notes.map(line), ...unsaid.map((one) => `  ${line(one)}`), ...notWeighed.map(line), ""].join("\n");
}
export {
  explain,
  textOf
};
