import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { toJsonSchema } from "../../src/config/json-schema.ts";
import { ConfigError } from "../../src/errors.ts";
import { lineSchema, parseLine } from "../../src/replay/line.ts";
import { readLines } from "../../src/replay/lines.ts";

const sampled = { id: "api/latency", kind: "sampled", better: "lower", base: [10, 11], head: [10.5, 11.5] };
const rate = {
  id: "api/errors",
  kind: "rate",
  better: "lower",
  base: [
    [1, 100],
    [0, 100],
  ],
  head: [
    [2, 100],
    [100, 100],
  ],
};
const exact = { id: "size", kind: "exact", better: "lower", unit: "bytes", base: [1000], head: [1200, 1200] };

const parse = (line: unknown) => parseLine(typeof line === "string" ? line : JSON.stringify(line), "past.ndjson:17");

function faultOf(line: unknown): string {
  try {
    parse(line);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error("the line was taken");
}

const of = (...metrics: unknown[]) => ({ id: "42", metrics });

test("a line is read as it stands; notes beside its two keys are passed over", () => {
  const metrics = [sampled, rate, exact];
  expect(parse({ id: "42", metrics, commit: "4c1e" })).toEqual({ id: "42", metrics });
});

test("the published schema is that of a line, and takes what is read", async () => {
  const published = JSON.parse(await readFile(new URL("../../schema/replay.schema.json", import.meta.url), "utf8"));
  expect(published).toEqual({ $id: "replay.schema.json", ...toJsonSchema(lineSchema, "input") });
  const takes = new Ajv2020({ strict: false }).compile(published);
  expect(takes(of(sampled, rate, exact))).toBe(true);
  expect(takes(of({ ...sampled, kind: "sample" }))).toBe(false);
  expect(takes(of({ ...sampled, scael: "ratio" }))).toBe(false);
  expect(takes(of())).toBe(false);
});

test("events of a rate are bad where the line does not say", () => {
  const { better: _, ...unsaid } = rate;
  expect(parse(of(unsaid)).metrics[0]!.better).toBe("lower");
});

const CASES: readonly (readonly [what: string, line: unknown, says: string])[] = [
  [
    "a sentence",
    "hello",
    "this is not JSON: a line holds one whole pull request, and this one may have been cut short.",
  ],
  ["a list", [], "the line holds an empty list; expected a map."],
  ["no id", { metrics: [sampled] }, "id is missing; expected a text of 1 to 1000 characters."],
  ["an empty id", { id: "", metrics: [sampled] }, 'id is ""; expected a text of 1 to 1000 characters.'],
  ["a number for an id", { id: 42, metrics: [sampled] }, "id is 42; expected a text of 1 to 1000 characters."],
  ["no list of metrics", { id: "42" }, "metrics is missing; expected a list."],
  ["no metrics", of(), "metrics is an empty list; expected at least one metric."],
  ["no metric", of(sampled, 5), "metrics[1] is 5; expected a map."],
  [
    "an unknown kind",
    of({ ...sampled, kind: "sample" }),
    'metrics[0].kind is "sample"; expected sampled, exact or rate.',
  ],
  ["no direction", of({ ...sampled, better: undefined }), "metrics[0].better is missing; expected lower or higher."],
  [
    "a wrong direction",
    of({ ...sampled, better: "lowre" }),
    'metrics[0].better is "lowre"; expected lower or higher; did you mean lower?',
  ],
  [
    "an unknown key",
    of(rate, { ...sampled, scael: "ratio" }),
    "unknown key metrics[1].scael; did you mean metrics[1].scale?",
  ],
  [
    "a key of a prototype",
    `{"id":"42","metrics":[{"__proto__":{},"id":"a","kind":"exact","better":"lower","base":[1],"head":[1]}]}`,
    "unknown key metrics[0].__proto__; known here: id, better, scale, unit, kind, base, head.",
  ],
  [
    "an unknown unit",
    of({ ...sampled, unit: "sec" }),
    'metrics[0].unit is "sec"; expected ms, bytes, fraction, count or number.',
  ],
  [
    "unequal lengths",
    of(rate, sampled, { ...sampled, id: "b", head: [1] }),
    "metrics[2]: head has 1 values and base 2: they are paired by index, so both need one a round.",
  ],
  [
    "unequal lengths of a rate",
    of({ ...rate, base: [[0, 1]] }),
    "metrics[0]: head has 2 values and base 1: they are paired by index, so both need one a round.",
  ],
  [
    "no values",
    of({ ...sampled, base: [], head: [] }),
    "metrics[0].base is an empty list; expected at least one value.",
  ],
  ["one value without a list", of({ ...exact, base: 1000 }), "metrics[0].base is 1000; expected a list of numbers."],
  [
    "a value left out",
    of({ ...sampled, head: [1, null] }),
    "metrics[0].head[1] is empty; expected a finite number, at most 1e100.",
  ],
  [
    "a text for a value",
    of({ ...sampled, head: [1, "2"] }),
    'metrics[0].head[1] is "2"; expected a finite number, at most 1e100.',
  ],
  [
    "a number beyond doubles",
    JSON.stringify(of(sampled)).replace("11.5", "1e999"),
    "metrics[0].head[1] is Infinity; expected a finite number, at most 1e100.",
  ],
  [
    "a number beyond sums",
    of({ ...sampled, head: [1, -1e200] }),
    "metrics[0].head[1] is -1e+200; expected a finite number, at most 1e100.",
  ],
  [
    "a rate of plain numbers",
    of({ ...rate, base: [1, 2] }),
    "metrics[0].base[0] is 1; expected a pair of whole numbers, [events, total].",
  ],
  [
    "a count of three",
    of({
      ...rate,
      base: [
        [1, 2, 3],
        [1, 2],
      ],
    }),
    "metrics[0].base[0] is a list; expected a pair of whole numbers, [events, total].",
  ],
  [
    "a negative count",
    of({
      ...rate,
      head: [
        [1, 2],
        [-1, 2],
      ],
    }),
    "metrics[0].head[1][0] is -1; expected a whole number that is not negative.",
  ],
  [
    "half an event",
    of({
      ...rate,
      head: [
        [1, 2],
        [0.5, 2],
      ],
    }),
    "metrics[0].head[1][0] is 0.5; expected a whole number.",
  ],
  [
    "more events than their total",
    of({
      ...rate,
      head: [
        [1, 2],
        [12, 10],
      ],
    }),
    "metrics[0].head[1]: 12 events of a total of 10: there cannot be more events than their total.",
  ],
  [
    "an exact metric that varies",
    of({ ...exact, head: [1200, 1201] }),
    "metrics[0].head: holds different values, but what is exact is the same in every run: give one, or use the kind sampled.",
  ],
  [
    "two metrics of one id",
    of(sampled, rate, sampled),
    "metrics[2].id: metrics[0] has the same id: give all rounds of a metric in one.",
  ],
  [
    "values of another kind",
    of({ ...sampled, base: rate.base }),
    "metrics[0].base[0] is a list; expected a finite number, at most 1e100.",
  ],
];

test.each(CASES)("%s is refused in one sentence that says where", { tags: ["T24"] }, (_, line, says) => {
  expect(faultOf(line)).toBe(`past.ndjson:17: ${says}`);
});

test("a line cut anywhere is refused", () => {
  const whole = JSON.stringify(of(sampled, rate));
  for (let end = 1; end < whole.length; end += 7) expect(faultOf(whole.slice(0, end))).toContain("this is not JSON");
});

describe("lines", () => {
  async function linesOf(...chunks: readonly (string | Buffer)[]): Promise<readonly [number, string][]> {
    async function* bytes() {
      for (const chunk of chunks) yield Buffer.from(chunk as string);
    }
    const found: [number, string][] = [];
    for await (const { number, text } of readLines(bytes(), "past.ndjson")) found.push([number, text]);
    return found;
  }

  test("are numbered from 1, blank ones counted and left out", async () => {
    expect(await linesOf("a\n\n \nb\n")).toEqual([
      [1, "a"],
      [4, "b"],
    ]);
  });

  test("end in any of the usual ways; a byte order mark is no part of the first", async () => {
    expect(await linesOf("\ufeffa\r\nb\r\nc")).toEqual([
      [1, "a"],
      [2, "b"],
      [3, "c"],
    ]);
    expect(await linesOf()).toEqual([]);
    expect(await linesOf("\n")).toEqual([]);
  });

  test("are the same however the bytes come", async () => {
    const bytes = Buffer.from("één\n\nzwei €\r\ndrei");
    const whole = await linesOf(bytes);
    for (let cut = 0; cut <= bytes.length; cut++)
      expect(await linesOf(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole);
    expect(whole.map(([, text]) => text)).toEqual(["één", "zwei €", "drei"]);
  });

  test("that never end are refused before they are whole", async () => {
    let given = 0;
    async function* endless() {
      yield Buffer.from("a\n");
      for (;;) {
        given++;
        yield Buffer.alloc(1024 * 1024, "x");
      }
    }
    const read = async () => {
      for await (const _ of readLines(endless(), "past.ndjson"));
    };
    await expect(read()).rejects.toThrow("past.ndjson:2: this line has more than 16777216 bytes (16 MiB).");
    expect(given).toBe(17);
  });

  test("that are no UTF-8 are refused", async () => {
    await expect(linesOf("a\n", Buffer.from([0x22, 0xff, 0x0a]))).rejects.toThrow(
      "past.ndjson:2: this line is not UTF-8 text.",
    );
  });
});
