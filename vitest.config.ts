import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { rows } from "./test/protections/rows.ts";

// unit: pure, seconds. connected: real processes, servers, git, databases and whole runs, of which nothing is timed. integration:
// real k6, Chrome and profilers that measure. e2e: the built dist/ as users run it, measuring too.
// Files of the last two run one after the other: what runs beside them is what they would measure, on a small machine.
const project = (name: string, include: string[], timeout: number, isAlone: boolean) => ({
  test: {
    name,
    include,
    testTimeout: timeout,
    hookTimeout: timeout,
    fileParallelism: !isAlone,
    pool: "forks" as const,
  },
});

const MEASURING = [
  ...["explain/explain", "explain/fix", "explain/profilers/begins", "gate", "pipeline/{confirm,given-up,inside}"],
  ...["measure/browser/browser", "measure/k6/{load,session,twin}", "measure/lighthouse/{differences,noise}"],
  ...["measure/lighthouse/flows/flows", "measure/resources/resources", "system/{process,watchdog}"],
].map((name) => `test/${name}.integration.test.ts`);

const MEASURING_E2E = [
  ...["action", "attempts", "canary", "cancel", "demo", "doctor", "explain", "gate", "interrupt", "override", "soak"],
].map((name) => `test/e2e/${name}.test.ts`);

const without = (include: readonly string[]) => include.map((one) => `!${one}`);
const NOT_UNIT = ["test/**/*.integration.test.ts", "test/e2e/**/*.test.ts"];

export default defineConfig({
  test: {
    // By default it leaves one processor idle, which is half of a small machine.
    maxWorkers: availableParallelism(),
    // Which row of docs/security.md or docs/reliability.md a test shows.
    tags: rows.map(({ id, what }) => ({ name: id, description: what })),
    projects: [
      // Nothing of a pure test outlives it: its files need no process of their own. Simulations take long on a slow machine.
      {
        test: { ...project("unit", ["test/**/*.test.ts", ...without(NOT_UNIT)], 120_000, false).test, isolate: false },
      },
      project("connected", [...NOT_UNIT, ...without([...MEASURING, ...MEASURING_E2E])], 300_000, false),
      project("integration", MEASURING, 300_000, true),
      project("e2e", MEASURING_E2E, 300_000, true),
    ],
  },
});
