/** The files that a job leaves in `.weighbridge/`. */
import { join } from "node:path";
import type { Verdict } from "../../model/verdict.ts";
import type { Snapshot } from "../../stored/snapshot.ts";
import { writeAtomically, writeDetails, writeRounds, writeSnapshot, writeVerdict } from "../../stored/write.ts";
import { renderBadge } from "../render/machines/badge.ts";
import { renderJunit } from "../render/machines/junit.ts";
import { type MarkdownOptions, renderMarkdown } from "../render/markdown/markdown.ts";
import { writeBadge } from "./badge.ts";
import { type Reported, writeHtml } from "./html.ts";
import { writeJunit } from "./junit.ts";

export interface Delivered extends Reported {
  /** null where it lies there already, or later jobs have nothing of this one. */
  readonly snapshot: Snapshot | null;
}

/**
 * Writes what there is of `rounds.json`, `details.json`, `snapshot.json` and `verdict.json` into `folder`, which it makes; what
 * cannot be had again comes first. Returns the paths written.
 *
 * @throws ToolError naming the file that could not be written and why
 */
export async function storeFiles(
  folder: string,
  { snapshot, verdict, rounds, details }: Delivered,
): Promise<readonly string[]> {
  const measured =
    rounds === null
      ? []
      : [await writeRounds(folder, rounds), await writeDetails(folder, { schema: 1, kind: "details", details })];
  const recorded = snapshot === null ? [] : [await writeSnapshot(folder, snapshot)];
  return [...measured, ...recorded, await writeVerdict(folder, verdict)];
}

/**
 * Writes what is rendered, for people (`comment.md`, `report.html`) and for other programs (`junit.xml`, `badge.json`);
 * returns their paths. @throws ToolError when it cannot.
 */
export async function writeReports(folder: string, reported: Reported): Promise<readonly string[]> {
  const { verdict, steps } = reported;
  return [
    await writeComment(folder, verdict, { steps }),
    await writeJunit(folder, renderJunit(verdict)),
    await writeBadge(folder, renderBadge(verdict)),
    await writeHtml(folder, reported),
  ];
}

/** Writes `comment.md` alone; returns its path. @throws ToolError when it cannot. */
export async function writeComment(
  folder: string,
  verdict: Verdict,
  options: Pick<MarkdownOptions, "steps"> = {},
): Promise<string> {
  const path = join(folder, "comment.md");
  await writeAtomically(path, renderMarkdown(verdict, options));
  return path;
}
