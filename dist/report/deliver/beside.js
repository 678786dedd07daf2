// src/report/deliver/beside.ts
import { access } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../../errors.js";
import { readDetails, readRounds } from "../../stored/read.js";
async function measuredBeside(folder, { finished, head }) {
  const measured = await readUsable(join(folder, "rounds.json"), readRounds);
  const rounds = measured.content;
  if (rounds === null || rounds.finished !== finished || rounds.head.commit !== head.commit)
    return { rounds: null, details: [], notices: measured.notices };
  const { content, notices } = await readUsable(join(folder, "details.json"), readDetails);
  return { rounds, details: content?.details ?? [], notices };
}
async function readUsable(path, read) {
  const isThere = await access(path).then(
    () => true,
    () => false
  );
  if (!isThere) return { content: null, notices: [] };
  try {
    return { content: await read(path), notices: [] };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { content: null, notices: [`report.html is without what this file holds. ${error.message}`] };
  }
}
export {
  measuredBeside
};
