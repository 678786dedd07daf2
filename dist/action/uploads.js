// src/action/uploads.ts
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { setOutput } from "../vendor/@actions/core.js";
import { writeBadge } from "../report/deliver/badge.js";
import { writeHtml } from "../report/deliver/html.js";
import { writeJunit } from "../report/deliver/junit.js";
import { copyPlain, copyReport, OUTPUT, RAW_FOLDER } from "../report/deliver/uploads.js";
import { renderBadge, UNMEASURED_BADGE } from "../report/render/machines/badge.js";
import { renderJunit, renderUnmeasuredJunit } from "../report/render/machines/junit.js";
import { readDetails, readRounds } from "../stored/read.js";
import { writeAtomically } from "../stored/write.js";
import { attempt } from "./attempt.js";
import { reportName } from "./outcome.js";
async function prepareUploads(job, outcome, body) {
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
async function renderOthers({ gate, state }, outcome) {
  const { report } = state.uploads;
  const verdict = outcome.kind === "verdict" ? outcome.verdict : null;
  const why = outcome.kind === "verdict" ? null : outcome.why;
  await attempt("junit.xml was not written", async () => {
    const xml = verdict ? renderJunit(verdict) : renderUnmeasuredJunit(gate, why ?? "The job ended before there was a verdict.");
    setOutput("junit-path", await writeJunit(report, xml));
  });
  await attempt("badge.json was not written", async () => {
    setOutput("badge-path", await writeBadge(report, verdict ? renderBadge(verdict) : UNMEASURED_BADGE));
  });
  if (verdict === null) return;
  await attempt("report.html was not written", async () => {
    const [rounds, details] = await Promise.all([
      readIfThere(join(report, "rounds.json"), readRounds),
      readIfThere(join(report, "details.json"), readDetails)
    ]);
    setOutput("html-path", await writeHtml(report, { verdict, rounds, details: details?.details ?? [] }));
  });
}
function readIfThere(path, read) {
  if (!existsSync(path)) return Promise.resolve(null);
  return attempt(`${basename(path)} was not read for report.html`, () => read(path));
}
export {
  prepareUploads
};
