// src/action/state.ts
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "../vendor/zod.js";
import { DataError } from "../errors.js";
import { override } from "../stored/judging.js";
import { readRounds } from "../stored/read.js";
import { writeAtomically } from "../stored/write.js";
var fetchedSchema = z.strictObject({
  /** The base that was chosen while the remote could be asked; null: there is none, or it could not be had. */
  base: z.strictObject({ sha: z.string(), ref: z.string(), how: z.string() }).readonly().nullable(),
  /** Attempts before that could not be read. */
  lost: z.int().nonnegative(),
  /** Who lets head pass, as GitHub says; null: nobody. */
  override: override.nullable(),
  /** Why a label that asks for it does nothing. */
  asides: z.array(z.string()).readonly(),
  notices: z.array(z.string()).readonly()
});
var weighedSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("weighed") }),
  /** It ended before there was a verdict: a wrong config, an interrupt. */
  z.strictObject({ kind: z.literal("failed"), why: z.string().max(2e4) })
]);
function stateOf(temporary, gate) {
  const folder = join(temporary, `weighbridge-${gate}`);
  return {
    folder,
    uploads: { report: join(folder, "report"), raw: join(folder, "raw"), baseline: join(folder, "upload") }
  };
}
async function clearState({ folder }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
function writeFetched({ folder }, fetched) {
  return writeAtomically(join(folder, "fetched.json"), JSON.stringify(fetched));
}
function writeWeighed({ folder }, weighed) {
  return writeAtomically(join(folder, "weighed.json"), JSON.stringify(weighed));
}
function writeEarlier({ folder }, rounds) {
  return writeAtomically(join(folder, "earlier.json"), rounds);
}
async function readEarlier({ folder }) {
  const path = join(folder, "earlier.json");
  return existsSync(path) ? readRounds(path) : null;
}
async function readFetched({ folder }) {
  const text = await readFile(join(folder, "fetched.json"), "utf8").catch(() => null);
  return text === null ? null : parse(text, "fetched.json", fetchedSchema);
}
function parseWeighed(text) {
  return parse(text, "weighed.json", weighedSchema);
}
function parse(text, name, schema) {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new DataError(`${name} is not what the step before wrote.`, { cause });
  }
}
export {
  clearState,
  parseWeighed,
  readEarlier,
  readFetched,
  stateOf,
  writeEarlier,
  writeFetched,
  writeWeighed
};
