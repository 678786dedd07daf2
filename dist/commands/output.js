// src/commands/output.ts
import { rename, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { storeFiles, writeReports } from "../report/deliver/files.js";
import { OUTPUT, RAW_FOLDER, REPORT_FILES } from "../report/deliver/uploads.js";
import { openFolder, removeStale } from "../stored/write.js";
function outputOf(cwd) {
  return join(cwd, OUTPUT);
}
var EARLIER = "earlier.json";
async function clearOutput(folder) {
  await openFolder(folder);
  await rename(join(folder, "rounds.json"), join(folder, EARLIER)).catch(() => {
  });
  const names = [...REPORT_FILES, RAW_FOLDER];
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  await removeStale(folder);
}
async function writeOutput(folder, weighing, { cwd, stderr }) {
  await storeFiles(folder, weighing);
  if (weighing.rounds !== null) await rm(join(folder, EARLIER), { force: true });
  try {
    await writeReports(folder, weighing);
    stderr.write(`The report: ${join(relative(cwd, folder), "report.html")}
`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    stderr.write(`The reports were not all written: ${why} The verdict stands.
`);
  }
}
export {
  clearOutput,
  outputOf,
  writeOutput
};
