// src/stored/write.ts
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ToolError } from "../errors.js";
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
    throw new ToolError(`${path} cannot hold what this job writes: ${reasonOf(cause)}.`, { cause });
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
    throw new ToolError(`${path} could not be written: ${reasonOf(cause)}.`, { cause });
  }
}
var REASONS = {
  ENOSPC: "the disk is full",
  EEXIST: "something else has its name, which is no folder; remove or rename it",
  ENOENT: "a part of its path is missing; a link may lead nowhere",
  ENOTDIR: "a file stands where a folder of its path should be; remove or rename it",
  EACCES: "there is no permission to write there",
  EROFS: "that file system is read-only"
};
function reasonOf(cause) {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  return REASONS[code] ?? code;
}
export {
  openFolder,
  toJson,
  writeAtomically,
  writeBaseline,
  writeDetails,
  writeRounds,
  writeSnapshot,
  writeVerdict
};
