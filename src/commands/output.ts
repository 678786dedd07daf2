/** `.weighbridge/` below the folder that a command runs in: what a job leaves for people and for later stages. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Weighing } from "../gate.ts";
import { storeFiles, writeReports } from "../report/deliver/files.ts";
import { OUTPUT, RAW_FOLDER, REPORT_FILES } from "../report/deliver/uploads.ts";
import type { Snapshot } from "../stored/snapshot.ts";
import type { Terminal } from "./command.ts";

/** An earlier job's verdict must not be taken for this one's. */
export async function clearOutput(cwd: string): Promise<void> {
  const names = [...REPORT_FILES, RAW_FOLDER];
  await Promise.all(names.map((name) => rm(join(cwd, OUTPUT, name), { recursive: true, force: true })));
}

/** Writes all files, and says where the page is. @throws ToolError for what cannot be had again */
export async function writeOutput(
  cwd: string,
  weighing: Weighing & { readonly snapshot: Snapshot | null },
  { stderr }: Terminal,
): Promise<void> {
  const folder = join(cwd, OUTPUT);
  await storeFiles(folder, weighing);
  try {
    await writeReports(folder, weighing);
    stderr.write(`The report: ${join(OUTPUT, "report.html")}\n`);
  } catch (error) {
    // Rendered again at any time from what is stored: a page that cannot be written must not make an error of a verdict.
    const why = error instanceof Error ? error.message : String(error);
    stderr.write(`The reports were not all written: ${why} The verdict stands.\n`);
  }
}
