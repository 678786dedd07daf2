/** A store in a folder, for a laptop or another CI: one file a job, so that jobs that end at once lose nothing. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../errors.ts";
import { baselineText, sha256 } from "../stored/baseline.ts";
import { readBaseline } from "../stored/read.ts";
import type { Snapshot } from "../stored/snapshot.ts";
import { removeStale, writeAtomically } from "../stored/write.ts";
import { jobKey, mergeSnapshots } from "./merge.ts";
import type { BaselineStore, StoredBaseline } from "./store.ts";

interface StoredFile {
  readonly path: string;
  readonly snapshots: readonly Snapshot[];
}

/** Keeps the jobs of `gate` in a folder of its name below `folder`, which is made with the first of them. */
export function directoryStore(folder: string, gate: string): BaselineStore {
  const own = join(folder, gate);
  return {
    async read(): Promise<StoredBaseline> {
      const { files, notices } = await readFiles(own, gate);
      const snapshots = mergeSnapshots(...files.map((file) => file.snapshots));
      const nothing =
        snapshots.length === 0 && notices.length === 0
          ? [`Nothing is stored in ${own} yet: this is the first run.`]
          : [];
      return { snapshots, notices: [...nothing, ...notices] };
    },
    async append(snapshot) {
      if (snapshot.verdict === "error") return;
      await writeAtomically(join(own, nameOf(snapshot)), baselineText(gate, [snapshot]));
      await prune(own, gate);
      await removeStale(own);
    },
  };
}

/** Commit and run may hold anything: only a part that is plain is shown, and a digest tells jobs apart. */
function nameOf({ head, job }: Snapshot): string {
  const commit = /^[0-9a-f]{12}/.exec(head.commit ?? "")?.[0] ?? "no-commit";
  return `${commit}-${sha256(JSON.stringify([head.commit, job.run, job.attempt])).slice(0, 16)}.json`;
}

/** Removes the files of jobs beyond the bounds. What cannot be read is left: it may be of a newer version. */
async function prune(own: string, gate: string): Promise<void> {
  const { files } = await readFiles(own, gate);
  const kept = new Set(mergeSnapshots(...files.map(({ snapshots }) => snapshots)).map(jobKey));
  for (const { path, snapshots } of files) {
    if (!snapshots.some((snapshot) => kept.has(jobKey(snapshot)))) await rm(path, { force: true });
  }
}

/** Every whole file, and a notice for each other. */
async function readFiles(
  own: string,
  gate: string,
): Promise<{ readonly files: readonly StoredFile[]; readonly notices: readonly string[] }> {
  const files: StoredFile[] = [];
  const notices: string[] = [];
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

async function listNames(own: string, notices: string[]): Promise<readonly string[]> {
  try {
    // Temporary files of a job that is writing now begin with a dot.
    return (await readdir(own)).filter((name) => /^[^.].*\.json$/.test(name)).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") notices.push(`The stored baseline in ${own} cannot be read (${code}).`);
    return [];
  }
}
