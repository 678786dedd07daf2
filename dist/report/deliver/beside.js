// src/report/deliver/beside.ts
import { access } from "node:fs/promises";
import { join } from "node:path";
import { readDetails, readRounds } from "../../stored/read.js";
async function measuredBeside(folder, { finished, head }) {
  const rounds = await unlessMissing(join(folder, "rounds.json"), readRounds);
  if (rounds === null || rounds.finished !== finished || rounds.head.commit !== head.commit)
    return { rounds: null, details: [] };
  const details = await unlessMissing(join(folder, "details.json"), readDetails);
  return { rounds, details: details?.details ?? [] };
}
async function unlessMissing(path, read) {
  const isThere = await access(path).then(
    () => true,
    () => false
  );
  return isThere ? read(path) : null;
}
export {
  measuredBeside
};
