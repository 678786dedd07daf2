// src/measure/resources/source.ts
import { sum } from "../../vendor/simple-statistics.js";
import { ToolError } from "../../errors.js";
import { processesOf, readGroup } from "./cgroup.js";
import { createLedger } from "./ledger.js";
import {
  collectsLate,
  countFiles,
  readCounts,
  readGauges,
  readNetwork,
  readProportional,
  readThreads,
  tellsStorage
} from "./processes.js";
function processSource(find) {
  const ledger = createLedger();
  let pids = [];
  return {
    limit: null,
    processors: null,
    async scan() {
      const found = /* @__PURE__ */ new Set([...await find(), ...pids]);
      const counts = [...found].map(readCounts).filter((one) => one !== null);
      ledger.scan(counts);
      pids = counts.map(({ pid }) => pid);
    },
    async memory() {
      const gauges = pids.map(readGauges);
      const resident = sum(gauges.map((one) => one.resident));
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
        collectsLate: pids.some(collectsLate)
      };
    },
    threads: () => new Map(pids.flatMap(readThreads)),
    async proportional() {
      return sum(pids.map((pid) => readProportional(pid) ?? readGauges(pid).resident));
    }
  };
}
async function groupSource(folder) {
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
        threads: threads ?? seen.threads
      };
    },
    async counts() {
      const [{ cpu, read, written }, seen] = [await readGroup(folder), await inner.counts()];
      const { counts } = seen;
      return {
        ...seen,
        counts: { ...counts, cpu, read: read ?? counts.read, written: written ?? counts.written },
        storage: read !== null || seen.storage
      };
    },
    async proportional() {
      return (await readGroup(folder)).memory ?? await inner.proportional();
    }
  };
}
async function sourceOf(server, folder) {
  if (process.platform !== "linux") {
    throw new ToolError("resources: processes are watched on Linux only: leave resources out here.");
  }
  if (folder !== null) return groupSource(folder);
  if (server.processes().length > 0) return processSource(async () => server.processes());
  throw new ToolError(
    `resources: ${server.side} runs no process here: leave resources out, or name its container's control group by resources.cgroup.`
  );
}
export {
  sourceOf
};
