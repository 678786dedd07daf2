/** What a job leaves for people and for later stages, in a folder below the one that a command runs in. */
import { rename, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Weighing } from "../gate.ts";
import { storeFiles, writeReports } from "../report/deliver/files.ts";
import type { Reported } from "../report/deliver/html.ts";
import { OUTPUT, RAW_FOLDER, REPORT_FILES } from "../report/deliver/uploads.ts";
import type { Snapshot } from "../stored/snapshot.ts";
import { openFolder, removeStale } from "../stored/write.ts";
import type { Terminal } from "./command.ts";

/** Absolute. */
export function outputOf(cwd: string): string {
  return join(cwd, OUTPUT);
}

/** The rounds of the job before, until there are others. */
const EARLIER = "earlier.json";

/**
 * Takes away what an earlier job has left: its verdict must not be taken for that of one that comes to none. Its rounds stay, as
 * `earlier.json`: should this one not come to its end, there is still something to go on with.
 *
 * @throws ToolError where the folder cannot be had: now, and not when everything has been measured
 */
export async function clearOutput(folder: string): Promise<void> {
  await openFolder(folder);
  await rename(join(folder, "rounds.json"), join(folder, EARLIER)).catch(() => {});
  const names = [...REPORT_FILES, RAW_FOLDER];
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  await removeStale(folder);
}

/** Writes all files, and says where the page is. @throws ToolError for what cannot be had again */
export async function writeOutput(
  folder: string,
  weighing: Weighing & Pick<Reported, "steps"> & { readonly snapshot: Snapshot | null },
  { cwd, stderr }: Pick<Terminal, "cwd" | "stderr">,
): Promise<void> {
  await storeFiles(folder, weighing);
  if (weighing.rounds !== null) await rm(join(folder, EARLIER), { force: true });
  try {
    await writeReports(folder, weighing);
    stderr.write(`The report: ${join(relative(cwd, folder), "report.html")}\n`);
  } catch (error) {
    // Rendered again at any time from what is stored: a page that cannot be written must not make an error of a verdict.
    const why = error instanceof Error ? error.message : String(error);
    stderr.write(`The reports were not all written: ${why} The verdict stands.\n`);
  }
}
