/**
 * The step after measuring, with the token: summary, annotations, outputs, comment, and what is to be uploaded. What it
 * reads was written beside commands of the pull request, so that it is data: checked, escaped and rendered here. It
 * changes no verdict, and each of its parts stands alone: GitHub being down costs a comment, never the gate.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { notice, setOutput, warning } from "@actions/core";
import { ExpectedError, GitHubError } from "../errors.ts";
import { annotate } from "../report/deliver/annotations.ts";
import { writeSummary } from "../report/deliver/summary.ts";
import { copyPlain, copyReport, RAW_FOLDER } from "../report/deliver/uploads.ts";
import { renderMarkdown } from "../report/render/markdown.ts";
import { renderUnweighed, renderWeighing } from "../report/render/weighing.ts";
import { writeAtomically } from "../stored/write.ts";
import type { Log } from "../system/system.ts";
import { clientOf } from "./client.ts";
import { isWanted, writeComment } from "./comment.ts";
import { isRecorded } from "./events.ts";
import { type ActionJob, commitOf } from "./job.ts";
import { downloadOutcome, type Outcome, readOutcome, reportName } from "./outcome.ts";
import { recordSnapshot } from "./record.ts";

export async function reportStep(job: ActionJob, log: Log): Promise<void> {
  const { stage, comment } = job.inputs;
  if (stage === "announce") return announce(job, log);
  const outcome = await outcomeOf(job, log);
  const body = bodyOf(job, outcome);
  setOutputs(outcome);
  if (stage === "all") {
    if (outcome.kind === "verdict") annotate(outcome.verdict);
    await attempt("The job summary was not written", () => writeSummary(body));
    await attempt("The report was not made ready to be uploaded", () => prepareUploads(job, outcome, body));
    if (isRecorded(job.context)) await attempt("The baseline was not stored", () => recordSnapshot(job, log));
  }
  await attempt("The comment was not written", async () => {
    const url = await writeComment(job, log, body, isWanted(comment, outcome));
    setOutput("comment-url", url ?? "");
  });
}

/** Before another job measures: what stands in the comment so far is of an earlier commit. */
async function announce(job: ActionJob, log: Log): Promise<void> {
  await attempt("The comment was not written", async () => {
    await writeComment(job, log, renderWeighing(commitOf(job)), job.inputs.comment === "always");
  });
}

function bodyOf(job: ActionJob, outcome: Outcome): string {
  return outcome.kind === "verdict" ? renderMarkdown(outcome.verdict) : renderUnweighed(commitOf(job), outcome.why);
}

/** What cannot be read is no verdict, and says so in the comment. */
async function outcomeOf(job: ActionJob, log: Log): Promise<Outcome> {
  try {
    if (job.inputs.stage === "all") return await readOutcome(job);
    return await downloadOutcome(job, clientOf(job, log));
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    warning(error.message);
    return { kind: "unweighed", why: error.message };
  }
}

function setOutputs(outcome: Outcome): void {
  const verdict = outcome.kind === "verdict" ? outcome.verdict : null;
  const regressed = verdict?.reasons.flatMap((reason) => (reason.kind === "regressed" ? [reason.metric] : []));
  setOutput("verdict", verdict?.verdict ?? "error");
  setOutput("regressions", JSON.stringify(regressed ?? []));
}

/**
 * Two artifacts: what another job may read stays small, whatever collectors keep. The report in it is rendered here, from
 * what was checked.
 */
async function prepareUploads(
  { inputs, context, gate, state }: ActionJob,
  outcome: Outcome,
  body: string,
): Promise<void> {
  const { report, raw } = state.uploads;
  const written = join(inputs.folder, ".weighbridge");
  await mkdir(report, { recursive: true });
  await copyReport(written, report);
  await copyPlain(join(state.folder, "weighed.json"), join(report, "weighed.json"));
  await writeAtomically(join(report, "comment.md"), body);
  setOutput("report-name", reportName(gate, context.runAttempt));
  setOutput("report-upload", report);
  setOutput("report-path", join(report, "comment.md"));
  if (outcome.kind === "verdict") setOutput("verdict-path", join(report, "verdict.json"));
  if (await copyPlain(join(written, RAW_FOLDER), raw)) setOutput("raw-upload", raw);
}

/**
 * A part that fails, in whatever way, is named and costs nothing else: this job's verdict was given by the step before.
 * Rights that a token lacks on purpose are no warning.
 */
async function attempt(failed: string, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    const write = error instanceof GitHubError && error.kind === "permission" ? notice : warning;
    write(`${failed}: ${error instanceof Error ? error.message : String(error)} The verdict stands.`);
  }
}
