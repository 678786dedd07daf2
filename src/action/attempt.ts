import { notice, warning } from "@actions/core";
import { isMissingRight } from "../github/failure.ts";
import { orDiskError } from "../system/disk.ts";

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

/** Errors of Node end without a dot. */
function sentenceOf(thrown: unknown): string {
  const error = orDiskError(thrown);
  const text = error instanceof Error ? error.message : String(error);
  return /[.?]$/u.test(text) ? text : `${text}.`;
}
