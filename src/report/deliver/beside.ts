/** What was measured, where a verdict lies: rounds and details, as far as they are there, can be read and are its own. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../../errors.ts";
import type { Verdict } from "../../model/verdict.ts";
import { readDetails, readRounds } from "../../stored/read.ts";
import type { Reported } from "./html.ts";

export interface Beside extends Pick<Reported, "rounds" | "details"> {
  /** Of files that are there and cannot be read: a sentence each, for people. */
  readonly notices: readonly string[];
}

/** Files of another job are none of this verdict's. A damaged one costs the charts that are made of it, and nothing else. */
export async function measuredBeside(folder: string, { finished, head }: Verdict): Promise<Beside> {
  const measured = await readUsable(join(folder, "rounds.json"), readRounds);
  const rounds = measured.content;
  if (rounds === null || rounds.finished !== finished || rounds.head.commit !== head.commit)
    return { rounds: null, details: [], notices: measured.notices };
  const { content, notices } = await readUsable(join(folder, "details.json"), readDetails);
  return { rounds, details: content?.details ?? [], notices };
}

interface Usable<Content> {
  /** null where the file is missing or damaged. */
  readonly content: Content | null;
  readonly notices: readonly string[];
}

async function readUsable<Content>(path: string, read: (path: string) => Promise<Content>): Promise<Usable<Content>> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return { content: null, notices: [] };
  try {
    return { content: await read(path), notices: [] };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { content: null, notices: [`report.html is without what this file holds. ${error.message}`] };
  }
}
