import { describe, expect, test } from "vitest";
import { type Counts, NO_COUNTS } from "../../../src/measure/resources/counts.ts";
import { createLedger, type ProcessCounts } from "../../../src/measure/resources/ledger.ts";

interface Given {
  readonly parent?: number;
  readonly started?: number;
  readonly waitedFor?: number;
  readonly counts: Partial<Counts>;
}

const one = (pid: number, { parent = 1, started = pid, waitedFor = 0, counts }: Given): ProcessCounts => ({
  pid,
  parent,
  started,
  waitedFor,
  counts: { ...NO_COUNTS, ...counts },
});

/** What is known after each scan. */
function totals(...scans: readonly (readonly ProcessCounts[])[]): readonly Counts[] {
  const ledger = createLedger();
  return scans.map((processes) => {
    ledger.scan(processes);
    return ledger.total();
  });
}

const cpu = (list: readonly Counts[]) => list.map((counts) => counts.cpu);

describe("what ended", () => {
  const parent = { counts: { cpu: 100, minorFaults: 1000 } };
  const child = one(20, { parent: 10, counts: { cpu: 50, minorFaults: 200, voluntarySwitches: 7 } });

  test("and was waited for is in its parent's numbers, and counted once", () => {
    const after = one(10, { counts: { cpu: 155, minorFaults: 1203 }, waitedFor: 203 });
    expect(cpu(totals([one(10, parent), child], [after]))).toEqual([150, 155]);
  });

  test("and was not waited for stays as it was last seen", () => {
    expect(cpu(totals([one(10, parent), child], [one(10, parent)], [one(10, parent)]))).toEqual([150, 150, 150]);
  });

  test("under a parent that ended too is in what that one's parent got", () => {
    const between = one(15, { parent: 10, counts: { cpu: 5, minorFaults: 100 } });
    const below = one(20, { parent: 15, counts: { cpu: 50, minorFaults: 200 } });
    const after = one(10, { counts: { cpu: 158, minorFaults: 1300 }, waitedFor: 300 });
    expect(cpu(totals([one(10, parent), between, below], [after]))).toEqual([155, 158]);
  });

  test("takes its switches with it, whoever waited", () => {
    const after = one(10, { counts: { cpu: 155, minorFaults: 1203 }, waitedFor: 203 });
    const found = totals([one(10, parent), child], [after]);
    expect(found.map(({ voluntarySwitches }) => voluntarySwitches)).toEqual([7, 7]);
  });

  test("as a thread makes its process's numbers fall, not the sum", () => {
    const at = (counts: Partial<Counts>) => [one(10, { counts })];
    expect(cpu(totals(at({ cpu: 105.3 }), at({ cpu: 100 }), at({ cpu: 130 })))).toEqual([105.3, 105.3, 135.3]);
  });
});

test("a process with the id of one that ended is another", () => {
  const found = totals([one(10, { started: 5, counts: { cpu: 40 } })], [one(10, { started: 9, counts: { cpu: 1 } })]);
  expect(cpu(found)).toEqual([40, 41]);
});

test("one that begins between two scans is counted from its own beginning", () => {
  expect(
    cpu(totals([one(10, { counts: { cpu: 1 } })], [one(10, { counts: { cpu: 1 } }), one(11, { counts: { cpu: 9 } })])),
  ).toEqual([1, 10]);
});
