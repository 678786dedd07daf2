/** What the steps after this one upload, made ready in folders of the runner's temporary one. */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { setOutput } from "@actions/core";
import { writeBadge } from "../report/deliver/badge.ts";
import { writeHtml } from "../report/deliver/html.ts";
import { writeJunit } from "../report/deliver/junit.ts";
import { copyPlain, copyReport, OUTPUT, RAW_FOLDER } from "../report/deliver/uploads.ts";
import { renderBadge, UNMEASURED_BADGE } from "../report/render/machines/badge.ts";
import { renderJunit, renderUnmeasuredJunit } from "../report/render/machines/junit.ts";
import { readDetails, readRounds } from "../stored/read.ts";
import { writeAtomically } from "../stored/write.ts";
import { attempt } from "./attempt.ts";
import type { ActionJob } from "./job.ts";
import { type Outcome, reportName } from "./outcome.ts";

/**
 * Two artifacts: what another job may read stays small, whatever collectors keep. The reports in it are rendered here,
 * from what was checked; `body`: the comment's.
 */
export async function prepareUploads(job: ActionJob, outcome: Outcome, body: string): Promise<void> {
  const { inputs, context, gate, state } = job;
  const { report, raw } = state.uploads;
  const written = join(inputs.folder, OUTPUT);
  await mkdir(report, { recursive: true });
  await copyReport(written, report);
  await copyPlain(join(state.folder, "weighed.json"), join(report, "weighed.json"));
  await writeAtomically(join(report, "comment.md"), body);
  setOutput("report-name", reportName(gate, context.runAttempt));
  setOutput("report-upload", report);
  setOutput("report-path", join(report, "comment.md"));
  if (outcome.kind === "verdict") setOutput("verdict-path", join(report, "verdict.json"));
  await renderOthers(job, outcome);
  if (await copyPlain(join(written, RAW_FOLDER), raw)) setOutput("raw-upload", raw);
}

/** None of them is worth losing the others for. */
async function renderOthers({ gate, state }: ActionJob, outcome: Outcome): Promise<void> {
  const { report } = state.uploads;
  const verdict = outcome.kind === "verdict" ? outcome.verdict : null;
  const why = outcome.kind === "verdict" ? null : outcome.why;
  await attempt("junit.xml was not written", async () => {
    const xml = verdict
      ? renderJunit(verdict)
      : renderUnmeasuredJunit(gate, why ?? "The job ended before there was a verdict.");
    setOutput("junit-path", await writeJunit(report, xml));
  });
  await attempt("badge.json was not written", async () => {
    setOutput("badge-path", await writeBadge(report, verdict ? renderBadge(verdict) : UNMEASURED_BADGE));
  });
  if (verdict === null) return;
  await attempt("report.html was not written", async () => {
    const [rounds, details] = await Promise.all([
      readIfThere(join(report, "rounds.json"), readRounds),
      readIfThere(join(report, "details.json"), readDetails),
    ]);
    setOutput("html-path", await writeHtml(report, { verdict, rounds, details: details?.details ?? [] }));
  });
}

/** A job that measured nothing has neither; what cannot be read costs its charts. */
function readIfThere<Stored>(path: string, read: (path: string) => Promise<Stored>): Promise<Stored | null> {
  if (!existsSync(path)) return Promise.resolve(null);
  return attempt(`${basename(path)} was not read for report.html`, () => read(path));
}
