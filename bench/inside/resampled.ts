/**
 * The promise on recorded rounds of the watchers (bench/data/inside-identical.json, by noise.ts): pull requests drawn from
 * them, each round turned by a coin, head made worse by what is to be found. Ends with 1 where a part of the promise is
 * broken. `npx tsx bench/inside/resampled.ts [pull requests]`
 */
import { readFile } from "node:fs/promises";
import { generator } from "../../src/compare/statistics/random.ts";
import { signFlipP } from "../../src/compare/statistics/sign-flip.ts";
import type { SampledSeries } from "../../src/model/series.ts";
import { judgePullRequest } from "../../src/replay/judge.ts";

const COUNT = Number(process.argv[2] ?? 2000);
const ALPHA = 0.01;
/** 1 % and three standard errors of so many draws. */
const MOST_FALSE = ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / COUNT);
const LEAST_FOUND = 0.95;
/** The last look of the standard effort, the first that may block, and the rounds after which a count is to be told. */
const ROUNDS = 30;
const FIRST = 12;
const FEW = 8;

type Pair = readonly [base: number, head: number];

const path = new URL("../data/inside-identical.json", import.meta.url);
const { series } = JSON.parse(await readFile(path, "utf8")) as { readonly series: readonly SampledSeries[] };

function recorded(id: string): readonly Pair[] {
  const found = series.find(({ metric }) => metric.id === id);
  if (!found) throw new Error(`${id} was not recorded.`);
  return found.base.flatMap((base, round) => {
    const head = found.head[round];
    return base === null || head === null || head === undefined ? [] : [[base, head] as const];
  });
}

/** Identical builds: each round may as well have had its sides the other way round. */
function draw(pairs: readonly Pair[], count: number, random: () => number): readonly Pair[] {
  return Array.from({ length: count }, () => {
    const [base, head] = pairs[Math.floor(random() * pairs.length)]!;
    return random() < 0.5 ? [base, head] : [head, base];
  });
}

/** Share of pull requests in which `isFound`, with head made worse by `worsen`. */
function share(
  id: string,
  rounds: number,
  worsen: (head: number) => number,
  isFound: (pairs: readonly Pair[]) => boolean,
) {
  const pairs = recorded(id);
  const random = generator(1);
  let found = 0;
  for (let i = 0; i < COUNT; i++) {
    const drawn = draw(pairs, rounds, random).map(([base, head]) => [base, worsen(head)] as const);
    if (isFound(drawn)) found++;
  }
  return found / COUNT;
}

/** As the gate with its defaults judges it. */
const gate = (pairs: readonly Pair[]) => {
  const metric = { id: "resources/metric@target", kind: "sampled", better: "lower" } as const;
  const past = { ...metric, base: pairs.map(([base]) => base), head: pairs.map(([, head]) => head) };
  const settings = { falseAlarms: ALPHA, effort: "standard", overrides: [] } as const;
  return judgePullRequest({ id: "1", metrics: [past] }, settings).verdict === "fail";
};

/** By the gate's test alone, at once. */
const ofRatio = (pairs: readonly Pair[]) => signFlipP(pairs.map(([base, head]) => Math.log(head / base))) <= ALPHA;
const ofDifference = (pairs: readonly Pair[]) => signFlipP(pairs.map(([base, head]) => head - base)) <= ALPHA;

const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
let isBroken = false;
console.log(`${recorded("resources/cpu@target").length} recorded rounds, ${COUNT} pull requests a line.\n`);
console.log("| metric | planted | rounds | found | promised |");
console.log("|---|---|---|---|---|");

interface Row {
  readonly id: string;
  readonly planted: string;
  readonly worsen: (head: number) => number;
  readonly rounds: number;
  readonly isFound: (pairs: readonly Pair[]) => boolean;
}

function row({ id, planted, worsen, rounds, isFound }: Row): void {
  const nothing = share(id, rounds, (head) => head, isFound);
  const found = share(id, rounds, worsen, isFound);
  isBroken ||= nothing > MOST_FALSE || found < LEAST_FOUND;
  console.log(`| ${id} | nothing | ${rounds} | ${percent(nothing)} | ≤ ${percent(MOST_FALSE)} |`);
  console.log(`| ${id} | ${planted} | ${rounds} | ${percent(found)} | ≥ ${percent(LEAST_FOUND)} |`);
}

const times = (factor: number) => (head: number) => head * factor;
const plus = (bytes: number) => (head: number) => head + bytes;
row({ id: "resources/cpu@target", planted: "× 1.05", worsen: times(1.05), rounds: ROUNDS, isFound: gate });
row({ id: "runtime/allocated@target", planted: "× 1.01", worsen: times(1.01), rounds: FEW, isFound: ofRatio });
row({ id: "runtime/retained@target", planted: "+ 250 bytes", worsen: plus(250), rounds: FIRST, isFound: ofDifference });
row({ id: "resources/growth@target", planted: "+ 5 kB", worsen: plus(5_000), rounds: FIRST, isFound: ofDifference });
process.exitCode = isBroken ? 1 : 0;
