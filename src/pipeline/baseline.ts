/** From the stored jobs of earlier runs to what of them may be set beside this one. */
import { compareWithStored, givenUpBeside, type ThisJob } from "../baseline/comparable.ts";
import { type Chosen, chooseBaseline, inCommitOrder } from "../baseline/ladder.ts";
import { hasMeasured } from "../baseline/merge.ts";
import { givenUpLately } from "../compare/given-up.ts";
import type { Baseline } from "../model/baseline.ts";
import type { MetricId } from "../model/metric.ts";
import type { Environment } from "../model/verdict.ts";
import type { Snapshot } from "../stored/snapshot.ts";
import type { Known } from "./measured.ts";
import type { WeighRequest } from "./request.ts";
import type { Sides } from "./sides.ts";

/** Stored jobs in the order of their commits, and the one of them that stands for base. */
export interface PlacedBaseline {
  readonly chosen: Chosen;
  /** Oldest first, without those of head itself. */
  readonly snapshots: readonly Snapshot[];
}

/** Farther back nobody looks for an ancestor that was measured. */
const LINEAGE = 1000;

/** Asks this clone alone, never a remote: what it does not know is not placed. null: no other job is stored. */
export async function placeBaseline({ baseline, job }: WeighRequest, sides: Sides): Promise<PlacedBaseline | null> {
  const { commit } = sides.info.head;
  const snapshots = (baseline?.snapshots ?? []).filter(
    (one) => hasMeasured(one) && one.job.run !== job.run && (commit === null || one.head.commit !== commit),
  );
  const lineage = snapshots.length === 0 ? [] : await lineageOf(sides);
  const chosen = chooseBaseline({ snapshots, lineage });
  return chosen && { chosen, snapshots: inCommitOrder({ snapshots, lineage }) };
}

async function lineageOf({ source }: Sides): Promise<readonly string[]> {
  if (!source?.base) return [];
  const listed = await source.git.attempt(["rev-list", "--first-parent", `--max-count=${LINEAGE}`, source.base.sha]);
  return listed?.split("\n").filter(Boolean) ?? [];
}

/** The metrics that are watched in this job, as those before it could not settle them for their noise. */
export function givenUpBefore(
  placed: PlacedBaseline | null,
  known: Known,
  environment: Environment,
): ReadonlySet<MetricId> {
  const job = thisJob(known, environment);
  const givenUp = (id: string) => givenUpLately(givenUpBeside(job, id, placed?.snapshots ?? []));
  return new Set([...job.collectors.keys()].flatMap((id) => [...givenUp(id)]));
}

/** What of the stored jobs may be set beside what was measured. */
export function besideMeasured(placed: PlacedBaseline | null, known: Known, environment: Environment): Baseline | null {
  return placed && compareWithStored(thisJob(known, environment), placed.chosen, placed.snapshots);
}

function thisJob({ series, tools, conditions }: Known, environment: Environment): ThisJob {
  const collectors = Object.entries(conditions).map(
    ([id, digest]) => [id, { tools: tools[id] ?? {}, conditions: digest }] as const,
  );
  return { environment, collectors: new Map(collectors), metrics: series.map(({ metric }) => metric) };
}
