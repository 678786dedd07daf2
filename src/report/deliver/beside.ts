/** What was measured, where a verdict lies: rounds and details, as far as they are there and are its own. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Verdict } from "../../model/verdict.ts";
import { readDetails, readRounds } from "../../stored/read.ts";
import type { Reported } from "./html.ts";

/** Files of another job are none of this verdict's. @throws DataError for a file that is damaged, naming it */
export async function measuredBeside(
  folder: string,
  { finished, head }: Verdict,
): Promise<Pick<Reported, "rounds" | "details">> {
  const rounds = await unlessMissing(join(folder, "rounds.json"), readRounds);
  if (rounds === null || rounds.finished !== finished || rounds.head.commit !== head.commit)
    return { rounds: null, details: [] };
  const details = await unlessMissing(join(folder, "details.json"), readDetails);
  return { rounds, details: details?.details ?? [] };
}

async function unlessMissing<Read>(path: string, read: (path: string) => Promise<Read>): Promise<Read | null> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return isThere ? read(path) : null;
}
