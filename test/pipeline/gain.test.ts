import { describe, expect, test } from "vitest";
import { gainsOf, gainText } from "../../src/pipeline/gain.ts";
import { createRandom, type Random } from "../compare/noise.ts";

/** Twenty requests of which the first five, on a cold server, take five times as long. */
const times = (milliseconds: number) =>
  Array.from({ length: 20 }, (_, at) => (at < 5 ? 5 : 1) * (milliseconds + ((at % 3) - 1) / 100));

/** A round by what its requests take without and with the change. */
const round = (endpoints: Readonly<Record<string, readonly [number, number]>>) =>
  new Map(
    Object.entries(endpoints).map(([endpoint, [without, tried]]) => [
      endpoint,
      { without: times(without), tried: times(tried) },
    ]),
  );
const rounds = (...pairs: readonly (readonly [number, number])[]) => pairs.map((pair) => round({ "GET /": pair }));
/** Ten rounds in which the request takes 10 ms without the change. */
const said = (...tried: readonly number[]) => gainText(gainsOf(rounds(...tried.map((one) => [10, one] as const))));

test("the median request of each round, without the first that are cold, and the median of rounds", () => {
  const [gain, ...rest] = gainsOf(rounds([2, 1], [4, 1], [10, 5], [10, 4]));
  expect(rest).toEqual([]);
  expect(gain).toMatchObject({ endpoint: "GET /", without: 7, tried: 2.5, direction: null });
  expect(gain!.changes.map(Math.exp).map((ratio) => ratio.toFixed(2))).toEqual(["0.50", "0.25", "0.50", "0.40"]);
});

test("an endpoint that a round has too few answers of is none", () => {
  const few = new Map([["GET /", { without: times(1), tried: times(1).slice(0, 4) }]]);
  expect(gainsOf([...rounds([2, 1]), few])).toEqual([]);
  expect(gainsOf([round({ "GET /": [1, 1], "GET /new": [1, 1] }), round({ "GET /": [1, 1] })])).toHaveLength(1);
  expect(gainsOf([])).toEqual([]);
});

test("faster or slower is said where the interval leaves out no change, with the interval and the rounds that agree", () => {
  expect(said(5.8, 5.9, 6, 5.9, 5.8, 5.9, 6, 5.9, 5.8, 5.9)).toBe(
    "GET / 10 ms → 5.9 ms (-41 %, 99 % interval -42 to -41 %, 10 of 10 rounds faster)",
  );
  expect(said(11, 12, 13, 12, 12, 11, 13, 12, 12, 9.9)).toBe(
    "GET / 10 ms → 12 ms (+20 %, 99 % interval +9 to +25 %, 9 of 10 rounds slower)",
  );
  expect(said(9.7, 10.3, 10, 10.6, 9.8, 10.1, 9.9, 10.2, 9.7, 10.1)).toBe(
    "no difference is shown (GET / -3 to +3 %, 99 % interval of 10 rounds)",
  );
});

test("few rounds show nothing, however large it looks", () => {
  expect(said(1, 1, 1, 1)).toBe("no difference is shown (GET / -90 to -90 %, 87.5 % interval of 4 rounds)");
});

test("of several endpoints those that are shown, the largest first, by factor, up or down", () => {
  const four = round({ "/same": [1, 1], "/half": [2, 1], "/fourth": [4, 1], "/thrice": [1, 3], "/fifth": [5, 1] });
  const ten = Array.from({ length: 10 }, () => four);
  expect(gainText(gainsOf(ten))).toBe(
    "/fifth 5 ms → 1 ms (-80 %, 99.8 % interval -80 to -80 %, 10 of 10 rounds faster); /fourth 4 ms → 1 ms (-75 %, 99.8 % interval -75 to -75 %, 10 of 10 rounds faster); /thrice 1 ms → 3 ms (+200 %, 99.8 % interval +200 to +200 %, 10 of 10 rounds slower)",
  );
});

/** Ten rounds of endpoints whose times differ by chance alone, a coin deciding which slot has the change. */
function useless(random: Random, { endpoints, sd, slot }: { endpoints: number; sd: number; slot: number }) {
  return Array.from({ length: 10 }, () => {
    const [without, tried] = random.coin() ? [1, Math.exp(slot)] : [Math.exp(slot), 1];
    const noise = () => Math.exp((sd / Math.SQRT2) * random.normal());
    const timed = () => ({ without: Array(8).fill(without * noise()), tried: Array(8).fill(tried * noise()) });
    return new Map(Array.from({ length: endpoints }, (_, at) => [`/${at}`, timed()] as const));
  });
}

describe("a change that brings nothing is called faster or slower in at most one try of a hundred, over all endpoints", () => {
  test.each([
    { endpoints: 1, sd: 0.09, slot: 0 },
    { endpoints: 3, sd: 0.09, slot: 0 },
    { endpoints: 5, sd: 0.06, slot: 0 },
    // One slot is always slower than the other, at all endpoints alike.
    { endpoints: 1, sd: 0.03, slot: 0.1 },
    { endpoints: 3, sd: 0.03, slot: 0.1 },
  ])("%o", (noise) => {
    const random = createRandom(11);
    const tries = 3000;
    let claims = 0;
    for (let one = 0; one < tries; one++) {
      if (gainsOf(useless(random, noise)).some(({ direction }) => direction !== null)) claims++;
    }
    // Three standard deviations of the count at exactly 1 %.
    expect(claims).toBeLessThanOrEqual(tries * 0.01 + 3 * Math.sqrt(tries * 0.01));
  });
});

test("a change by a third is shown nine times in ten, at three endpoints with differences of 9 % by chance", () => {
  const random = createRandom(12);
  let shown = 0;
  for (let one = 0; one < 300; one++) {
    const rounds = useless(random, { endpoints: 3, sd: 0.09, slot: 0 });
    const helped = rounds.map((round) => {
      const { without, tried } = round.get("/0")!;
      return new Map(round).set("/0", { without, tried: tried.map((time) => time * (2 / 3)) });
    });
    if (gainsOf(helped)[0]!.direction === "faster") shown++;
  }
  expect(shown).toBeGreaterThanOrEqual(270);
});
