import { defineConfig } from "vitest/config";
import { rows } from "./test/protections/rows.ts";

// unit: pure, seconds. integration: real k6, git, servers. e2e: the built dist/ as users run it.
// Files run one after the other outside the unit part: they start servers and load on a small machine.
const project = (name: string, include: string[], timeout: number, fileParallelism: boolean) => ({
  test: { name, include, testTimeout: timeout, hookTimeout: timeout, fileParallelism, pool: "forks" as const },
});

export default defineConfig({
  test: {
    // Which row of docs/security.md or docs/reliability.md a test shows.
    tags: rows.map(({ id, what }) => ({ name: id, description: what })),
    projects: [
      project("unit", ["test/**/*.test.ts", "!test/**/*.integration.test.ts", "!test/e2e/**"], 20_000, true),
      project("integration", ["test/**/*.integration.test.ts"], 120_000, false),
      project("e2e", ["test/e2e/**/*.test.ts"], 300_000, false),
    ],
  },
});
