import { summary } from "@actions/core";

/** Shows `markdown` on the page of the workflow run. GitHub drops a summary over 1 MiB as a whole; ours are cut before. */
export async function writeSummary(markdown: string): Promise<void> {
  await summary.addRaw(markdown, true).write();
}
