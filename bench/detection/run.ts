/**
 * Our rule beside those of other tools on the same simulated and real measurements. Prints the tables and writes them with
 * power curves into docs/. `npx tsx bench/detection/run.ts [--pull-requests 10000] [--seed 1] [--data <folder>]`. Exit
 * code 1 when ours breaks what it promises.
 */
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { powerCurves } from "./plot.ts";
import { tallyAll } from "./pool.ts";
import { brokenPromises } from "./promises.ts";
import { judgeBidi, judgeSpl } from "./real.ts";
import { bidiTable, conditionsTable, mainTable, splTable } from "./report.ts";
import { finder } from "./tally.ts";

const DOCUMENT = new URL("../../docs/detection.md", import.meta.url);
const PLOT = new URL("../../docs/detection.svg", import.meta.url);

const { values } = parseArgs({
  options: {
    "pull-requests": { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    data: { type: "string", default: fileURLToPath(new URL("../../../shared/data", import.meta.url)) },
  },
});
const [pullRequests, seed] = [Number(values["pull-requests"]), Number(values.seed)];
if (!(Number.isInteger(pullRequests) && pullRequests > 0 && Number.isInteger(seed))) {
  console.error("--pull-requests must be a whole number above 0, and --seed a whole number.");
  process.exit(2);
}

const started = performance.now();
const find = finder(await tallyAll(pullRequests, seed));
const spl = await judgeSpl(values.data, seed);
const bidi = await judgeBidi(values.data);
const minutes = ((performance.now() - started) / 60_000).toFixed(1);

const skipped = (folder: string) => `skipped: --data has no folder ${folder}.`;
const sections = {
  machine: `${pullRequests} pull requests a condition, seed ${seed}; ${minutes} minutes on ${cpus()[0]!.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}.`,
  main: mainTable(find),
  conditions: conditionsTable(find),
  spl: spl === null ? skipped("spl-sensitivity") : splTable(spl),
  bidi: bidi === null ? skipped("chromium-bidi") : bidiTable(bidi),
};
console.log(Object.values(sections).join("\n\n"));

let document = await readFile(DOCUMENT, "utf8");
for (const [name, text] of Object.entries(sections)) document = replaceGenerated(document, name, text);
await writeFile(DOCUMENT, document);
await writeFile(PLOT, powerCurves(find));

const broken = brokenPromises(find, spl);
for (const sentence of broken) console.error(sentence);
if (broken.length > 0) process.exitCode = 1;

function replaceGenerated(markdown: string, name: string, text: string): string {
  const [begin, end] = [`<!-- generated: ${name} -->`, "<!-- end -->"];
  const from = markdown.indexOf(begin);
  const to = markdown.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`docs/detection.md has no '${begin}' with an '${end}' behind it.`);
  return `${markdown.slice(0, from + begin.length)}\n\n${text}\n\n${markdown.slice(to)}`;
}
