// src/baseline/artifact.ts
import { DataError, ExpectedError, GitHubError } from "../errors.js";
import { parseBaseline } from "../stored/read.js";
import { writeBaseline } from "../stored/write.js";
import { mergeSnapshots } from "./merge.js";
import { isCandidate, isTrusted } from "./trust.js";
var FEW = 5;
var MOST_TRIES = 20;
function artifactStore(source, trust, folder, gate) {
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
    }
  };
}
function artifactName(gate) {
  return `weighbridge-baseline-${gate}`;
}
async function readNewest(source, trust, gate) {
  const name = artifactName(gate);
  const listed = (await source.listArtifacts(name)).filter((artifact) => artifact.name === name);
  const candidates = listed.filter((artifact) => isCandidate(artifact, trust)).sort(newestFirst);
  const read = [];
  const notices = [];
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
      if (!isTrusted(await source.readRun(artifact.run.id), trust)) {
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
function absence(snapshots, listed, expired) {
  if (snapshots.length > 0) return [];
  if (listed.length === 0) return ["No baseline is stored yet: pushes to the default branch write it."];
  const gone = expired === 0 ? "" : ` (${expired} expired)`;
  return [`No stored baseline could be used${gone}: the next push to the default branch writes a new one.`];
}
function decoys(count, name) {
  if (count === 0) return [];
  return count === 1 ? [`1 artifact named ${name} came from elsewhere and was not read.`] : [`${count} artifacts named ${name} came from elsewhere and were not read.`];
}
function newestFirst(a, b) {
  return Date.parse(b.createdAt ?? "") - Date.parse(a.createdAt ?? "") || b.id - a.id;
}
export {
  artifactName,
  artifactStore
};
