/** What was asked before of the same trees, and what this job made of it. */
import type { Attempt, Verdict } from "../../../model/verdict.ts";
import type { Escape } from "../escape.ts";

/** "Not measured again: run 123, attempt 1, weighed the same trees …"; null where this job measured. */
export function reusedSentence({ reused, attempts }: Verdict, safe: Escape): string | null {
  const last = attempts.at(-1);
  if (!reused || last === undefined) return null;
  const { run, attempt } = last.job;
  const nth = attempts.length > 1 ? `; ${countOf(attempts.length - 1)} had gone before it` : "";
  return `Not measured again: run ${safe(run)}, attempt ${attempt}, weighed the same trees with the same config and tools on ${timeOf(last, safe)}${nth}.`;
}

const countOf = (attempts: number) => (attempts === 1 ? "one attempt" : `${attempts} attempts`);

/** "attempt 2: goes on where attempt 1 (run 123, inconclusive) ended; …"; null for a first one, and where it reused another's. */
export function attemptsText({ reused, attempts, plan }: Verdict, safe: Escape): string | null {
  const last = attempts.at(-1);
  if (reused || last === undefined) return null;
  const before = attempts.length;
  const named = `attempt ${before} (run ${safe(last.job.run)}, ${last.verdict})`;
  // Rounds that did not count are named in a notice, with the reason; where all was settled, none were missing.
  const isContinued = plan?.collectors.some(({ from }) => from > 0) ?? false;
  return isContinued
    ? `attempt ${before + 1}: goes on where ${named} ended; its rounds count, and the promise on false alarms holds for all attempts together`
    : `attempt ${before + 1}, after ${named}`;
}

/** "2026-01-31 12:00 UTC", of a time in ISO 8601, UTC. */
function timeOf({ finished }: Attempt, safe: Escape): string {
  return `${safe(finished.slice(0, 10))} ${safe(finished.slice(11, 16))} UTC`;
}
