/**
 * The promise on real k6 rounds (bench/data, recorded by bench/twin/record.ts): pull requests of 30 rounds drawn from them,
 * judged by the built `weighbridge replay` with its defaults. Ends with 1 where a part of the promise is broken.
 * `npx tsx bench/replay/recorded.ts [pull requests]`
 */
import { readFile } from "node:fs/promises";
import { generator } from "../../src/compare/statistics/random.ts";
import type { Series, Side } from "../../src/model/series.ts";
import type { PullRequest, Replayed } from "../../src/replay/judge.ts";
import type { PastCount, PastMetric } from "../../src/replay/series.ts";
import { replay } from "./command.ts";

const COUNT = Number(process.argv[2] ?? 2000);
const ROUNDS = 30;
/** 1 % and three standard errors of so many draws. */
const MOST_RED = 0.01 + 3 * Math.sqrt((0.01 * 0.99) / COUNT);

interface Condition {
  readonly name: string;
  readonly recorded: readonly Series[];
  /** Identical builds: each round may as well have had its sides the other way round. */
  readonly turned: boolean;
  /** What head's latency is multiplied with, at endpoints whose id ends so. */
  readonly factor: number;
  readonly at: string;
  readonly seed: number;
}

const OTHER = { base: "head", head: "base" } as const;

type PastValue = number | PastCount;

/** Rounds without replacement, turned by a coin for all metrics alike. A line names no unit: shares alone are judged. */
function* draw({ recorded, turned, factor, at, seed }: Condition): Generator<PullRequest> {
  const random = generator(seed);
  const kept = recorded.filter(({ kind, metric }) => kind !== "exact" && metric.role === "gate");
  const all = Array.from({ length: (kept[0]!.base as readonly unknown[]).length }, (_, round) => round);
  for (let id = 0; id < COUNT; id++) {
    for (let i = 0; i < ROUNDS; i++) {
      const j = i + Math.floor(random() * (all.length - i));
      [all[i], all[j]] = [all[j]!, all[i]!];
    }
    const turns = all.slice(0, ROUNDS).map((round) => ({ round, isTurned: turned && random() < 0.5 }));
    const metrics = kept.map((series) => {
      const slowed = series.kind === "sampled" && series.metric.id.endsWith(at) ? factor : 1;
      const valuesOf = (side: Side) =>
        turns.map(({ round, isTurned }) => pastValue(series, isTurned ? OTHER[side] : side, round));
      const head = valuesOf("head").map((value) => (typeof value === "number" ? value * slowed : value));
      const { id, kind, better } = series.metric;
      // The values are of the metric's kind, which the type cannot follow.
      return { id, kind, better, base: valuesOf("base"), head } as unknown as PastMetric;
    });
    yield { id: String(id), metrics };
  }
}

function pastValue(series: Series, side: Side, round: number): PastValue {
  if (series.kind === "exact") throw new Error(`${series.metric.id} has no rounds.`);
  const value = series[side][round];
  if (value === null || value === undefined) throw new Error(`${series.metric.id} has no value in round ${round}.`);
  return typeof value === "number" ? value : [value.events, value.total];
}

interface Tally {
  /** Shares of the pull requests. */
  readonly fail: number;
  readonly inconclusive: number;
  /** Failed, with nothing more than 12 rounds. */
  readonly by12: number;
  readonly rounds: number;
  /** How often each metric was called regressed. */
  readonly named: ReadonlyMap<string, number>;
}

async function tally(condition: Condition): Promise<Tally> {
  const answers: Replayed[] = [];
  for await (const answer of replay(draw(condition))) answers.push(answer);
  const share = (matches: (answer: Replayed) => boolean) => answers.filter(matches).length / answers.length;
  const named = new Map<string, number>();
  for (const { metrics } of answers)
    for (const { id, change } of metrics)
      if (change === "regressed") named.set(id, (named.get(id) ?? 0) + 1 / answers.length);
  return {
    fail: share(({ verdict }) => verdict === "fail"),
    inconclusive: share(({ verdict }) => verdict === "inconclusive"),
    by12: share(({ verdict, rounds }) => verdict === "fail" && rounds <= 12),
    rounds: answers.reduce((sum, { rounds }) => sum + rounds, 0) / answers.length,
    named,
  };
}

const load = async (variant: string): Promise<readonly Series[]> =>
  JSON.parse(await readFile(new URL(`../data/twin-${variant}.json`, import.meta.url), "utf8")).series;

const identical = await load("identical");
const regressed = await load("regressed");
const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
const broken: string[] = [];
const expectThat = (holds: boolean, sentence: string) => {
  if (!holds) broken.push(sentence);
};

console.log(`${COUNT} pull requests of ${ROUNDS} rounds a line; standard effort, 1 % false alarms.\n`);
console.log("| recorded rounds | fail | fail by round 12 | inconclusive | rounds | promised |");
console.log("|---|---|---|---|---|---|");

async function row(condition: Condition, promised: string): Promise<Tally> {
  const found = await tally(condition);
  const { fail, by12, inconclusive, rounds } = found;
  console.log(
    `| ${condition.name} | ${percent(fail)} | ${percent(by12)} | ${percent(inconclusive)} | ${rounds.toFixed(1)} | ${promised} |`,
  );
  return found;
}

const plain = { recorded: identical, turned: true, factor: 1, at: "", seed: 1 };
const aa = await row({ ...plain, name: "identical builds" }, `fail ≤ ${percent(MOST_RED)}`);
expectThat(aa.fail <= MOST_RED, `identical builds fail in ${percent(aa.fail)}`);

const ENDPOINTS = ["GET /api/recommendations", "GET /api/search", "POST /api/cart", ""];
for (const [index, at] of ENDPOINTS.entries()) {
  const where = at || "all endpoints";
  const seed = 10 + index;
  const five = await row({ ...plain, name: `head × 1.05, ${where}`, factor: 1.05, at, seed }, "fail ≥ 95 %");
  expectThat(five.fail >= 0.95, `× 1.05 at ${where} is found in ${percent(five.fail)}`);
}
for (const [index, at] of ENDPOINTS.entries()) {
  const nine = { ...plain, name: `head × 1.09, ${at || "all endpoints"}`, factor: 1.09, at, seed: 20 + index };
  // With six metrics the look at 12 asks for twelve rounds that agree, so that one disturbed round of a single slower
  // endpoint puts it off to the next look; of three slower endpoints one is enough.
  const { by12 } = await row(nine, at === "" ? "by round 12 ≥ 80 %" : "");
  expectThat(at !== "" || by12 >= 0.8, `× 1.09 at all endpoints is settled at the look at 12 in ${percent(by12)}`);
}

const slower = { ...plain, recorded: regressed, turned: false, name: "search made slower (+17 %)", seed: 30 };
const { named } = await row(slower, "search named ≥ 95 %");
for (const id of [...new Set(regressed.map(({ metric }) => metric.id))].filter((one) => named.has(one))) {
  console.log(`|  — ${id} | ${percent(named.get(id)!)} | | | | |`);
}
const search = named.get("k6/latency-tm95@shop: GET /api/search") ?? 0;
expectThat(search >= 0.95, `the slower search is named in ${percent(search)}`);
for (const [id, part] of named) {
  expectThat(id.endsWith("GET /api/search") || part <= MOST_RED, `${id}, not slowed, is named in ${percent(part)}`);
}

for (const sentence of broken) console.error(`Broken: ${sentence}.`);
process.exitCode = broken.length > 0 ? 1 : 0;
