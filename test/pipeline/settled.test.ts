import { expect, test } from "vitest";
import type { Cause } from "../../src/model/cause.ts";
import type { Fact } from "../../src/model/finding.ts";
import type { Unwatched } from "../../src/model/unwatched.ts";
import { type Told, withEarlier } from "../../src/pipeline/settled.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";
import { roundsOf } from "./rounds-of.ts";
import { opened } from "./run-job.ts";

const watcher = (id: string) => ({ id, tools: {}, conditions: "same" });
const inside = { ...opened("inside"), also: [watcher("http"), watcher("redis")] };
const all = [opened("k6"), inside, opened("lighthouse")];

const fact = (collector: string, head: number): Fact => ({
  ...{ rule: "large-payload", collector, subject: "GET /", name: null, base: 1, head, unit: "bytes", note: null },
  at: null,
});
const cause = (metric: string, name: string): Cause => ({
  ...{ metric, kind: "call", name, base: 0, head: 1, unit: "count", whole: null, note: null, at: null },
});
const lost = (id: string): Unwatched => ({ watcher: id, why: "it is down.", rounds: 2 });
const by = (collector: string, rounds: number): Told["measuredBy"][number] => ({
  ...{ collector, rounds, discarded: [], notes: [`${rounds} rounds`] },
});

const earlier: StoredRounds = roundsOf({
  facts: [fact("http", 120), fact("lighthouse", 7)],
  causes: [cause("http/repeated@GET /", "GET /a"), cause("lighthouse/lcp@/", "a.png"), cause("k6/latency-p50@a", "f")],
  notWeighed: [
    "redis: not seen.",
    "lighthouse/lcp@/: none.",
    "k6: dropped.",
    "/cart: Lighthouse gave no tbt in any run.",
  ],
  unwatched: [lost("redis")],
  measuredBy: [by("k6", 8), by("inside", 8), by("lighthouse", 8)],
});

const now: Told = {
  facts: [fact("lighthouse", 9)],
  causes: [cause("lighthouse/lcp@/", "b.png")],
  notWeighed: ["k6: dropped."],
  unwatched: [],
  measuredBy: [by("k6", 16), by("inside", 8), by("lighthouse", 20)],
};

test("what was said of collectors that are not measured again, and of their watchers, holds on; the others speak anew", {
  tags: ["T26"],
}, () => {
  const told = withEarlier(earlier, now, all, (id) => (id === "inside" ? "settled" : "afresh"));
  expect(told).toEqual({
    facts: [fact("lighthouse", 9), fact("http", 120)],
    causes: [cause("lighthouse/lcp@/", "b.png"), cause("http/repeated@GET /", "GET /a")],
    notWeighed: ["k6: dropped.", "redis: not seen.", "/cart: Lighthouse gave no tbt in any run."],
    unwatched: [lost("redis")],
    measuredBy: [by("k6", 16), by("inside", 8), by("lighthouse", 20)],
  });
});

test("a collector that is not measured again was measured as it was", () => {
  const doing = { ...now, measuredBy: [{ ...by("inside", 8), notes: ["what it would have done"] }] };
  expect(withEarlier(earlier, doing, [inside], () => "settled").measuredBy).toEqual([by("inside", 8)]);
});

test("where all are measured again nothing holds on", () => {
  expect(withEarlier(earlier, now, all, () => "afresh")).toEqual(now);
});

test("a collector that goes on is told of by all its rounds, as far as those before saw the same", {
  tags: ["T26"],
}, () => {
  const range = (rounds: number, least: number, most: number) => ({ rounds, least, most });
  const seen = (name: string, base: ReturnType<typeof range> | null, head: ReturnType<typeof range>): Fact => ({
    ...fact("http", head.most),
    name,
    rounds: { base, head },
  });
  const before = roundsOf({ facts: [seen("a", range(5, 1, 1), range(5, 9, 11)), seen("gone", null, range(5, 9, 9))] });
  const again = [seen("a", range(4, 0, 1), range(5, 10, 12)), seen("b", null, range(5, 3, 3))];
  const { facts } = withEarlier(before, { ...now, facts: again }, all, () => "on");
  expect(facts).toEqual([seen("a", range(9, 0, 1), range(10, 9, 12)), seen("b", null, range(5, 3, 3))]);
  expect(withEarlier(before, { ...now, facts: again }, all, () => "afresh").facts).toEqual(again);
});

test("a watcher that was lost, and looks again, is lost no more", { tags: ["T26"] }, () => {
  expect(withEarlier(earlier, now, all, (id) => (id === "k6" ? "settled" : "on")).unwatched).toEqual([]);
});
