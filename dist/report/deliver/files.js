// src/report/deliver/files.ts
import { join } from "node:path";
import { writeAtomically, writeDetails, writeRounds, writeSnapshot, writeVerdict } from "../../stored/write.js";
import { renderBadge } from "../render/machines/badge.js";
import { renderJunit } from "../render/machines/junit.js";
import { renderMarkdown } from "../render/markdown/markdown.js";
import { writeBadge } from "./badge.js";
import { writeHtml } from "./html.js";
import { writeJunit } from "./junit.js";
async function storeFiles(folder, { snapshot, verdict, rounds, details }) {
  const measured = rounds === null ? [] : [await writeRounds(folder, rounds), await writeDetails(folder, { schema: 1, kind: "details", details })];
  const recorded = snapshot === null ? [] : [await writeSnapshot(folder, snapshot)];
  return [...measured, ...recorded, await writeVerdict(folder, verdict)];
}
async function writeReports(folder, reported) {
  const { verdict, steps } = reported;
  return [
    await writeComment(folder, verdict, { steps }),
    await writeJunit(folder, renderJunit(verdict)),
    await writeBadge(folder, renderBadge(verdict)),
    await writeHtml(folder, reported)
  ];
}
async function writeComment(folder, verdict, options = {}) {
  const path = join(folder, "comment.md");
  await writeAtomically(path, renderMarkdown(verdict, options));
  return path;
}
export {
  storeFiles,
  writeComment,
  writeReports
};
