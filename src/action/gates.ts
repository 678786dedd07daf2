/** The gates that a workflow run has weighed, by the reports that it uploaded, and what is to be said of them. */
import type { CommentPolicy } from "../config/action-inputs.ts";
import { ExpectedError } from "../errors.ts";
import { type Artifact, listAllRunArtifacts } from "../github/artifacts.ts";
import type { Client } from "../github/client.ts";
import type { RunNumber } from "../github/marker.ts";
import type { RepositoryName } from "../github/repository.ts";
import { pageOfRun } from "../github/runs.ts";
import type { Verdict } from "../model/verdict.ts";
import { renderMarkdown } from "../report/render/markdown/markdown.ts";
import { renderUnweighed } from "../report/render/markdown/weighing.ts";
import type { Log } from "../system/system.ts";
import { type GateComment, isWanted } from "./comment.ts";
import { joinedBody } from "./joined.ts";
import { downloadReport, type GateReport, type Outcome, parseReportName } from "./outcome.ts";

/** By which the comment of all gates is found again. No gate's id begins so. */
export const JOINED = "_joined";

/** A run that anybody may have started could upload five hundred; nobody reads so many comments. */
const MOST_GATES = 20;

export interface Reports {
  readonly client: Client;
  readonly repository: RepositoryName;
  readonly run: RunNumber;
  /** null: all that the run has uploaded. */
  readonly gate: string | null;
  /** Where people see the run. */
  readonly serverUrl: string;
  /** Puts what a verdict claims beside what is known of its run. */
  readonly check: (verdict: Verdict, gate: string) => Promise<Verdict>;
  readonly log: Pick<Log, "warn">;
}

/**
 * In the order of the ids. A report that cannot be had, or is not what we wrote, is an outcome too. @throws GitHubError
 * when they cannot be listed
 */
export async function readReports(of: Reports): Promise<readonly GateReport[]> {
  const { client, repository, run, gate, log } = of;
  const all = newestOf(await listAllRunArtifacts(client, repository, run.id), run.attempt);
  const wanted = gate === null ? all : all.filter((one) => one.gate === gate);
  if (wanted.length > MOST_GATES)
    log.warn(`Run ${run.id} has reports of ${wanted.length} gates; the first ${MOST_GATES} are read.`);
  const page = pageOf(of);
  const reports: GateReport[] = [];
  for (const { gate, artifact } of wanted.slice(0, MOST_GATES)) {
    const links = { report: `${page}/artifacts/${artifact.id}`, run: `${page}/attempts/${run.attempt}` };
    reports.push({ gate, outcome: await readReport(of, gate, artifact), links });
  }
  return reports;
}

/** Where people see a run. */
export function pageOf({ serverUrl, repository, run }: Pick<Reports, "serverUrl" | "repository" | "run">): string {
  return pageOfRun(serverUrl, repository, run.id);
}

async function readReport(
  { client, repository, check, log }: Reports,
  gate: string,
  artifact: Artifact,
): Promise<Outcome> {
  try {
    const outcome = await downloadReport(client, repository, artifact);
    return outcome.kind === "verdict" ? { ...outcome, verdict: await check(outcome.verdict, gate) } : outcome;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    log.warn(`${gate}: ${error.message}`);
    return { kind: "unweighed", why: error.message };
  }
}

/** Of each gate the newest attempt's: where only failed jobs ran again, those of the others are of an attempt before. */
function newestOf(artifacts: readonly Artifact[], attempt: number) {
  const found = artifacts.flatMap((artifact) => {
    const name = parseReportName(artifact.name);
    return name === null || name.attempt > attempt ? [] : [{ ...name, artifact }];
  });
  const newestFirst = found.toSorted((a, b) => (a.gate < b.gate ? -1 : a.gate > b.gate ? 1 : b.attempt - a.attempt));
  return newestFirst.filter(({ gate }, index) => gate !== newestFirst[index - 1]?.gate);
}

export interface Wording {
  readonly join: boolean;
  readonly comment: CommentPolicy;
  /** The commit that people know. */
  readonly headSha: string;
}

/** Pure. One comment a gate, or one for all of them. */
export function commentsOf(
  reports: readonly GateReport[],
  { join, comment, headSha }: Wording,
): readonly GateComment[] {
  const isAnyWanted = reports.some(({ outcome }) => isWanted(comment, outcome));
  if (join) return [{ gate: JOINED, body: joinedBody(reports), wanted: isAnyWanted }];
  return reports.map(({ gate, outcome, links }) => ({
    gate,
    body:
      outcome.kind === "verdict"
        ? renderMarkdown(outcome.verdict, { links })
        : renderUnweighed(headSha, outcome.why, links),
    wanted: isWanted(comment, outcome),
  }));
}
