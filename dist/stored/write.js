// src/stored/write.ts
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ToolError } from "../errors.js";
import { writeFault } from "../system/disk.js";
import { baselineText } from "./baseline.js";
import { detailsSchema } from "./details.js";
import { roundsSchema } from "./rounds.js";
import { snapshotSchema } from "./snapshot.js";
import { verdictSchema } from "./verdict.js";
function writeRounds(folder, rounds) {
  return writeStored(join(folder, "rounds.json"), roundsSchema, rounds);
}
function writeVerdict(folder, verdict) {
  return writeStored(join(folder, "verdict.json"), verdictSchema, verdict);
}
function writeDetails(folder, details) {
  return writeStored(join(folder, "details.json"), detailsSchema, details);
}
function writeSnapshot(folder, snapshot) {
  return writeStored(join(folder, "snapshot.json"), snapshotSchema, snapshot);
}
async function writeBaseline(folder, gate, snapshots) {
  const path = join(folder, "baseline.json");
  await writeAtomically(path, baselineText(gate, snapshots));
  return path;
}
async function openFolder(path) {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new ToolError(`${path} cannot hold what this job writes: ${writeFault(cause)}.`, { cause });
  }
}
async function writeStored(path, schema, value) {
  schema.parse(value);
  await writeAtomically(path, toJson(value));
  return path;
}
function toJson(value) {
  const folded = JSON.stringify(value, null, 2).replace(
    /\[\n[^[\]{}"]*\n *\]/gu,
    (array) => array.replace(/\s+/gu, " ").replace("[ ", "[").replace(" ]", "]")
  );
  return `${folded}
`;
}
async function writeAtomically(path, content) {
  const temporary = join(dirname(path), `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {
    });
    throw new ToolError(`${path} could not be written: ${writeFault(cause)}.`, { cause });
  }
}
var STALE = 60 * 6e4;
async function removeStale(folder) {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => /^\.[0-9a-f]{12}\.tmp$/.test(one))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE) await rm(path, { force: true }).catch(() => {
    });
  }
}
export {
  openFolder,
  removeStale,
  toJson,
  writeAtomically,
  writeBaseline,
  writeDetails,
  writeRounds,
  writeSnapshot,
  writeVerdict
};
