import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasMeasured, jobKey, MOST_BYTES, MOST_JOBS, mergeSnapshots } from "../../src/baseline/merge.ts";
import type { Snapshot } from "../../src/stored/snapshot.ts";
import { job, latency, type Told } from "./make.ts";

const told = (snapshots: readonly Snapshot[]) =>
  snapshots.map(({ job: { run, attempt } }) => `${run}.${attempt}`).join(" ");

describe("mergeSnapshots", () => {
  test("oldest first, each job once, whatever list it comes from", () => {
    const [a, b, c] = [job({ run: "a", minute: 1 }), job({ run: "b", minute: 2 }), job({ run: "c", minute: 3 })];
    expect(told(mergeSnapshots([c, a], [b], [a, c]))).toBe("a.1 b.1 c.1");
  });

  test.each<[string, readonly Told[], string]>([
    ["the newest attempt counts", [{ attempt: 1 }, { attempt: 3 }, { attempt: 2 }], "1.3"],
    ["unless it could not measure", [{ attempt: 1 }, { attempt: 2, verdict: "error" }], "1.1"],
    ["a failed gate is a measurement like any other", [{ attempt: 1 }, { attempt: 2, verdict: "fail" }], "1.2"],
    [
      "two runs of a commit are two jobs",
      [
        { run: "1", minute: 1 },
        { run: "2", minute: 2 },
      ],
      "1.1 2.1",
    ],
    [
      "one run of two commits too",
      [
        { commit: 1, minute: 1 },
        { commit: 2, minute: 2 },
      ],
      "1.1 1.1",
    ],
    [
      "one that never could measure is on record",
      [
        { attempt: 1, verdict: "error" },
        { attempt: 2, verdict: "error" },
      ],
      "1.2",
    ],
  ])("%s", (_, jobs, kept) => {
    expect(told(mergeSnapshots(jobs.map(job)))).toBe(kept);
  });

  test("keeps the newest hundred, whichever list they come from", { tags: ["L9"] }, () => {
    const jobs = Array.from({ length: MOST_JOBS + 20 }, (_, i) => job({ run: String(i), minute: i }));
    const merged = mergeSnapshots(jobs.slice(60), jobs.slice(0, 60));
    expect(merged.length).toBe(MOST_JOBS);
    expect(merged[0]!.job.run).toBe("20");
  });

  test("errors never take the place of a measurement", { tags: ["L9"] }, () => {
    const measured = Array.from({ length: MOST_JOBS }, (_, i) => job({ run: String(i), minute: i }));
    const broken = Array.from({ length: 60 }, (_, i) => job({ run: `e${i}`, minute: 1000 + i, verdict: "error" }));
    const merged = mergeSnapshots(measured, broken);
    expect(merged.filter(hasMeasured)).toHaveLength(MOST_JOBS);
    expect(merged.filter((one) => !hasMeasured(one)).map((one) => one.job.run)).toEqual(
      broken.slice(-20).map((one) => one.job.run),
    );
  });

  test("keeps the newest that fit into the bytes", { tags: ["L9"] }, () => {
    const values = Array.from({ length: 400_000 }, (_, i) => i + 0.123456789);
    const big = (run: string, minute: number) => job({ run, minute, over: { metrics: [{ metric: latency, values }] } });
    const size = JSON.stringify(big("0", 0)).length;
    const merged = mergeSnapshots(Array.from({ length: 6 }, (_, i) => big(String(i), i)));
    expect(merged.length).toBe(Math.floor(MOST_BYTES / size));
    expect(merged.at(-1)!.job.run).toBe("5");
  });

  test.each([MOST_JOBS - 1, MOST_JOBS, MOST_JOBS + 1])(
    "of %i jobs at most a hundred are kept, the newest",
    { tags: ["L9"] },
    (count) => {
      const jobs = Array.from({ length: count }, (_, i) => job({ run: String(i), minute: i }));
      expect(mergeSnapshots(jobs)).toEqual(jobs.slice(-MOST_JOBS));
    },
  );

  test.each([
    ["a byte less than the limit", -1, 2],
    ["the limit", 0, 2],
    ["a byte more than the limit", 1, 1],
  ])("two jobs of %s", { tags: ["L9"] }, (_, more, kept) => {
    // Each with the comma or bracket after it; an umlaut is two bytes.
    const plain = [job({ run: "1", minute: 1 }), job({ run: "2", minute: 2 })];
    const bytes = plain.reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one)) + 1, 0);
    const version = `${plain[0]!.version}${"ä".repeat(8)}${"x".repeat(MOST_BYTES - bytes - 16 + more)}`;
    expect(mergeSnapshots([{ ...plain[0]!, version }, plain[1]!]).map((one) => one.job.run)).toEqual(
      ["1", "2"].slice(-kept),
    );
  });

  test("no order of reading matters, and merging again changes nothing", { tags: ["R8"] }, () => {
    const any = fc.record({
      commit: fc.option(fc.integer({ min: 1, max: 3 })),
      run: fc.constantFrom("1", "2"),
      attempt: fc.integer({ min: 1, max: 3 }),
      minute: fc.integer({ min: 0, max: 3 }),
      verdict: fc.constantFrom("pass" as const, "fail" as const, "error" as const),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), fc.nat(12), (stories, cut) => {
        const jobs = stories.map(job);
        const merged = mergeSnapshots(jobs);
        expect(mergeSnapshots(jobs.slice(cut).reverse(), jobs.slice(0, cut))).toEqual(merged);
        expect(mergeSnapshots(merged, jobs)).toEqual(merged);
        const measured = new Set(jobs.filter(hasMeasured).map(jobKey));
        expect(merged.filter((one) => !hasMeasured(one)).some((one) => measured.has(jobKey(one)))).toBe(false);
      }),
    );
  });
});
