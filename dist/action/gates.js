// src/action/gates.ts
import { ExpectedError } from "../errors.js";
import { listAllRunArtifacts } from "../github/artifacts.js";
import { pageOfRun } from "../github/runs.js";
import { renderMarkdown } from "../report/render/markdown/markdown.js";
import { renderUnweighed } from "../report/render/markdown/weighing.js";
import { isWanted } from "./comment.js";
import { joinedBody } from "./joined.js";
import { downloadReport, parseReportName } from "./outcome.js";
var JOINED = "_joined";
var MOST_GATES = 20;
async function readReports(of) {
  const { client, repository, run, gate, log } = of;
  const all = newestOf(await listAllRunArtifacts(client, repository, run.id), run.attempt);
  const wanted = gate === null ? all : all.filter((one) => one.gate === gate);
  if (wanted.length > MOST_GATES)
    log.warn(`Run ${run.id} has reports of ${wanted.length} gates; the first ${MOST_GATES} are read.`);
  const page = pageOf(of);
  const reports = [];
  for (const { gate: gate2, artifact } of wanted.slice(0, MOST_GATES)) {
    const links = { report: `${page}/artifacts/${artifact.id}`, run: `${page}/attempts/${run.attempt}` };
    reports.push({ gate: gate2, outcome: await readReport(of, gate2, artifact), links });
  }
  return reports;
}
function pageOf({ serverUrl, repository, run }) {
  return pageOfRun(serverUrl, repository, run.id);
}
async function readReport({ client, repository, check, log }, gate, artifact) {
  try {
    const outcome = await downloadReport(client, repository, artifact);
    return outcome.kind === "verdict" ? { ...outcome, verdict: await check(outcome.verdict, gate) } : outcome;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    log.warn(`${gate}: ${error.message}`);
    return { kind: "unweighed", why: error.message };
  }
}
function newestOf(artifacts, attempt) {
  const found = artifacts.flatMap((artifact) => {
    const name = parseReportName(artifact.name);
    return name === null || name.attempt > attempt ? [] : [{ ...name, artifact }];
  });
  const newestFirst = found.toSorted((a, b) => a.gate < b.gate ? -1 : a.gate > b.gate ? 1 : b.attempt - a.attempt);
  return newestFirst.filter(({ gate }, index) => gate !== newestFirst[index - 1]?.gate);
}
function commentsOf(reports, { join, comment, headSha }) {
  const isAnyWanted = reports.some(({ outcome }) => isWanted(comment, outcome));
  if (join) return [{ gate: JOINED, body: joinedBody(reports), wanted: isAnyWanted }];
  return reports.map(({ gate, outcome, links }) => ({
    gate,
    body: outcome.kind === "verdict" ? renderMarkdown(outcome.verdict, { links }) : renderUnweighed(headSha, outcome.why, links),
    wanted: isWanted(comment, outcome)
  }));
}
export {
  JOINED,
  commentsOf,
  pageOf,
  readReports
};
