import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataError } from "../../src/errors.ts";
import { baselineText } from "../../src/stored/baseline.ts";
import { parseBaseline, readBaseline } from "../../src/stored/read.ts";
import { writeBaseline } from "../../src/stored/write.ts";
import { snapshots } from "./examples.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge-baseline-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const whole = baselineText("default", snapshots);

/** What a person reads about it; "taken" where it is read as it was written. */
function faultOf(text: string): string {
  try {
    const read = parseBaseline(text, "baseline.json", "default");
    return isDeepStrictEqual(read, snapshots) ? "taken" : "taken, but changed";
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}

it("what is written is read back", async () => {
  const path = await writeBaseline(folder, "default", snapshots);
  expect(await readBaseline(path, "default")).toEqual(snapshots);
  expect(await readFile(path, "utf8")).toBe(whole);
  expect(await readdir(folder)).toEqual(["baseline.json"]);
  expect(parseBaseline(baselineText("default", []), "x", "default")).toEqual([]);
});

it("reads one that was laid out anew: the digest is of what it says", () => {
  expect(faultOf(JSON.stringify(JSON.parse(whole), null, 2))).toBe("taken");
});

it("never writes what could not be read", { tags: ["R6"] }, () => {
  const broken = { ...snapshots[0]!, metrics: [{ ...snapshots[0]!.metrics[0]!, values: [Number.NaN] }] };
  expect(() => baselineText("default", [broken])).toThrow(/values/u);
  expect(() => baselineText("other", snapshots)).toThrow(/gate/u);
});

describe("refuses", { tags: ["R6"] }, () => {
  it.each([
    ["an empty file", "", "baseline.json is empty: the job that wrote it was cut short."],
    ["an empty map", "{}", 'baseline.json is no stored file of weighbridge; expected one of the kind "baseline".'],
    [
      "a newer schema",
      whole.replace('"schema":1', '"schema":99'),
      "baseline.json has schema 99, but this version of weighbridge reads up to 1: use the version that wrote it, or a newer one.",
    ],
    [
      "another gate's",
      baselineText("api", []),
      'baseline.json is of the gate "api"; expected one of the gate "default".',
    ],
    [
      "a gate that is not that of its snapshots",
      whole.replace('"gate":"default"', '"gate":"api"'),
      "expected snapshots of the gate that it names",
    ],
    [
      "a changed value",
      whole.replace("10.9", "10.8"),
      "baseline.json: its snapshots do not have the digest in it: they were damaged or changed by hand.",
    ],
    ["a digest that is none", whole.replace(/"sha256":"[0-9a-f]+"/u, '"sha256":"no"'), "expected 64 hex digits"],
    ["numbers that are not finite", whole.replace("10.9", "1e999"), "is Infinity; expected"],
    ["keys of the prototype", whole.replace('"cpu":', '"__proto__":'), "the key __proto__ is not allowed"],
    ["keys of the constructor", whole.replace('"cpu":', '"constructor":'), "the key constructor is not allowed"],
  ])("%s", (_, text, message) => expect(faultOf(text)).toContain(message));

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])("one that was cut at %i0 %%", (tenth) => {
    expect(faultOf(whole.slice(0, (whole.length * tenth) / 10))).toMatch(/^baseline\.json.*: this is not JSON/u);
  });

  it("or reads unchanged, whichever bit of it is flipped", () => {
    const bytes = Buffer.from(whole);
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1 << (at % 8);
      // Another spelling of the same value would be no harm.
      expect([at, faultOf(flipped.toString("utf8"))]).not.toEqual([at, "taken, but changed"]);
    }
  });
});
