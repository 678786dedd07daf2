/** Whose artifacts are believed: anybody who may open a pull request can upload one of any name. Pure. */

/** An artifact as GitHub lists it. What it does not say is null, and not trusted. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly expired: boolean;
  /** ISO 8601. */
  readonly createdAt: string | null;
  readonly run: {
    readonly id: number | null;
    readonly headBranch: string | null;
    readonly repositoryId: number | null;
    readonly headRepositoryId: number | null;
  };
}

/** The workflow run that uploaded an artifact. */
export interface ArtifactRun {
  readonly event: string;
  /** Of the workflow's file, `.github/workflows/x.yml`. */
  readonly path: string;
  readonly headBranch: string | null;
  readonly repositoryId: number;
  readonly headRepositoryId: number | null;
}

export interface Trust {
  readonly repositoryId: number;
  /** The default branch, and the one that the pull request goes to. */
  readonly branches: readonly string[];
  /** The workflow's file that this job runs from. */
  readonly workflow: string;
}

/** Events whose code is already on the branch. */
const EVENTS: ReadonlySet<string> = new Set(["push", "schedule", "workflow_dispatch"]);

/** By the list alone, before anything else is asked. A fork's branch may be called as ours: its repository is another. */
export function isCandidate({ createdAt, run }: Artifact, trust: Trust): boolean {
  return run.id !== null && !Number.isNaN(Date.parse(createdAt ?? "")) && isOurs(run, trust);
}

/** Besides what the list said: what started the run, and from which file. */
export function isTrusted(run: ArtifactRun, trust: Trust): boolean {
  return isOurs(run, trust) && EVENTS.has(run.event) && run.path === trust.workflow;
}

/** Whose verdicts are believed besides those of this very run. */
export type EarlierTrust = Pick<Trust, "repositoryId" | "workflow"> & { readonly runId: number };

/**
 * Events whose runs weigh what is about to be merged. Runs of the default branch are none: what they measure is to be news
 * to the baseline, and never a copy of what a pull request measured.
 */
const WEIGHING: ReadonlySet<string> = new Set(["pull_request", "merge_group"]);

export function weighsChanges(event: string): boolean {
  return WEIGHING.has(event);
}

/** As isCandidate, of any branch of this repository, but no fork's; not of this run, which is looked at by itself. */
export function isEarlierCandidate({ createdAt, expired, run }: Artifact, trust: EarlierTrust): boolean {
  const isOther = run.id !== null && run.id !== trust.runId;
  return isOther && !expired && !Number.isNaN(Date.parse(createdAt ?? "")) && isInside(run, trust);
}

/** Besides what the list said. What the artifact itself claims to have weighed is compared when it has been read. */
export function isEarlierTrusted(run: ArtifactRun, trust: EarlierTrust): boolean {
  return isInside(run, trust) && weighsChanges(run.event) && run.path === trust.workflow;
}

function isInside(
  { repositoryId, headRepositoryId }: Pick<Artifact["run"], "repositoryId" | "headRepositoryId">,
  trust: Pick<Trust, "repositoryId">,
): boolean {
  return repositoryId === trust.repositoryId && headRepositoryId === trust.repositoryId;
}

function isOurs(run: Omit<Artifact["run"], "id">, trust: Trust): boolean {
  return run.headBranch !== null && trust.branches.includes(run.headBranch) && isInside(run, trust);
}
