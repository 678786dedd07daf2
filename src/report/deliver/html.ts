/** `report.html`, from what was checked. What renders it, and the script that goes into it, are read when one is written. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { testRounds } from "../../compare/rounds.ts";
import { effectOf } from "../../compare/tested.ts";
import { ToolError } from "../../errors.ts";
import type { Comparison } from "../../model/comparison.ts";
import type { Detail } from "../../model/details.ts";
import { laneOf, type MetricId } from "../../model/metric.ts";
import type { Look } from "../../model/plan.ts";
import type { Series } from "../../model/series.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { StoredRounds } from "../../stored/rounds.ts";
import { writeAtomically } from "../../stored/write.ts";
import type { Live } from "../render/html/document.ts";
import { entriesOf } from "../render/html/entries.ts";
import type { ExplainedPage } from "../render/html/explained.ts";
import type { Looked } from "../render/html/report.ts";
import type { Step } from "../render/words/advice.ts";
import { viewOf } from "../render/words/view.ts";

/** What a report is made of. */
export interface Reported {
  readonly verdict: Verdict;
  /** null where nothing was measured, or it is not at hand: the page then has no charts of rounds. */
  readonly rounds: StoredRounds | null;
  readonly details: readonly Detail[];
  /** What to do, where the repository that was weighed is gone; else it follows from the verdict. */
  readonly steps?: readonly Step[];
}

/** Writes `report.html` into `folder`; returns its path. @throws ToolError when it cannot */
export async function writeHtml(folder: string, reported: Reported): Promise<string> {
  const path = join(folder, "report.html");
  await writeAtomically(path, await htmlOf(reported));
  return path;
}

/** The page as text. @throws ToolError where the installation lacks the page's script */
export async function htmlOf({ verdict, rounds, details, steps }: Reported): Promise<string> {
  // Charts come with a library that takes a while to load.
  const { renderHtml } = await import("../render/html/page.ts");
  return renderHtml({
    verdict,
    rounds,
    looks: looksOf(verdict, rounds),
    details,
    steps,
    ...(await readLive()),
  });
}

/** `explain.html`, as text. @throws ToolError where the installation lacks the page's script */
export async function explainedHtml(explained: Omit<ExplainedPage, keyof Live>): Promise<string> {
  const { renderExplained } = await import("../render/html/explained.ts");
  return renderExplained({ ...explained, ...(await readLive()) });
}

async function readLive(): Promise<Live> {
  return { client: await readClient(), digest: (text) => createHash("sha256").update(text).digest("base64") };
}

/** Built beside this file; from the sources it is where the last build put it. */
async function readClient(): Promise<string> {
  const places = ["../client.js", "../../../dist/report/client.js"];
  for (const place of places) {
    const script = await readFile(new URL(place, import.meta.url), "utf8").catch(() => null);
    if (script !== null) return script;
  }
  throw new ToolError("The script of report.html is not installed beside weighbridge: install it again.");
}

/** The metrics that the page has a place for, those that are tested, as they were after the rounds of each look that was reached, by rising rounds. */
export function looksOf(verdict: Verdict, rounds: Reported["rounds"]): ReadonlyMap<MetricId, readonly Looked[]> {
  const series = new Map((rounds?.series ?? []).map((one) => [one.metric.id, one]));
  const planned = new Map((verdict.plan?.collectors ?? []).map((one) => [one.collector, one.looks]));
  return new Map(
    entriesOf(viewOf(verdict)).flatMap(({ comparison }) => {
      const own = series.get(comparison.metric.id);
      const looks = planned.get(laneOf(comparison.metric));
      return own === undefined || looks === undefined ? [] : [[comparison.metric.id, lookedAt(comparison, own, looks)]];
    }),
  );
}

function lookedAt({ metric, rule }: Comparison, series: Series, looks: readonly Look[]): readonly Looked[] {
  if (series.kind === "exact") return [];
  const reached = looks.filter(({ rounds }) => rounds <= series.base.length);
  return reached.flatMap(({ rounds, weight }) => {
    const { estimate, rounds: pairs, pWorse } = testRounds(series, metric, rule, rounds);
    if (estimate === null) return [];
    return [{ rounds, pairs, decides: weight > 0, effect: effectOf(estimate, metric), p: pWorse }];
  });
}
