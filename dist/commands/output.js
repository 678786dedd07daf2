// src/commands/output.ts
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { storeFiles, writeReports } from "../report/deliver/files.js";
import { OUTPUT, RAW_FOLDER, REPORT_FILES } from "../report/deliver/uploads.js";
async function clearOutput(cwd) {
  const names = [...REPORT_FILES, RAW_FOLDER];
  await Promise.all(names.map((name) => rm(join(cwd, OUTPUT, name), { recursive: true, force: true })));
}
async function writeOutput(cwd, weighing, { stderr }) {
  const folder = join(cwd, OUTPUT);
  await storeFiles(folder, weighing);
  try {
    await writeReports(folder, weighing);
    stderr.write(`The report: ${join(OUTPUT, "report.html")}
`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    stderr.write(`The reports were not all written: ${why} The verdict stands.
`);
  }
}
export {
  clearOutput,
  writeOutput
};
