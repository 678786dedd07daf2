/** Any bytes for a file of past pull requests: verdicts, or a ConfigError that names the line. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/errors.ts";
import { judgePullRequest } from "../../src/replay/judge.ts";
import { parseLine } from "../../src/replay/line.ts";
import { readLines } from "../../src/replay/lines.ts";
import { anyText, PATIENCE, PROTOTYPE_NAMES, RUNS, valueOrError, valueOrErrorOf } from "../helpers/fuzz.ts";
import { mutatedBytes, mutatedJson } from "../helpers/mutate.ts";

const settings = { falseAlarms: 0.01, effort: "standard", overrides: [] } as const;
const judge = (text: string) => judgePullRequest(parseLine(text, "past.ndjson:1"), settings);

const steady = (by: number) => Array.from({ length: 10 }, (_, i) => (100 + (i % 3)) * by);
const LINE = {
  id: "42",
  metrics: [
    { id: "api/latency@GET /cart", kind: "sampled", better: "lower", base: steady(1), head: steady(1) },
    {
      id: "api/errors@GET /cart",
      kind: "rate",
      base: [
        [1, 500],
        [0, 500],
      ],
      head: [
        [0, 500],
        [1, 500],
      ],
    },
    { id: "bundle/gzip@app.js", kind: "exact", better: "lower", base: [100], head: [100], unit: "bytes" },
  ],
};

async function* chunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
}

async function linesOf(bytes: Buffer): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { text } of readLines(chunks(bytes), "past.ndjson")) lines.push(text);
  return lines;
}

describe("any line", { tags: ["T24"] }, () => {
  test(
    "is refused, or judged by finite numbers",
    () => {
      const text = fc.oneof({ arbitrary: anyText, weight: 1 }, { arbitrary: mutatedJson(LINE), weight: 4 });
      fc.assert(
        fc.property(text, (line) => {
          const judged = valueOrError(() => judge(line));
          if (judged === null) return;
          const numbers = judged.metrics.flatMap(({ p, estimate, interval }) => [p, estimate, ...(interval ?? [])]);
          expect(numbers.every((one) => one === null || Number.isFinite(one))).toBe(true);
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );

  test.each(["null", '"100"', "1e101", "-1e101", "1e999", "NaN", "[]", "-5", "0"])(
    "with %s for a value makes no pass",
    (value) => {
      const [metric] = LINE.metrics;
      for (const side of ["base", "head"] as const) {
        const values = `[${[value, ...steady(1).slice(1)].join()}]`;
        const text = JSON.stringify({ ...LINE, metrics: [{ ...metric, [side]: "HERE" }] }).replace('"HERE"', values);
        expect(valueOrError(() => judge(text))?.verdict).not.toBe("pass");
      }
    },
  );
});

test("any bytes are lines, or refused", { tags: ["T24"], timeout: PATIENCE }, async () => {
  const honest = Buffer.from(`${JSON.stringify(LINE)}\r\n\n${JSON.stringify(LINE)}`);
  expect(await linesOf(honest)).toHaveLength(2);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array().map(Buffer.from), mutatedBytes(honest)), async (bytes) => {
      const lines = await valueOrErrorOf(() => linesOf(bytes as Buffer));
      for (const line of lines ?? []) valueOrError(() => judge(line));
    }),
    { numRuns: RUNS },
  );
});

test.each([...PROTOTYPE_NAMES])(
  "%s as a metric and a pull request is a name like any other",
  { tags: ["T19"] },
  (name) => {
    const { metrics } = judge(JSON.stringify({ id: name, metrics: [{ ...LINE.metrics[0], id: name }] }));
    expect(metrics.map(({ id, change }) => [id, change])).toEqual([[name, "unchanged"]]);
  },
);

describe("too little to judge by", { tags: ["R25"] }, () => {
  const past = (base: readonly number[], head: readonly number[]) =>
    judge(JSON.stringify({ id: "1", metrics: [{ ...LINE.metrics[0], base, head }] }));

  test.each([
    ["one round", [100], [100]],
    ["two rounds", [100, 101], [100, 101]],
    ["four equal rounds", [100, 100, 100, 100], [100, 100, 100, 100]],
    ["rounds of zero", steady(0), steady(0)],
  ])("%s: inconclusive", (_, base, head) => expect(past(base, head).verdict).toBe("inconclusive"));

  test("no round at all is refused", () => {
    expect(() => past([], [])).toThrow(
      new ConfigError("past.ndjson:1: metrics[0].base is an empty list; expected at least one value."),
    );
  });
});

test("a line of 16 MiB is read, a longer one is refused by its number", { tags: ["L12"] }, async () => {
  const most = 16 * 1024 * 1024;
  async function* sized(bytes: number): AsyncGenerator<Buffer> {
    yield Buffer.from("{}\n");
    for (let left = bytes; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536), "x");
  }
  const lengths = async (bytes: number) => {
    const found: number[] = [];
    for await (const { text } of readLines(sized(bytes), "past.ndjson")) found.push(text.length);
    return found;
  };
  expect(await lengths(most - 1)).toEqual([2, most - 1]);
  expect(await lengths(most)).toEqual([2, most]);
  await expect(lengths(most + 1)).rejects.toThrow(
    new ConfigError("past.ndjson:2: this line has more than 16777216 bytes (16 MiB)."),
  );
});
