import { notice, warning } from "@actions/core";
import { isMissingRight } from "../github/failure.ts";
import { reasonOf } from "../system/disk.ts";

/**
 * A part that fails, in whatever way, is named and costs nothing else: this job's verdict was given by the step before.
 * Rights that a token lacks on purpose are no warning. Returns null for a part that failed.
 */
export async function attempt<Result>(failed: string, body: () => Promise<Result>): Promise<Result | null> {
  try {
    return await body();
  } catch (error) {
    const write = isMissingRight(error) ? notice : warning;
    write(`${failed}: ${sentenceOf(error)} The verdict stands.`);
    return null;
  }
}

/** An error of the disk names its file, with Node's own words around it. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { path } = error as NodeJS.ErrnoException; // undefined where it is none
  return path === undefined ? error.message : `${path}: ${reasonOf(error)}.`;
}
