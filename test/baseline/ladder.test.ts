import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseBaseline, inCommitOrder } from "../../src/baseline/ladder.ts";
import { job, sha } from "./make.ts";

/** Base is 5; before it came 4, 3, 2 and 1. */
const lineage = [5, 4, 3, 2, 1].map(sha);

test.each<[string, readonly { commit: number | null; minute: number }[], readonly string[], object | null]>([
  ["nothing is stored", [], lineage, null],
  [
    "base itself was measured",
    [
      { commit: 4, minute: 9 },
      { commit: 5, minute: 1 },
    ],
    lineage,
    { how: "base", distance: 0 },
  ],
  [
    "the nearest ancestor",
    [
      { commit: 1, minute: 9 },
      { commit: 3, minute: 1 },
    ],
    lineage,
    { how: "ancestor", distance: 2 },
  ],
  [
    "commits after base, or of another branch",
    [
      { commit: 8, minute: 9 },
      { commit: 7, minute: 1 },
    ],
    lineage,
    { how: "newest", distance: null },
  ],
  ["a job without a commit", [{ commit: null, minute: 1 }], lineage, { how: "newest", distance: null }],
  ["a clone that knows nothing", [{ commit: 4, minute: 1 }], [], { how: "newest", distance: null }],
])("%s", (_, stories, known, chosen) => {
  const snapshots = stories.map((story) => job(story)).sort((a, b) => (a.finished < b.finished ? -1 : 1));
  const found = chooseBaseline({ snapshots, lineage: known });
  if (chosen === null) expect(found).toBeNull();
  else expect(found).toMatchObject(chosen);
});

test("of two jobs of one commit the later one stands for it", () => {
  const [first, second] = [job({ commit: 5, run: "1", minute: 1 }), job({ commit: 5, run: "2", minute: 2 })];
  expect(chooseBaseline({ snapshots: [first, second], lineage })?.snapshot).toBe(second);
});

test("two pushes that ended out of order stand in the order of their commits", { tags: ["R8"] }, () => {
  const late = job({ commit: 3, run: "slow", minute: 9 });
  const early = job({ commit: 4, run: "quick", minute: 5 });
  const unknown = job({ commit: 77, run: "unknown", minute: 7 });
  const ordered = inCommitOrder({ snapshots: [early, unknown, late], lineage });
  expect(ordered.map(({ job }) => job.run)).toEqual(["slow", "unknown", "quick"]);
  expect(chooseBaseline({ snapshots: [early, unknown, late], lineage: lineage.slice(1) })?.snapshot).toBe(early);
});

test("whatever the times are, no job is lost, and the chosen one is the nearest there is", { tags: ["R8"] }, () => {
  const commits = fc.array(fc.record({ commit: fc.integer({ min: 1, max: 9 }), minute: fc.nat(50) }), { maxLength: 9 });
  fc.assert(
    fc.property(commits, (stories) => {
      const snapshots = stories.map((story, index) => job({ ...story, run: String(index) }));
      const ordered = inCommitOrder({ snapshots, lineage });
      expect(new Set(ordered)).toEqual(new Set(snapshots));
      const distances = snapshots.map(({ head }) => lineage.indexOf(head.commit!)).filter((distance) => distance >= 0);
      const nearest = distances.length === 0 ? null : Math.min(...distances);
      expect(chooseBaseline({ snapshots, lineage })?.distance ?? null).toBe(nearest);
    }),
  );
});
