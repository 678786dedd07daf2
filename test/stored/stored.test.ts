import { mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataError, ToolError } from "../../src/errors.ts";
import type { Look } from "../../src/model/plan.ts";
import { parseStored, readDetails, readRounds, readSnapshot, readVerdict } from "../../src/stored/read.ts";
import { roundsSchema, type StoredRounds } from "../../src/stored/rounds.ts";
import { verdictSchema } from "../../src/stored/verdict.ts";
import {
  openFolder,
  removeStale,
  toJson,
  writeAtomically,
  writeDetails,
  writeRounds,
  writeSnapshot,
  writeVerdict,
} from "../../src/stored/write.ts";
import { details, rounds, snapshot, verdict } from "./examples.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge-stored-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("what is written is read back", () => {
  it("rounds, verdict, snapshot, details", async () => {
    expect(await readRounds(await writeRounds(folder, rounds))).toEqual(rounds);
    expect(await readVerdict(await writeVerdict(folder, verdict))).toEqual(verdict);
    expect(await readSnapshot(await writeSnapshot(folder, snapshot))).toEqual(snapshot);
    expect(await readDetails(await writeDetails(folder, details))).toEqual(details);
    expect((await readdir(folder)).sort()).toEqual(["details.json", "rounds.json", "snapshot.json", "verdict.json"]);
  });

  it("any JSON, arrays of numbers on one line", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(toJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(toJson({ a: [1.5, null, 2], b: ["x"], c: [] })).toBe(
      '{\n  "a": [1.5, null, 2],\n  "b": [\n    "x"\n  ],\n  "c": []\n}\n',
    );
  });
});

describe("writing", () => {
  it("leaves the old file whole when the new one cannot be written", { tags: ["R22"] }, async () => {
    const path = join(folder, "rounds.json");
    await writeAtomically(path, "old");
    const target = join(folder, "taken");
    await writeAtomically(join(target, "inside"), "x");
    // A folder that is not empty cannot be replaced: the rename fails after the temporary file is written.
    await expect(writeAtomically(target, "new")).rejects.toThrow(ToolError);
    await expect(writeAtomically(join(path, "below-a-file"), "new")).rejects.toThrow(/could not be written/u);
    expect(await readFile(path, "utf8")).toBe("old");
    expect((await readdir(folder)).sort()).toEqual(["rounds.json", "taken"]);
  });

  it("opens a folder, also behind a link; what stands in its way is said in a sentence", {
    tags: ["R22"],
  }, async () => {
    const path = join(folder, "a/b");
    await openFolder(path);
    await openFolder(path);
    await symlink(path, join(folder, "link"));
    await openFolder(join(folder, "link"));
    expect((await stat(path)).isDirectory()).toBe(true);
    await writeFile(join(folder, "file"), "mine");
    await symlink("nowhere", join(folder, "dangling"));
    const refused = async (name: string) =>
      openFolder(join(folder, name)).catch((error) => [error instanceof ToolError, error.message.replace(folder, "")]);
    const says = (name: string, why: string) => [true, `/${name} cannot hold what this job writes: ${why}.`];
    expect(await refused("file")).toEqual(
      says("file", "something else has its name, which is no folder; remove or rename it"),
    );
    expect(await refused("file/x")).toEqual(
      says("file/x", "a file stands where a folder of its path should be; remove or rename it"),
    );
    expect(await refused("dangling")).toEqual(
      says("dangling", "a part of its path is missing; a link may lead nowhere"),
    );
    expect(await readFile(join(folder, "file"), "utf8")).toBe("mine");
  });

  it("removes what a killed job left half-written, and nothing that another one may be writing", {
    tags: ["R16"],
  }, async () => {
    const names = [".0123456789ab.tmp", ".ba9876543210.tmp", ".mine.tmp", "rounds.json"];
    for (const name of names) await writeFile(join(folder, name), "{");
    const old = new Date(Date.now() - 2 * 60 * 60_000);
    for (const name of names.filter((one) => !one.startsWith(".ba"))) await utimes(join(folder, name), old, old);
    await removeStale(folder);
    expect((await readdir(folder)).sort()).toEqual(names.slice(1).sort());
    await removeStale(join(folder, "none"));
  });

  it("never writes what could not be read: NaN would become null", async () => {
    const broken = { ...rounds, falseAlarms: Number.NaN };
    await expect(Promise.resolve().then(() => writeRounds(folder, broken))).rejects.toThrow(/falseAlarms/u);
    expect(await readdir(folder)).toEqual([]);
  });
});

/** The text that a person reads about a faulty rounds.json. */
function faultOf(text: string): string {
  try {
    parseStored(text, "rounds.json", "rounds", roundsSchema);
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
  return "taken";
}

const changed = (change: object) => faultOf(JSON.stringify({ ...rounds, ...change }, null, 2));
const [sampled, rate, exact] = rounds.series as [
  StoredRounds["series"][0],
  StoredRounds["series"][0],
  StoredRounds["series"][0],
];

const { collectors } = rounds.plan!;
const look = collectors[0]!.looks[0]!;
const planOf = (looks: readonly Look[]) => ({ plan: { ...rounds.plan, collectors: [{ ...collectors[0], looks }] } });

describe("reading", () => {
  it.each([
    [
      "is no JSON",
      '{\n  "schema": 1,\n  oops: }',
      "rounds.json:3:3: this is not JSON: it may have been cut short or changed by hand.",
    ],
    ["is cut short", JSON.stringify(rounds).slice(0, 500), "this is not JSON: it may have been cut short"],
    ["is empty", " \n", "rounds.json is empty: the job that wrote it was cut short."],
    ["is nothing of ours", "[1]", 'rounds.json is no stored file of weighbridge; expected one of the kind "rounds".'],
    [
      "is another file of ours",
      JSON.stringify(verdict),
      'rounds.json is of the kind "verdict"; expected one of the kind "rounds".',
    ],
    [
      "is newer",
      JSON.stringify({ ...rounds, schema: 2, more: true }),
      "rounds.json has schema 2, but this version of weighbridge reads up to 1: use the version that wrote it, or a newer one.",
    ],
    ["is nested without end", "[".repeat(30_000) + "]".repeat(30_000), "nested more than 40 levels deep"],
    [
      "reaches for the prototype",
      '{ "kind": "rounds", "environment": { "tools": { "__proto__": "x" } } }',
      "the key __proto__ is not allowed",
    ],
    [
      "reaches for the constructor",
      '{ "kind": "rounds", "x": [{ "constructor": {} }] }',
      "the key constructor is not allowed",
    ],
  ])("refuses a file that %s", (_, text, message) => expect(faultOf(text)).toContain(message));

  it.each([
    ["a schema that is none", { schema: "1" }],
    ["an unknown key", { extra: 1 }],
    ["a missing key", { gate: undefined }],
    ["more events than the total", { series: [{ ...rate, base: [{ events: 9, total: 3 }, null] }] }],
    ["fractions of events", { series: [{ ...rate, base: [{ events: 0.5, total: 3 }, null] }] }],
    ["sides of unequal length", { series: [{ ...sampled, base: [1] }] }],
    ["fewer values than kept rounds", { series: [{ ...sampled, base: [1], head: [1] }] }],
    ["a series of no kind", { series: [{ ...sampled, kind: "weird" }] }],
    ["a base that is of no kind", { weighed: { kind: "same" } }],
    ["a series of another kind than its metric", { series: [{ ...sampled, metric: exact.metric }] }],
    ["a metric twice", { series: [exact, exact] }],
    ["an id that is none", { series: [{ ...exact, metric: { ...exact.metric, id: "gzip" } }] }],
    ["a limit of unequal length", { limits: [{ ...rounds.limits[0], rounds: { base: [1], head: [] } }] }],
    ["one side in both slots", { rounds: [{ ...rounds.rounds[0], sides: { a: "base", b: "base" } }] }],
    ["base in head's place", { head: rounds.base }],
    ["more false alarms than all", { falseAlarms: 2 }],
    ["a time that is none", { finished: "yesterday" }],
    ["a look before the one before it", planOf([{ ...look, rounds: 3 }, look])],
    ["two looks at one number of rounds", planOf([look, look])],
    [
      "looks that spend more than there is",
      planOf([
        { ...look, weight: 0.6 },
        { ...look, rounds: 3, weight: 0.6 },
      ]),
    ],
    ["looks of one collector twice", { plan: { ...rounds.plan, collectors: [...collectors, ...collectors] } }],
    ["a round without readings", { rounds: [{ ...rounds.rounds[0], readings: undefined }] }],
    ["an unknown mode", { mode: "duet" }],
    ["a rule that is none", { facts: [{ ...rounds.facts[0], rule: "n-plus-two" }] }],
    ["more facts than a job has", { facts: Array.from({ length: 5001 }, () => rounds.facts[0]) }],
    ["a limit of no rule", { rules: { limits: { "n-plus-two": 1 }, block: [] } }],
    ["negative seconds", { seconds: { ...rounds.seconds, total: -1 } }],
  ])("refuses %s, by its key", (_, change) => expect(changed(change)).toMatchSnapshot());

  it("refuses numbers that are not finite, in any place", { tags: ["T24"] }, () => {
    const text = JSON.stringify(rounds, null, 2).replace("10.5", "1e999");
    expect(faultOf(text)).toBe("rounds.json: series[0].base[0] is Infinity; expected a number.");
  });

  it("says which part is wrong in a big file", () => {
    const notices = Array.from({ length: 200 }, () => "x".repeat(9000));
    expect(changed({ notices, falseAlarms: "1%" })).toBe('rounds.json: falseAlarms is "1%"; expected a number.');
  });

  it("names a file that is not there, a folder, and one that is too big to be ours", async () => {
    const missing = join(folder, "rounds.json");
    await expect(readRounds(missing)).rejects.toThrow(new DataError(`There is no file ${missing}.`));
    await expect(readRounds(folder)).rejects.toThrow(new DataError(`${folder} is not a file.`));
    await writeFile(missing, Buffer.alloc(64 * 1024 * 1024 + 1));
    await expect(readRounds(missing)).rejects.toThrow("at most 67108864 are read");
  });

  it("gives the same value or a DataError, whatever one value is replaced by", () => {
    const places = placesOf(verdict);
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 1e308, [], {}, null)),
        (path, value) => {
          const text = JSON.stringify(replaced(verdict, path, value));
          try {
            expect(parseStored(text, "verdict.json", "verdict", verdictSchema)).toEqual(JSON.parse(text));
          } catch (error) {
            if (!(error instanceof DataError)) throw error;
            expect(error.message).toMatch(/^verdict\.json/u);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

type Path = readonly string[];

function placesOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  return [
    ...(at.length > 0 ? [at] : []),
    ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...at, key])),
  ];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}
