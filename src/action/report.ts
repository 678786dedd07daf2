/**
 * The step after measuring, with the token: summary, annotations, outputs, comment, and what is to be uploaded. What it
 * reads was written beside commands of the pull request, so that it is data: checked, escaped and rendered here. It
 * changes no verdict, and each of its parts stands alone: GitHub being down costs a comment, never the gate.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { notice, setOutput, warning } from "@actions/core";
import type { CommentPolicy } from "../config/action-inputs.ts";
import { ExpectedError, GitHubError } from "../errors.ts";
import { annotate } from "../report/deliver/annotations.ts";
import { writeSummary } from "../report/deliver/summary.ts";
import { copyPlain, copyReport, RAW_FOLDER } from "../report/deliver/uploads.ts";
import { renderMarkdown } from "../report/render/markdown.ts";
import { renderUnweighed } from "../report/render/weighing.ts";
import type { Log } from "../system/system.ts";
import { clientOf } from "./client.ts";
import { writeComment } from "./comment.ts";
import { isRecorded } from "./events.ts";
import type { ActionJob } from "./job.ts";
import { downloadOutcome, type Outcome, readOutcome, reportName } from "./outcome.ts";
import { recordSnapshot } from "./record.ts";

export async function reportStep(job: ActionJob, log: Log): Promise<void> {
  const outcome = await outcomeOf(job, log);
  const { pullRequest, sha } = job.context;
  const body =
    outcome.kind === "verdict"
      ? renderMarkdown(outcome.verdict)
      : renderUnweighed(pullRequest?.headSha ?? sha ?? "", outcome.why);
  setOutputs(job, outcome);
  if (job.inputs.stage === "all") {
    if (outcome.kind === "verdict") annotate(outcome.verdict);
    await attempt("The job summary was not written", () => writeSummary(body));
    await attempt("The report was not made ready to be uploaded", () => prepareUploads(job));
    if (isRecorded(job.context)) await attempt("The baseline was not stored", () => recordSnapshot(job, log));
  }
  await attempt("The comment was not written", async () => {
    const url = await writeComment(job, log, body, isWanted(job.inputs.comment, outcome));
    setOutput("comment-url", url ?? "");
  });
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

function setOutputs({ inputs }: ActionJob, outcome: Outcome): void {
  const verdict = outcome.kind === "verdict" ? outcome.verdict : null;
  const regressed = verdict?.reasons.flatMap((reason) => (reason.kind === "regressed" ? [reason.metric] : []));
  setOutput("verdict", verdict?.verdict ?? "error");
  setOutput("regressions", JSON.stringify(regressed ?? []));
  if (verdict === null || inputs.stage === "comment") return;
  setOutput("report-path", join(inputs.folder, ".weighbridge", "comment.md"));
  setOutput("verdict-path", join(inputs.folder, ".weighbridge", "verdict.json"));
}

function isWanted(policy: CommentPolicy, outcome: Outcome): boolean {
  const passed = outcome.kind === "verdict" && outcome.verdict.verdict === "pass";
  switch (policy) {
    case "always":
      return true;
    case "never":
      return false;
    case "on-fail":
      return !passed;
    case "on-change":
      return !passed || outcome.verdict.comparisons.some(({ change }) => change === "improved");
    default:
      return policy satisfies never;
  }
}

/** Two artifacts: what another job may read stays small, whatever collectors keep. */
async function prepareUploads({ inputs, context, gate, state }: ActionJob): Promise<void> {
  const { report, raw } = state.uploads;
  const written = join(inputs.folder, ".weighbridge");
  await mkdir(report, { recursive: true });
  await copyReport(written, report);
  await copyPlain(join(state.folder, "weighed.json"), join(report, "weighed.json"));
  setOutput("report-name", reportName(gate, context.runAttempt));
  setOutput("report-upload", report);
  if (await copyPlain(join(written, RAW_FOLDER), raw)) setOutput("raw-upload", raw);
}

/** A part that fails is named and costs nothing else. Rights that a token lacks on purpose are no warning. */
async function attempt(failed: string, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    const write = error instanceof GitHubError && error.kind === "permission" ? notice : warning;
    write(`${failed}: ${error.message} The verdict stands.`);
  }
}
