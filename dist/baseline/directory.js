// src/baseline/directory.ts
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../errors.js";
import { baselineText, sha256 } from "../stored/baseline.js";
import { readBaseline } from "../stored/read.js";
import { removeStale, writeAtomically } from "../stored/write.js";
import { jobKey, mergeSnapshots } from "./merge.js";
function directoryStore(folder, gate) {
  const own = join(folder, gate);
  return {
    async read() {
      const { files, notices } = await readFiles(own, gate);
      const snapshots = mergeSnapshots(...files.map((file) => file.snapshots));
      const nothing = snapshots.length === 0 && notices.length === 0 ? [`Nothing is stored in ${own} yet: this is the first run.`] : [];
      return { snapshots, notices: [...nothing, ...notices] };
    },
    async append(snapshot) {
      if (snapshot.verdict === "error") return;
      await writeAtomically(join(own, nameOf(snapshot)), baselineText(gate, [snapshot]));
      await prune(own, gate);
      await removeStale(own);
    }
  };
}
function nameOf({ head, job }) {
  const commit = /^[0-9a-f]{12}/.exec(head.commit ?? "")?.[0] ?? "no-commit";
  return `${commit}-${sha256(JSON.stringify([head.commit, job.run, job.attempt])).slice(0, 16)}.json`;
}
async function prune(own, gate) {
  const { files } = await readFiles(own, gate);
  const kept = new Set(mergeSnapshots(...files.map(({ snapshots }) => snapshots)).map(jobKey));
  for (const { path, snapshots } of files) {
    if (!snapshots.some((snapshot) => kept.has(jobKey(snapshot)))) await rm(path, { force: true });
  }
}
async function readFiles(own, gate) {
  const files = [];
  const notices = [];
  for (const name of await listNames(own, notices)) {
    const path = join(own, name);
    try {
      files.push({ path, snapshots: await readBaseline(path, gate) });
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      notices.push(`A stored job was passed over: ${error.message}`);
    }
  }
  return { files, notices };
}
async function listNames(own, notices) {
  try {
    return (await readdir(own)).filter((name) => /^[^.].*\.json$/.test(name)).sort();
  } catch (error) {
    const { code } = error;
    if (code !== "ENOENT") notices.push(`The stored baseline in ${own} cannot be read (${code}).`);
    return [];
  }
}
export {
  directoryStore
};
