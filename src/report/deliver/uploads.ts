/** What is uploaded of a job: the files that we write, and nothing else that lies there. */
import { cp, lstat } from "node:fs/promises";
import { join } from "node:path";

/** In `.weighbridge/`: what the verdict stands on, small, and a folder of what collectors keep for a reader. */
export const REPORT_FILES = ["verdict.json", "comment.md", "rounds.json", "snapshot.json", "details.json"] as const;
export const RAW_FOLDER = "raw";

/**
 * Copies a file or folder; says whether it is there. Links are left out: a build may have put one there that leads to
 * something that is nobody's business.
 */
export async function copyPlain(from: string, to: string): Promise<boolean> {
  if (!(await isPlain(from))) return false;
  await cp(from, to, { recursive: true, filter: isPlain });
  return true;
}

async function isPlain(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found !== null && (found.isFile() || found.isDirectory());
}

/** The files of the report, by name, into `to`, which exists. */
export async function copyReport(from: string, to: string): Promise<void> {
  for (const name of REPORT_FILES) await copyPlain(join(from, name), join(to, name));
}
