/** Any bytes for a stored file: what it says, or a DataError in one sentence; and what is taken can be judged and shown. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseWeighed } from "../../src/action/state.ts";
import { compareWithStored } from "../../src/baseline/comparable.ts";
import { healthOf } from "../../src/baseline/health.ts";
import { chooseBaseline } from "../../src/baseline/ladder.ts";
import { mergeSnapshots } from "../../src/baseline/merge.ts";
import { DataError } from "../../src/errors.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { HTML_LIMIT } from "../../src/report/render/html/page.ts";
import { renderMarkdown } from "../../src/report/render/markdown/markdown.ts";
import { baselineText, sha256 } from "../../src/stored/baseline.ts";
import { detailsSchema } from "../../src/stored/details.ts";
import { parseBaseline, parseStored } from "../../src/stored/read.ts";
import { roundsSchema } from "../../src/stored/rounds.ts";
import { type Snapshot, snapshotSchema } from "../../src/stored/snapshot.ts";
import { verdictSchema } from "../../src/stored/verdict.ts";
import { mutatedBytes, mutatedJson } from "../helpers/mutate.ts";
import { pageOf, tagsOf } from "../report/render/html/read.ts";
import { details, rounds, snapshot, snapshots, verdict } from "./examples.ts";

/** The same texts in every run: a rare one is not to fail the change of somebody who has nothing to do with it. */
const RUNS = { numRuns: 400, seed: 7 };

/** What `read` gives; null where it refuses in words. Any other error is thrown on. */
function taken<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    expect(error.message).toMatch(/^file\b[^\n]*[.?]$/u);
    expect(error.message.length).toBeLessThan(600);
    return null;
  } finally {
    expect({}).not.toHaveProperty("polluted");
  }
}

const anyText = fc.oneof(
  fc.string(),
  fc.uint8Array().map((bytes) => Buffer.from(bytes).toString()),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);

const files = {
  rounds: { example: rounds, read: (text: string) => parseStored(text, "file", "rounds", roundsSchema) },
  verdict: { example: verdict, read: (text: string) => parseStored(text, "file", "verdict", verdictSchema) },
  details: { example: details, read: (text: string) => parseStored(text, "file", "details", detailsSchema) },
  snapshot: { example: snapshot, read: (text: string) => parseStored(text, "file", "snapshot", snapshotSchema) },
};

describe.each(Object.entries(files))("%s.json", { tags: ["T24"] }, (_, { example, read }) => {
  test("arbitrary text is refused in a sentence", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(taken(() => read(text))).toBeNull();
      }),
      RUNS,
    );
  });

  test("a file with parts left out, repeated or replaced is read as it says, or refused", () => {
    fc.assert(
      fc.property(mutatedJson(example), (text) => {
        const value = taken<unknown>(() => read(text));
        if (value !== null) expect(value).toEqual(JSON.parse(text));
      }),
      RUNS,
    );
  });
});

test("rounds.json that is taken can be judged, and the verdict written and shown", { tags: ["T24"] }, () => {
  fc.assert(
    fc.property(mutatedJson(rounds), (text) => {
      const value = taken(() => files.rounds.read(text));
      if (value === null) return;
      const judged = verdictSchema.parse(judgeRounds(value));
      expect(renderMarkdown(judged)).toContain("\n");
    }),
    RUNS,
  );
});

test("verdict.json that is taken can be shown", { tags: ["T6"] }, () => {
  fc.assert(
    fc.property(mutatedJson(verdict), (text) => {
      const value = taken(() => files.verdict.read(text));
      if (value !== null) expect(renderMarkdown(value)).toContain("\n");
    }),
    RUNS,
  );
});

test("details.json that is taken can be shown, and loads nothing", { tags: ["T6"] }, () => {
  fc.assert(
    fc.property(mutatedJson(details), (text) => {
      const value = taken(() => files.details.read(text));
      if (value === null) return;
      const page = pageOf({ verdict: judgeRounds(rounds), rounds, details: value.details });
      expect(Buffer.byteLength(page)).toBeLessThanOrEqual(HTML_LIMIT);
      const attributes = tagsOf(page).flatMap((tag) => Object.entries(tag.attributes));
      for (const [name, text] of attributes) {
        expect(name).not.toMatch(/^on/u);
        if (name === "src") expect(text).toMatch(/^data:image\//u);
      }
    }),
    { ...RUNS, numRuns: 60 },
  );
});

test("weighed.json is what the step before wrote, or refused in a sentence", { tags: ["T6"] }, () => {
  const example = { kind: "failed", why: "no config." };
  fc.assert(
    fc.property(fc.oneof(mutatedJson(example), mutatedJson({ kind: "weighed" }), anyText), (text) => {
      const found = faultOf(() => parseWeighed(text));
      if (!(found instanceof Error)) {
        expect(found).toEqual(JSON.parse(text));
        return;
      }
      expect(found).toBeInstanceOf(DataError);
      expect(found).toHaveProperty("message", "weighed.json is not what the step before wrote.");
    }),
    RUNS,
  );
});

describe("baseline.json", { tags: ["R6"] }, () => {
  const read = (text: string) => parseBaseline(text, "file", "default");
  const whole = baselineText("default", snapshots);

  test("that was changed in any way is what was written, or refused", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          mutatedJson(JSON.parse(whole)),
          mutatedBytes(Buffer.from(whole)).map((bytes) => bytes.toString()),
          anyText,
        ),
        (text) => {
          const value = taken(() => read(text));
          // Order of keys apart, nothing else has the digest.
          if (value !== null) expect(value).toEqual(JSON.parse(text).snapshots);
        },
      ),
      RUNS,
    );
  });

  test("that was forged with its digest has finite numbers of this gate only, and head can be set beside it", () => {
    fc.assert(
      fc.property(mutatedJson(snapshots), (json) => {
        const value = taken(() => read(forged(json)));
        for (const one of value ?? []) {
          expect(one.gate).toBe("default");
          for (const number of numbersIn(one)) expect(number).toSatisfy(Number.isFinite);
        }
        if (value !== null) verdictSchema.parse(judgedBeside(value));
      }),
      RUNS,
    );
  });
});

/** The example's head, set beside what is stored. */
function judgedBeside(stored: readonly Snapshot[]): unknown {
  const { environment, conditions } = rounds;
  const collectors = new Map(Object.entries(conditions).map(([id, digest]) => [id, { tools: {}, conditions: digest }]));
  const metrics = rounds.series.map(({ metric }) => metric);
  const merged = mergeSnapshots(stored);
  const chosen = chooseBaseline({ snapshots: merged, lineage: [] });
  const baseline = chosen && compareWithStored({ environment, collectors, metrics }, chosen, merged);
  return judgeRounds({ ...rounds, baseline, health: healthOf(merged), weighed: { kind: "stored", how: "Asked for." } });
}

function forged(json: string): string {
  let digest = "0".repeat(64);
  try {
    digest = sha256(JSON.stringify(JSON.parse(json)));
  } catch {
    // No JSON, or too deep for a digest: the text as it is.
  }
  return `{"schema":1,"kind":"baseline","gate":"default","sha256":"${digest}","snapshots":${json}}`;
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe("two megabytes that are wrong throughout are refused by the first fault", { tags: ["T6", "L10"] }, () => {
  const MANY = 2 * 2 ** 20;
  test("after which no other item of a list is looked at", () => {
    let looked = 0;
    const never = z.unknown().refine(() => ++looked < 0, { abort: true });
    const schema = z.object({ schema: z.literal(1), kind: z.literal("wrong"), list: z.array(never) });
    const list = new Array(1000).fill(0);
    const error = faultOf(() =>
      parseStored(JSON.stringify({ schema: 1, kind: "wrong", list }), "file", "wrong", schema),
    );
    expect(error).toBeInstanceOf(DataError);
    expect(looked).toBe(1);
  });

  const text = JSON.stringify(verdict);
  const having = (key: string, value: string) =>
    text.replace(/^\{/u, `{"${key}":${value},`).replace(`,"${key}":[`, ',"x":[');
  test.each([
    ["a list of numbers where texts belong", having("notices", `[${"1,".repeat(MANY / 2)}1]`), "notices[0] is 1;"],
    [
      "a list of empty maps",
      having("comparisons", `[${"{},".repeat(MANY / 3)}{}]`),
      "comparisons[0].metric is missing;",
    ],
    ["brackets", "[".repeat(MANY / 2) + "]".repeat(MANY / 2), "nested more than 40 levels deep"],
    ["one text", having("version", `"${"x".repeat(MANY)}"`).replace(/,"version":"[^x][^"]*"/u, ""), "version is "],
    ["one key", `{"${"x".repeat(MANY)}":1}`, "a key has more than 200 characters"],
    [
      "keys",
      `{${Array.from({ length: 200_000 }, (_, at) => `"key number ${at}":1`).join()}}`,
      "a map has more than 1000 keys",
    ],
  ])("%s", (_, hostile, why) => {
    const error = faultOf(() => files.verdict.read(hostile));
    expect(error).toBeInstanceOf(DataError);
    expect(error).toHaveProperty("message", expect.stringContaining(why));
  });
});

function faultOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}
