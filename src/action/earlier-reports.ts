/**
 * The reports that may hold the rounds of an attempt before. Two places are looked at:
 *
 * - earlier attempts of this very run. They ran the same commit: who could have forged what they uploaded could as well
 *   forge what this attempt will.
 * - for a pull request or a merge queue's entry, other runs of this workflow file for either, of branches of this
 *   repository. A fork's are not even downloaded: its code ran on that machine, and could have written any verdict for any
 *   trees. So could code of a branch here, for another branch: who may push one is trusted that far, and the report names
 *   the run whose verdict it repeats.
 */
import {
  type Artifact,
  type EarlierTrust,
  isEarlierCandidate,
  isEarlierTrusted,
  weighsChanges,
} from "../baseline/trust.ts";
import type { Run } from "../github/runs.ts";
import type { ActionJob } from "./job.ts";
import { reportName } from "./outcome.ts";

/** Other runs that are asked about: some turn out to be pushes, whose reports have the same name. */
const MOST_RUNS = 10;
/** Attempts of a run that are looked at: more GitHub does not let anybody make. */
const MOST_ATTEMPTS = 50;

/** The calls to GitHub. All throw ExpectedError. */
export interface ReportSource<Listed extends Artifact> {
  /** Of this very name, of whatever run. */
  listArtifacts(name: string): Promise<readonly Listed[]>;
  /** Of this very name, of one run. */
  listRunArtifacts(runId: number, name: string): Promise<readonly Listed[]>;
  readRun(id: number): Promise<Run>;
}

/** The job that asks. */
export interface Asking {
  readonly context: Pick<
    ActionJob["context"],
    "repository" | "event" | "workflowPath" | "runId" | "runAttempt" | "pullRequest"
  >;
  readonly gate: string;
}

/** Of this run, and of others; one after the other, and only what `isAsked`, so that GitHub is asked no more than is needed. */
export async function* reportsBefore<Listed extends Artifact>(
  source: ReportSource<Listed>,
  { context, gate }: Asking,
  isAsked: (artifact: Listed) => boolean,
): AsyncGenerator<Listed> {
  const { repository, event, workflowPath, runId, runAttempt, pullRequest } = context;
  yield* reportsOf(source, gate, runId, runAttempt - 1, isAsked);
  if (!weighsChanges(event) || repository.id === null || workflowPath === null) return;
  const trust: EarlierTrust = { repositoryId: repository.id, workflow: workflowPath, runId };
  const listed = (await source.listArtifacts(reportName(gate, 1))).filter((one) => isEarlierCandidate(one, trust));
  // What has these trees is most likely of this branch; of another pull request, seldom.
  const isOwn = ({ run }: Artifact) => Number(run.headBranch === pullRequest?.headRef);
  const byChance = listed.toSorted((a, b) => isOwn(b) - isOwn(a) || newestFirst(a, b));
  for (const artifact of byChance.slice(0, MOST_RUNS)) {
    const run = await source.readRun(artifact.run.id!);
    // No news: pushes and the pull requests of forks upload reports of this name, as they should.
    if (!isEarlierTrusted(run, trust)) continue;
    if (run.attempt > 1) yield* reportsOf(source, gate, artifact.run.id!, run.attempt, isAsked);
    else if (isAsked(artifact)) yield artifact;
  }
}

/** A run's reports, that of its newest attempt first: one that was cut off has none. */
async function* reportsOf<Listed extends Artifact>(
  source: ReportSource<Listed>,
  gate: string,
  runId: number,
  newest: number,
  isAsked: (artifact: Listed) => boolean,
): AsyncGenerator<Listed> {
  for (let attempt = newest; attempt > Math.max(0, newest - MOST_ATTEMPTS); attempt--) {
    const [artifact] = await source.listRunArtifacts(runId, reportName(gate, attempt));
    if (artifact !== undefined && isAsked(artifact)) yield artifact;
  }
}

export function newestFirst(a: Artifact, b: Artifact): number {
  return Date.parse(b.createdAt ?? "") - Date.parse(a.createdAt ?? "") || b.id - a.id;
}
