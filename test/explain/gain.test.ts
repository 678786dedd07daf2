import { expect, test } from "vitest";
import { gainsOf, gainText } from "../../src/explain/gain.ts";

/** Forty requests of which the first ten, on a cold server, take five times as long. */
const times = (milliseconds: number) =>
  Array.from({ length: 40 }, (_, at) => (at < 10 ? 5 : 1) * (milliseconds + ((at % 3) - 1) / 100));

/** A round by what its requests take without and with the change. */
const round = (endpoints: Readonly<Record<string, readonly [number, number]>>) =>
  new Map(
    Object.entries(endpoints).map(([endpoint, [without, tried]]) => [
      endpoint,
      { without: times(without), tried: times(tried) },
    ]),
  );
const rounds = (...pairs: readonly (readonly [number, number])[]) => pairs.map((pair) => round({ "GET /": pair }));
const said = (...pairs: readonly (readonly [number, number])[]) => gainText(gainsOf(rounds(...pairs)));

test("the median request of each round, without the first that are cold, and the median of rounds", () => {
  const [gain, ...rest] = gainsOf(rounds([2, 1], [4, 1], [10, 5], [10, 4]));
  expect(rest).toEqual([]);
  expect(gain).toMatchObject({ endpoint: "GET /", without: 7, tried: 2.5 });
  expect(gain!.ratios).toEqual([0.5, 0.25, 0.5, 0.4]);
});

test("an endpoint that a round has too few answers of is none", () => {
  const few = new Map([["GET /", { without: times(1), tried: times(1).slice(0, 4) }]]);
  expect(gainsOf([...rounds([2, 1]), few])).toEqual([]);
  expect(gainsOf([round({ "GET /": [1, 1], "GET /new": [1, 1] }), round({ "GET /": [1, 1] })])).toHaveLength(1);
  expect(gainsOf([])).toEqual([]);
});

test("faster or slower is said where all rounds agree on it, and it is more than starts of one build differ by", () => {
  expect(said([2.9, 1.7], [2.9, 1.71], [2.9, 1.69], [2.9, 1.7])).toBe(
    "GET / 2.9 ms → 1.7 ms (-41 %, 4 of 4 rounds faster)",
  );
  expect(said([10, 12], [10, 11], [10, 13], [10, 12])).toBe("GET / 10 ms → 12 ms (+20 %, 4 of 4 rounds slower)");
  expect(said([10, 5], [10, 5], [10, 5], [10, 10.1])).toBe("no clear difference (GET / -50 to +1 % in 4 rounds)");
  expect(said([10, 9.7], [10, 9.8], [10, 9.9], [10, 9.6])).toBe("it brought nothing (GET / -4 to -1 % in 4 rounds)");
  expect(said([10, 9.7], [10, 10.3], [10, 10], [10, 10.6])).toBe("no clear difference (GET / -3 to +6 % in 4 rounds)");
});

test("of several endpoints those that changed most, by factor, up or down", () => {
  const four = round({ "/same": [1, 1], "/half": [2, 1], "/fourth": [4, 1], "/thrice": [1, 3] });
  expect(gainText(gainsOf([four, four]))).toBe(
    "/fourth 4 ms → 1 ms (-75 %, 2 of 2 rounds faster); /thrice 1 ms → 3 ms (+200 %, 2 of 2 rounds slower); /half 2 ms → 1 ms (-50 %, 2 of 2 rounds faster)",
  );
  const one = round({ "/same": [1, 1], "/half": [2, 1] });
  expect(gainText(gainsOf([one, one]))).toBe("/half 2 ms → 1 ms (-50 %, 2 of 2 rounds faster)");
});
