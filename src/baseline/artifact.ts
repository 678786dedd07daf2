/** A store in artifacts of GitHub Actions: each job on the default branch uploads what it knows and its own snapshot. */
import { DataError, ExpectedError, GitHubError } from "../errors.ts";
import { parseBaseline } from "../stored/read.ts";
import type { Snapshot } from "../stored/snapshot.ts";
import { writeBaseline } from "../stored/write.ts";
import { mergeSnapshots } from "./merge.ts";
import type { BaselineStore, StoredBaseline } from "./store.ts";
import { type Artifact, type ArtifactRun, isCandidate, isTrusted, type Trust } from "./trust.ts";

/** Two jobs that end at once each upload without the other's snapshot: the union of a few has both. */
const FEW = 5;
/** Downloads that may fail before what there is must do. */
const MOST_TRIES = 20;

/** The calls that the store needs; `src/github` has them. All throw ExpectedError. */
export interface ArtifactSource<Listed extends Artifact> {
  /** Every artifact of this very name, of whatever run. */
  listArtifacts(name: string): Promise<readonly Listed[]>;
  readRun(id: number): Promise<ArtifactRun>;
  /** The text of `file` in the artifact; throws a GitHubError of the kind `gone` when it has expired. */
  download(artifact: Listed, file: string): Promise<string>;
}

/** `append` writes `baseline.json` into `folder`, which a later step of the workflow uploads. */
export function artifactStore<Listed extends Artifact>(
  source: ArtifactSource<Listed>,
  trust: Trust,
  folder: string,
  gate: string,
): BaselineStore {
  return {
    async read() {
      try {
        return await readNewest(source, trust, gate);
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        return { snapshots: [], notices: [`The stored baseline cannot be read: ${error.message}`] };
      }
    },
    async append(snapshot, known) {
      await writeBaseline(folder, gate, mergeSnapshots(known.snapshots, [snapshot]));
    },
  };
}

export function artifactName(gate: string): string {
  return `weighbridge-baseline-${gate}`;
}

async function readNewest<Listed extends Artifact>(
  source: ArtifactSource<Listed>,
  trust: Trust,
  gate: string,
): Promise<StoredBaseline> {
  const name = artifactName(gate);
  const listed = (await source.listArtifacts(name)).filter((artifact) => artifact.name === name);
  const candidates = listed.filter((artifact) => isCandidate(artifact, trust)).sort(newestFirst);
  const read: (readonly Snapshot[])[] = [];
  const notices: string[] = [];
  let foreign = listed.length - candidates.length;
  let expired = 0;
  let tries = 0;
  for (const artifact of candidates) {
    if (read.length === FEW || tries === MOST_TRIES) break;
    if (artifact.expired) {
      expired++;
      continue;
    }
    tries++;
    try {
      if (!isTrusted(await source.readRun(artifact.run.id!), trust)) {
        foreign++;
        continue;
      }
      read.push(parseBaseline(await source.download(artifact, "baseline.json"), `${name} ${artifact.id}`, gate));
    } catch (error) {
      if (error instanceof GitHubError && error.kind === "gone") expired++;
      else if (error instanceof DataError || error instanceof GitHubError)
        notices.push(`A stored baseline was passed over: ${error.message}`);
      else throw error;
    }
  }
  const snapshots = mergeSnapshots(...read);
  return { snapshots, notices: [...absence(snapshots, listed, expired), ...decoys(foreign, name), ...notices] };
}

/** Old artifacts expire all the time; that is only news where nothing is left. */
function absence(snapshots: readonly Snapshot[], listed: readonly Artifact[], expired: number): readonly string[] {
  if (snapshots.length > 0) return [];
  if (listed.length === 0) return ["No baseline is stored yet: pushes to the default branch write it."];
  const gone = expired === 0 ? "" : ` (${expired} expired)`;
  return [`No stored baseline could be used${gone}: the next push to the default branch writes a new one.`];
}

function decoys(count: number, name: string): readonly string[] {
  if (count === 0) return [];
  return count === 1
    ? [`1 artifact named ${name} came from elsewhere and was not read.`]
    : [`${count} artifacts named ${name} came from elsewhere and were not read.`];
}

function newestFirst(a: Artifact, b: Artifact): number {
  return Date.parse(b.createdAt ?? "") - Date.parse(a.createdAt ?? "") || b.id - a.id;
}
