import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MOST_TOLD } from "../../src/measure/k6/told.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { renderMarkdown } from "../../src/report/render/markdown/markdown.ts";
import { readRounds, readVerdict } from "../../src/stored/read.ts";
import { writeRounds, writeVerdict } from "../../src/stored/write.ts";
import { largestRounds } from "../helpers/largest.ts";

describe("the most endpoints and checks that are told apart", { tags: ["L15"] }, () => {
  const MEBIBYTE = 1024 * 1024;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "weighbridge-largest-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("over 60 rounds are stored and read again", async () => {
    const rounds = largestRounds(60, MOST_TOLD);
    const file = await writeRounds(folder, rounds);
    expect((await stat(file)).size).toBeLessThan(32 * MEBIBYTE);
    expect((await readRounds(file)).series.length).toBe(rounds.series.length);
  });

  test("make a verdict that the reporting workflow reads, and a comment that GitHub takes", async () => {
    const verdict = judgeRounds(largestRounds(8, MOST_TOLD));
    const file = await writeVerdict(folder, verdict);
    expect((await stat(file)).size).toBeLessThan(8 * MEBIBYTE);
    expect((await readVerdict(file)).comparisons.length).toBe(verdict.comparisons.length);
    expect(Buffer.byteLength(renderMarkdown(verdict))).toBeLessThanOrEqual(60_000);
  });
});
