/** What one step of the action leaves for the next: files in a folder of the runner's temporary one. Data only. */
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { DataError } from "../errors.ts";
import { override } from "../stored/judging.ts";
import { readRounds } from "../stored/read.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { writeAtomically } from "../stored/write.ts";

export interface State {
  /** Absolute. */
  readonly folder: string;
  /** What is uploaded, a folder an artifact. */
  readonly uploads: { readonly report: string; readonly raw: string; readonly baseline: string };
}

const fetchedSchema = z.strictObject({
  /** The base that was chosen while the remote could be asked; null: there is none, or it could not be had. */
  base: z.strictObject({ sha: z.string(), ref: z.string(), how: z.string() }).readonly().nullable(),
  /** Attempts before that could not be read. */
  lost: z.int().nonnegative(),
  /** Who lets head pass, as GitHub says; null: nobody. */
  override: override.nullable(),
  /** Why a label that asks for it does nothing. */
  asides: z.array(z.string()).readonly(),
  notices: z.array(z.string()).readonly(),
});

const weighedSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("weighed") }),
  /** It ended before there was a verdict: a wrong config, an interrupt. */
  z.strictObject({ kind: z.literal("failed"), why: z.string().max(20_000) }),
]);

export type Fetched = z.output<typeof fetchedSchema>;
export type Weighed = z.output<typeof weighedSchema>;

/** Several gates of one job have a folder each. */
export function stateOf(temporary: string, gate: string): State {
  const folder = join(temporary, `weighbridge-${gate}`);
  return {
    folder,
    uploads: { report: join(folder, "report"), raw: join(folder, "raw"), baseline: join(folder, "upload") },
  };
}

/** Forgets what an earlier use left. */
export async function clearState({ folder }: State): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

export function writeFetched({ folder }: State, fetched: Fetched): Promise<void> {
  return writeAtomically(join(folder, "fetched.json"), JSON.stringify(fetched));
}

export function writeWeighed({ folder }: State, weighed: Weighed): Promise<void> {
  return writeAtomically(join(folder, "weighed.json"), JSON.stringify(weighed));
}

/** `rounds`: the text of a `rounds.json`. */
export function writeEarlier({ folder }: State, rounds: string): Promise<void> {
  return writeAtomically(join(folder, "earlier.json"), rounds);
}

/** null where no attempt before was found. @throws DataError when it is not what the first step wrote */
export async function readEarlier({ folder }: State): Promise<StoredRounds | null> {
  const path = join(folder, "earlier.json");
  return existsSync(path) ? readRounds(path) : null;
}

/** null when that step did not get so far. @throws DataError when the file is not what it wrote */
export async function readFetched({ folder }: State): Promise<Fetched | null> {
  const text = await readFile(join(folder, "fetched.json"), "utf8").catch(() => null);
  return text === null ? null : parse(text, "fetched.json", fetchedSchema);
}

/** @throws DataError when it is not what the measuring step wrote */
export function parseWeighed(text: string): Weighed {
  return parse(text, "weighed.json", weighedSchema);
}

function parse<Value>(text: string, name: string, schema: z.ZodType<Value>): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new DataError(`${name} is not what the step before wrote.`, { cause });
  }
}
