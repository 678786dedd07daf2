import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { writeSummary } from "../../../src/report/deliver/summary.ts";
import { renderSummary } from "../../../src/report/render/markdown/summary.ts";
import { CASES, latency } from "../verdicts.ts";

test("ten thousand metrics are below what GitHub shows, and reach the file as they are", {
  tags: ["L6", "T12"],
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "weighbridge-summary-"));
  try {
    const file = join(folder, "summary.md");
    await writeFile(file, "");
    vi.stubEnv("GITHUB_STEP_SUMMARY", file);
    const many = Array.from({ length: 10_000 }, (_, index) => latency(`checkout: GET /${index}/${"🚀".repeat(40)}`));
    const text = renderSummary({ ...CASES.fail!, comparisons: [...CASES.fail!.comparisons, ...many] });
    await writeSummary(text);
    const written = await readFile(file);
    expect(written.toString().trimEnd()).toBe(text.trimEnd());
    expect(written.length).toBeLessThanOrEqual(2 ** 20);
    expect(written.length).toBeGreaterThan(800_000);
    expect(text).toContain("### ❌ Blocked");
  } finally {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  }
});
