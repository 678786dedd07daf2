/** The files that a job leaves in `.weighbridge/`. */
import { join } from "node:path";
import type { Detail } from "../../model/details.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { StoredRounds } from "../../stored/rounds.ts";
import { writeAtomically, writeDetails, writeRounds, writeSnapshot, writeVerdict } from "../../stored/write.ts";
import { renderMarkdown } from "../render/markdown.ts";
import { snapshotOf } from "./snapshot.ts";

export interface Delivered {
  readonly verdict: Verdict;
  /** null when nothing was measured, or what was measured lies there already. */
  readonly rounds: StoredRounds | null;
  /** For the charts of the report. */
  readonly details: readonly Detail[];
}

/**
 * Writes what there is of `rounds.json`, `snapshot.json`, `details.json`, `verdict.json` and `comment.md` into `folder`, which it makes;
 * what cannot be had again comes first. Returns the paths written.
 *
 * @throws ToolError naming the file that could not be written and why
 */
export async function deliverFiles(
  folder: string,
  { verdict, rounds, details }: Delivered,
): Promise<readonly string[]> {
  const measured =
    rounds === null
      ? []
      : [
          await writeRounds(folder, rounds),
          await writeSnapshot(folder, snapshotOf(rounds, verdict)),
          await writeDetails(folder, { schema: 1, kind: "details", details }),
        ];
  return [...measured, await writeVerdict(folder, verdict), await writeComment(folder, verdict)];
}

/** Writes `comment.md` alone; returns its path. @throws ToolError when it cannot. */
export async function writeComment(folder: string, verdict: Verdict): Promise<string> {
  const path = join(folder, "comment.md");
  await writeAtomically(path, renderMarkdown(verdict));
  return path;
}
