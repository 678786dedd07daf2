/** The files that a job leaves, and which of them are uploaded: those that we write, and nothing else that lies there. */
import { cp, lstat } from "node:fs/promises";
import { join } from "node:path";

/** Below the folder that a command runs in. */
export const OUTPUT = ".weighbridge";
/** In it: what the verdict stands on, small. */
const DATA_FILES = ["verdict.json", "rounds.json", "snapshot.json", "details.json"] as const;
/** And what people read, which can be made of it again. */
export const REPORT_FILES = [...DATA_FILES, "comment.md", "report.html", "junit.xml", "badge.json"] as const;
/** What collectors keep for a reader. */
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

/** What the report is made of, by name, into `to`, which exists: what people read is made there, of what is checked. */
export async function copyReport(from: string, to: string): Promise<void> {
  for (const name of DATA_FILES) await copyPlain(join(from, name), join(to, name));
}
