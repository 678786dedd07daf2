/** From the stored jobs of earlier runs to what of them may be set beside this one. */
import { compareWithStored } from "../baseline/comparable.ts";
import { type Chosen, chooseBaseline, inCommitOrder } from "../baseline/ladder.ts";
import type { Baseline } from "../model/baseline.ts";
import type { MetricId } from "../model/metric.ts";
import type { Environment } from "../model/verdict.ts";
import type { Snapshot } from "../stored/snapshot.ts";
import type { Measured } from "./measure.ts";
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
    (one) => one.job.run !== job.run && (commit === null || one.head.commit !== commit),
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

/** What each stored job could not settle for its noise, oldest job first. */
export function givenUpOf(placed: PlacedBaseline | null): readonly (readonly MetricId[])[] {
  return placed?.snapshots.map(({ dropped = [] }) => dropped) ?? [];
}

/** What of the stored jobs may be set beside what was measured. */
export function besideMeasured(
  placed: PlacedBaseline | null,
  { series, tools, conditions }: Pick<Measured, "series" | "tools" | "conditions">,
  environment: Environment,
): Baseline | null {
  if (placed === null) return null;
  const collectors = Object.entries(conditions).map(
    ([id, digest]) => [id, { tools: tools[id] ?? {}, conditions: digest }] as const,
  );
  const job = { environment, collectors: new Map(collectors), metrics: series.map(({ metric }) => metric) };
  return compareWithStored(job, placed.chosen, placed.snapshots);
}
