import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { busyBetween, type CpuTimes, parseCpuTimes, readCpuTimes, stealBetween } from "../../src/system/cpu-time.ts";

const times = (busy: number, idle: number, stolen: number): CpuTimes => ({ busy, idle, stolen });

describe("the line of all processors", () => {
  test("guest time, which is in user time already, is not counted again; waiting is idling", () => {
    const text = "cpu  100 20 30 4000 500 6 7 80 9 1\ncpu0 1 1 1 1 1 1 1 1 1 1\nintr 5\n";
    expect(parseCpuTimes(text)).toEqual(times(163, 4500, 80));
  });

  test("is found wherever it stands, and never taken from a single processor", () => {
    expect(parseCpuTimes("cpu0 1 2 3 4 5 6 7 8 9 10\ncpu  1 2 3 4 5 6 7 8 9 10\n")).toEqual(times(19, 9, 8));
    expect(parseCpuTimes("cpu0 1 2 3 4 5 6 7 8 9 10\n")).toBeNull();
  });

  test.each(["", "cpu\n", "cpu  1 2 3 4 5 6 7\n", "cpu  a b c d e f g h\n"])("%j tells nothing", (text) => {
    expect(parseCpuTimes(text)).toBeNull();
  });

  test.runIf(existsSync("/proc/stat"))("this machine's is read, and only grows", async () => {
    const first = await readCpuTimes();
    const second = await readCpuTimes();
    expect(first!.busy).toBeGreaterThan(0);
    expect(first!.idle).toBeGreaterThan(0);
    expect(second!.busy + second!.idle + second!.stolen).toBeGreaterThanOrEqual(
      first!.busy + first!.idle + first!.stolen,
    );
  });
});

describe("between two readings", () => {
  const before = times(1000, 5000, 100);

  test("shares are of all time that passed", () => {
    const after = times(1060, 5030, 110);
    expect(stealBetween(before, after)).toBeCloseTo(0.1, 12);
    expect(busyBetween(before, after)).toBeCloseTo(0.6, 12);
  });

  test("nothing is known without two readings, or when no time has passed", () => {
    for (const [from, to] of [
      [null, before],
      [before, null],
      [before, before],
      [before, times(900, 4000, 50)],
    ] as const) {
      expect([stealBetween(from, to), busyBetween(from, to)]).toEqual([null, null]);
    }
  });

  test("a counter that falls never gives a share outside 0 to 1", () => {
    expect(stealBetween(before, times(1100, 4990, 90))).toBe(0);
    expect(busyBetween(before, times(1100, 4990, 90))).toBe(1);
  });
});
