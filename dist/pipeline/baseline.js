// src/pipeline/baseline.ts
import { compareWithStored, givenUpBeside } from "../baseline/comparable.js";
import { chooseBaseline, inCommitOrder } from "../baseline/ladder.js";
import { hasMeasured } from "../baseline/merge.js";
import { givenUpLately } from "../compare/given-up.js";
var LINEAGE = 1e3;
async function placeBaseline({ baseline, job }, sides) {
  const { commit } = sides.info.head;
  const snapshots = (baseline?.snapshots ?? []).filter(
    (one) => hasMeasured(one) && one.job.run !== job.run && (commit === null || one.head.commit !== commit)
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
function givenUpBefore(placed, known, environment) {
  const job = thisJob(known, environment);
  const givenUp = (id) => givenUpLately(givenUpBeside(job, id, placed?.snapshots ?? []));
  return new Set([...job.collectors.keys()].flatMap((id) => [...givenUp(id)]));
}
function besideMeasured(placed, known, environment) {
  return placed && compareWithStored(thisJob(known, environment), placed.chosen, placed.snapshots);
}
function thisJob({ series, tools, conditions }, environment) {
  const collectors = Object.entries(conditions).map(
    ([id, digest]) => [id, { tools: tools[id] ?? {}, conditions: digest }]
  );
  return { environment, collectors: new Map(collectors), metrics: series.map(({ metric }) => metric) };
}
export {
  besideMeasured,
  givenUpBefore,
  placeBaseline
};
