// src/report/deliver/uploads.ts
import { cp, lstat } from "node:fs/promises";
import { join } from "node:path";
var OUTPUT = ".weighbridge";
var DATA_FILES = ["verdict.json", "rounds.json", "snapshot.json", "details.json"];
var REPORT_FILES = [...DATA_FILES, "comment.md", "report.html", "junit.xml", "badge.json"];
var RAW_FOLDER = "raw";
async function copyPlain(from, to) {
  if (!await isPlain(from)) return false;
  await cp(from, to, { recursive: true, filter: isPlain });
  return true;
}
async function isPlain(path) {
  const found = await lstat(path).catch(() => null);
  return found !== null && (found.isFile() || found.isDirectory());
}
async function copyReport(from, to) {
  for (const name of DATA_FILES) await copyPlain(join(from, name), join(to, name));
}
export {
  OUTPUT,
  RAW_FOLDER,
  REPORT_FILES,
  copyPlain,
  copyReport
};
