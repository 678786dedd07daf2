/**
 * The tables of docs/security.md and docs/reliability.md: what is to be withstood, the tests that show it, and what became
 * of them in the run of `./scripts/test.sh` whose results are in <folder> (by test/protections/reporter.ts).
 *
 *   npx tsx scripts/protections.ts <folder>             writes them
 *   npx tsx scripts/protections.ts <folder> --check     ends with 1 when they are stale, a row has no test, or a test failed
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withTable } from "../src/config/describe.ts";
import { faults, limits, type Row, threats } from "../test/protections/rows.ts";
import { type Shown, shownIn } from "../test/protections/shown.ts";

const NAMES = 3;
const root = join(import.meta.dirname, "..");
const tables = [
  { file: "docs/security.md", name: "threats", rows: threats },
  { file: "docs/reliability.md", name: "faults", rows: faults },
  { file: "docs/reliability.md", name: "limits", rows: limits },
] as const;

const { values, positionals } = parseArgs({ options: { check: { type: "boolean" } }, allowPositionals: true });
const [results] = positionals;
if (results === undefined) throw new Error("Name the folder with the results of the tests.");
// Those of --long stand in the text, with their figures.
const shown = (await shownIn(results)).filter(({ state }) => state !== "skipped");
const patches = (await readdir(join(root, "test/mutations"))).filter((name) => name.endsWith(".patch")).sort();
const faulty: string[] = [];

for (const { file, name, rows } of tables) {
  const before = await readFile(join(root, file), "utf8");
  const after = withTable(before, name, tableOf(rows));
  if (after === before) continue;
  if (values.check)
    faulty.push(`${file} is stale: run "npx tsx scripts/protections.ts test-artifacts/shown" after the tests.`);
  else await writeFile(join(root, file), after);
}
for (const line of faulty) console.error(line);
process.exitCode = faulty.length > 0 ? 1 : 0;

function tableOf(rows: readonly Row[]): string {
  const head = ["| | what may come | what happens | tests | result |", "| - | - | - | - | - |"];
  return [...head, ...rows.map(lineOf)].join("\n");
}

function lineOf({ id, what, answer, waits }: Row): string {
  const tests = shown.filter((test) => test.rows.includes(id));
  const failed = tests.filter(({ state }) => state !== "passed").length;
  if (failed > 0) faulty.push(`${id}: ${failed} of its tests did not pass.`);
  if (tests.length === 0 && waits === undefined) faulty.push(`${id} has no test.`);
  const without = patches.filter((name) => name.startsWith(`${id}-`));
  const removed = without.map((name) => `[${name.slice(id.length + 1, -".patch".length)}](../test/mutations/${name})`);
  const cells = [
    id,
    literal(what),
    literal(answer) + (waits === undefined ? "" : ` (not yet: ${literal(waits)})`),
    testsOf(tests) + (removed.length === 0 ? "" : `<br>taken away: ${removed.join(", ")}`),
    failed > 0 ? `${failed} failed` : tests.length > 0 ? `${tests.length} passed` : "–",
  ];
  return `| ${cells.join(" | ")} |`;
}

function testsOf(tests: readonly Shown[]): string {
  const files = [...new Set(tests.map(({ file }) => file))].sort();
  return files
    .map((file) => {
      const names = tests.filter((test) => test.file === file).map(({ name }) => literal(name));
      const more = names.length > NAMES ? ` and ${names.length - NAMES} more` : "";
      return `[${file.replace(/^test\//, "")}](../${file}): ${names.slice(0, NAMES).join("; ")}${more}`;
    })
    .join("<br>");
}

/** A test's name as text in a cell. */
function literal(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replace(/[|<>*_`[\]@#]/g, "\\$&")
    .replace(/\s+/g, " ");
}
