// src/pipeline/baseline.ts
import { compareWithStored } from "../baseline/comparable.js";
import { chooseBaseline, inCommitOrder } from "../baseline/ladder.js";
var LINEAGE = 1e3;
async function placeBaseline({ baseline, job }, sides) {
  const { commit } = sides.info.head;
  const snapshots = (baseline?.snapshots ?? []).filter(
    (one) => one.job.run !== job.run && (commit === null || one.head.commit !== commit)
  );
  const lineage = snapshots.length === 0 ? [] : await lineageOf(sides);
  const chosen = chooseBaseline({ snapshots, lineage });
  return chosen && { chosen, snapshots: inCommitOrder({ snapshots, lineage }) };
}
async function lineageOf({ source }) {
  if (!source?.base) return [];
  const listed = await source.git.attempt(["rev-list", "--first-parent", `--max-count=${LINEAGE}`, source.base.sha]);
  return listed?.split("\n").filter(Boolean) ?? [];
}
function givenUpOf(placed) {
  return placed?.snapshots.map(({ dropped = [] }) => dropped) ?? [];
}
function besideMeasured(placed, { series, tools, conditions }, environment) {
  if (placed === null) return null;
  const collectors = Object.entries(conditions).map(
    ([id, digest]) => [id, { tools: tools[id] ?? {}, conditions: digest }]
  );
  const job = { environment, collectors: new Map(collectors), metrics: series.map(({ metric }) => metric) };
  return compareWithStored(job, placed.chosen, placed.snapshots);
}
export {
  besideMeasured,
  givenUpOf,
  placeBaseline
};
