import { expect, test } from "vitest";
import { NO_COUNTS } from "../../../src/measure/resources/counts.ts";
import { factsOf, notesOf } from "../../../src/measure/resources/facts.ts";
import type { Used } from "../../../src/measure/resources/metrics.ts";

const used = (given: Partial<Used>): Used => ({
  ...{ requests: 100, counts: NO_COUNTS, network: null, peak: 1, end: 1, threads: 1, files: 1, storage: true },
  ...{ growth: null, collectsLate: false, busy: 0.1, busiest: 0.1, full: 0.1 },
  ...given,
});

const busy = (...rounds: readonly Partial<Used>[]) => factsOf({ base: [], head: rounds.map(used) })[0];

test("one full thread of a machine with four processors is a busy one", () => {
  const full = busy({ busiest: 0.97, busy: 0.26 }, { busiest: 0.99, busy: 0.27 }, { busiest: 0.5, busy: 0.2 });
  expect(full).toMatchObject({ rule: "busy-processor", head: 0.97, unit: "fraction" });
  expect(full?.note).toContain("its busiest thread");
});

test("many threads that are all a little busy are judged by all processors", () => {
  const full = busy({ busiest: 0.4, busy: 0.8 });
  expect(full).toMatchObject({ head: 0.8, rounds: { base: null, head: { rounds: 1, least: 0.8, most: 0.8 } } });
  expect(full?.note).toContain("all processors together");
});

test("memory that grows is said as estimated, with the bound besides", () => {
  const growing = [50_000, 51_000, 52_000, 53_000, 54_000].map((growth) => used({ growth }));
  const leak = (rounds: readonly Used[]) => factsOf({ base: [], head: rounds }).find(({ rule }) => rule === "leak");
  expect(leak(growing)).toMatchObject({ head: 52_000, note: expect.stringContaining("at least 96 % of it") });
  expect(leak(growing.map((one) => ({ ...one, collectsLate: true })))).toBeUndefined();
});

test("what is another user's to see is said once, with what to do", () => {
  const unseen = used({ files: null });
  expect(notesOf({ base: [used({})], head: [used({})] })).toEqual([]);
  expect(notesOf({ base: [unseen, unseen], head: [unseen] })).toEqual([
    "resources: open files of the target could not be seen: the kernel shows them to who runs a process, and to root; start Weighbridge as one of them to have them.",
  ]);
  const [both] = notesOf({ base: [], head: [used({ files: null, storage: false })] });
  expect(both).toContain("open files and bytes of storage of the target");
});
