import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { rows } from "./test/protections/rows.ts";

// unit: pure, seconds. connected: real servers, git, databases and whole runs that are asked and not measured. integration:
// real k6, Chrome, targets and processes. e2e: the built dist/ as users run it.
// Files of the last two run one after the other: what runs beside them is what they would measure, on a small machine.
const project = (name: string, include: string[], timeout: number, fileParallelism: boolean) => ({
  test: { name, include, testTimeout: timeout, hookTimeout: timeout, fileParallelism, pool: "forks" as const },
});

const CONNECTED = [
  ...["github", "action", "baseline", "scripts", "services", "target"].map((folder) => `test/${folder}`),
  ...["http", "mysql", "postgres", "prometheus", "redis"].map((folder) => `test/measure/${folder}`),
].map((folder) => `${folder}/**/*.integration.test.ts`);

const UNMEASURED = [
  ...["bad-input", "enterprise-server", "events", "exceptions", "fork", "full-disk", "odd-places", "replay", "report"],
  ...["report-step", "runner-commands", "toxiproxy"],
].map((name) => `test/e2e/${name}.test.ts`);

const without = (include: readonly string[]) => include.map((one) => `!${one}`);

export default defineConfig({
  test: {
    // By default it leaves one processor idle, which is half of a small machine.
    maxWorkers: availableParallelism(),
    // Which row of docs/security.md or docs/reliability.md a test shows.
    tags: rows.map(({ id, what }) => ({ name: id, description: what })),
    projects: [
      project("unit", ["test/**/*.test.ts", "!test/**/*.integration.test.ts", "!test/e2e/**"], 20_000, true),
      project("connected", [...CONNECTED, ...UNMEASURED], 120_000, true),
      project("integration", ["test/**/*.integration.test.ts", ...without(CONNECTED)], 120_000, false),
      project("e2e", ["test/e2e/**/*.test.ts", ...without(UNMEASURED)], 300_000, false),
    ],
  },
});
