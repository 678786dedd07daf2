// src/report/deliver/files.ts
import { join } from "node:path";
import { writeAtomically, writeDetails, writeRounds, writeSnapshot, writeVerdict } from "../../stored/write.js";
import { renderMarkdown } from "../render/markdown.js";
import { snapshotOf } from "./snapshot.js";
async function deliverFiles(folder, { verdict, rounds, details }) {
  const measured = rounds === null ? [] : [
    await writeRounds(folder, rounds),
    await writeSnapshot(folder, snapshotOf(rounds, verdict)),
    await writeDetails(folder, { schema: 1, kind: "details", details })
  ];
  return [...measured, await writeVerdict(folder, verdict), await writeComment(folder, verdict)];
}
async function writeComment(folder, verdict) {
  const path = join(folder, "comment.md");
  await writeAtomically(path, renderMarkdown(verdict));
  return path;
}
export {
  deliverFiles,
  writeComment
};
