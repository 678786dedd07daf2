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

function isOurs(
  {
    headBranch,
    repositoryId,
    headRepositoryId,
  }: Pick<Artifact["run"], "headBranch" | "repositoryId" | "headRepositoryId">,
  trust: Trust,
): boolean {
  const branchIsOurs = headBranch !== null && trust.branches.includes(headBranch);
  return branchIsOurs && repositoryId === trust.repositoryId && headRepositoryId === trust.repositoryId;
}
