/** Writes stored files so that a reader finds the old one or the new one, never a part. */
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { z } from "zod";
import { ToolError } from "../errors.ts";
import type { Details } from "../model/details.ts";
import type { Verdict } from "../model/verdict.ts";
import { writeFault } from "../system/disk.ts";
import { baselineText } from "./baseline.ts";
import { detailsSchema } from "./details.ts";
import { roundsSchema, type StoredRounds } from "./rounds.ts";
import { type Snapshot, snapshotSchema } from "./snapshot.ts";
import { verdictSchema } from "./verdict.ts";

/** Writes `rounds.json` into `folder`, as its siblings do; returns its path. @throws ToolError when it cannot. */
export function writeRounds(folder: string, rounds: StoredRounds): Promise<string> {
  return writeStored(join(folder, "rounds.json"), roundsSchema, rounds);
}

export function writeVerdict(folder: string, verdict: Verdict): Promise<string> {
  return writeStored(join(folder, "verdict.json"), verdictSchema, verdict);
}

export function writeDetails(folder: string, details: Details): Promise<string> {
  return writeStored(join(folder, "details.json"), detailsSchema, details);
}

export function writeSnapshot(folder: string, snapshot: Snapshot): Promise<string> {
  return writeStored(join(folder, "snapshot.json"), snapshotSchema, snapshot);
}

/** Writes `baseline.json` of `gate`, with a digest of the snapshots in it. */
export async function writeBaseline(folder: string, gate: string, snapshots: readonly Snapshot[]): Promise<string> {
  const path = join(folder, "baseline.json");
  await writeAtomically(path, baselineText(gate, snapshots));
  return path;
}

/**
 * Makes the folder that files are to be written to, if it is not there yet; a link to one will do.
 *
 * @throws ToolError naming the path and why it cannot be one (a file is in its place, no permission)
 */
export async function openFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new ToolError(`${path} cannot hold what this job writes: ${writeFault(cause)}.`, { cause });
  }
}

async function writeStored<Value>(path: string, schema: z.ZodType<unknown, Value>, value: Value): Promise<string> {
  // Checked before it is written: JSON.stringify turns NaN into null without a word. A fault here is ours, not the user's.
  schema.parse(value);
  await writeAtomically(path, toJson(value));
  return path;
}

/** JSON to be read by people too: an array of numbers stands on one line. */
export function toJson(value: unknown): string {
  // No text inside the brackets: a line break never stands in a JSON string, so this finds arrays only.
  const folded = JSON.stringify(value, null, 2).replace(/\[\n[^[\]{}"]*\n *\]/gu, (array) =>
    array.replace(/\s+/gu, " ").replace("[ ", "[").replace(" ]", "]"),
  );
  return `${folded}\n`;
}

/**
 * Writes beside `path`, flushes, and renames: after a crash or on a full disk `path` is as it was before, or whole.
 * Missing folders are made.
 *
 * @throws ToolError naming the path and why (disk full, no permission)
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
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
    await rm(temporary, { force: true }).catch(() => {});
    throw new ToolError(`${path} could not be written: ${writeFault(cause)}.`, { cause });
  }
}

/** Milliseconds after which no job is still writing a file. */
const STALE = 60 * 60_000;

/** Removes what jobs that were killed in the middle of writing have left in `folder`; what other jobs write now stays. */
export async function removeStale(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => /^\.[0-9a-f]{12}\.tmp$/.test(one))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE) await rm(path, { force: true }).catch(() => {});
  }
}
