/** Where the numbers of one side come from: its processes, or the control group of its container. */
import { sum } from "simple-statistics";
import { ToolError } from "../../errors.ts";
import type { Served } from "../served.ts";
import { processesOf, readGroup } from "./cgroup.ts";
import type { Counts } from "./counts.ts";
import { createLedger } from "./ledger.ts";
import {
  collectsLate,
  countFiles,
  readCounts,
  readGauges,
  readNetwork,
  readProportional,
  readThreads,
  tellsStorage,
} from "./processes.ts";

interface Memory {
  /** Bytes, right now. */
  readonly resident: number;
  /** Of it, what is of no file. */
  readonly anonymous: number;
  /** The most that it is known to have been; of a group, as it is now. */
  readonly peak: number;
  readonly threads: number;
}

interface Counted {
  readonly counts: Counts;
  /** Bytes; null: not counted. */
  readonly network: number | null;
  /** null: they cannot be seen. */
  readonly files: number | null;
  /** Whether bytes of storage could be seen; else they are 0. */
  readonly storage: boolean;
  /** Whether its memory grows by itself until it is collected. */
  readonly collectsLate: boolean;
}

export interface Source {
  /** Looks for processes that are new. Some milliseconds on a machine with many. */
  scan(): Promise<void>;
  /** Of all that were seen at the last scan: cheap. */
  memory(): Promise<Memory>;
  counts(): Promise<Counted>;
  /** Milliseconds that each thread of those has run, by its id. */
  threads(): ReadonlyMap<string, number>;
  /** Bytes in memory, shared pages counted once. */
  proportional(): Promise<number>;
  /** Bytes that there are for it at most, where its container has a limit; null: none of its own. */
  readonly limit: number | null;
  /** How many processors' time it may use, where its container has a limit; null: none of its own. */
  readonly processors: number | null;
}

/** `find` gives the ids of its processes. */
function processSource(find: () => Promise<readonly number[]>): Source {
  const ledger = createLedger();
  let pids: readonly number[] = [];
  return {
    limit: null,
    processors: null,
    async scan() {
      // One that has ended and was not waited for yet is found no more, and can still be read.
      const found = new Set([...(await find()), ...pids]);
      const counts = [...found].map(readCounts).filter((one) => one !== null);
      ledger.scan(counts);
      pids = counts.map(({ pid }) => pid);
    },
    async memory() {
      const gauges = pids.map(readGauges);
      const resident = sum(gauges.map((one) => one.resident));
      // Peaks of several processes need not have been at the same time.
      const peak = Math.max(resident, ...gauges.map((one) => one.peak));
      const [anonymous, threads] = [gauges.map((one) => one.anonymous), gauges.map((one) => one.threads)];
      return { resident, anonymous: sum(anonymous), peak, threads: sum(threads) };
    },
    async counts() {
      const files = pids.map(countFiles).filter((one) => one !== null);
      return {
        counts: ledger.total(),
        network: readNetwork(pids),
        files: files.length === 0 ? null : sum(files),
        storage: pids.some(tellsStorage),
        collectsLate: pids.some(collectsLate),
      };
    },
    threads: () => new Map(pids.flatMap(readThreads)),
    async proportional() {
      return sum(pids.map((pid) => readProportional(pid) ?? readGauges(pid).resident));
    },
  };
}

/** Its processor time, memory and storage as the group counts them; the rest of those of its processes that can be seen. */
async function groupSource(folder: string): Promise<Source> {
  const inner = processSource(() => processesOf(folder));
  const { limit, processors } = await readGroup(folder);
  return {
    ...inner,
    limit,
    processors,
    async memory() {
      const [{ memory, anonymous, threads }, seen] = [await readGroup(folder), await inner.memory()];
      return {
        resident: memory ?? seen.resident,
        anonymous: anonymous ?? seen.anonymous,
        // The kernel's own peak is one since the container began, with files in it.
        peak: memory ?? seen.peak,
        threads: threads ?? seen.threads,
      };
    },
    async counts() {
      const [{ cpu, read, written }, seen] = [await readGroup(folder), await inner.counts()];
      const { counts } = seen;
      return {
        ...seen,
        counts: { ...counts, cpu, read: read ?? counts.read, written: written ?? counts.written },
        storage: read !== null || seen.storage,
      };
    },
    async proportional() {
      return (await readGroup(folder)).memory ?? (await inner.proportional());
    },
  };
}

/** @throws ToolError when nothing of the side can be seen here */
export async function sourceOf(server: Served, folder: string | null): Promise<Source> {
  if (process.platform !== "linux") {
    throw new ToolError("resources: processes are watched on Linux only: leave resources out here.");
  }
  if (folder !== null) return groupSource(folder);
  if (server.processes().length > 0) return processSource(async () => server.processes());
  throw new ToolError(
    `resources: ${server.side} runs no process here: leave resources out, or name its container's control group by resources.cgroup.`,
  );
}
