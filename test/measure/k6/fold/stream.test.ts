import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ToolError } from "../../../../src/errors.ts";
import { foldFile, foldStream } from "../../../../src/measure/k6/fold/fold.ts";
import { bytesOf, chunked, define, FIXTURES, fixtureText, point } from "./fixtures.ts";

describe("chunks", () => {
  it.each(FIXTURES)("give the same fold however they are cut, packed or not: %s", async (fixture) => {
    const lines = fixtureText(fixture).split("\n").slice(0, 300).join("\n");
    const bytes = Buffer.from(`${lines}\n`);
    const whole = JSON.stringify(await foldStream(chunked(bytes, [bytes.length])));
    const sizes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.boolean(), async (sizes, packed) => {
        const input = packed ? gzipSync(bytes) : bytes;
        expect(JSON.stringify(await foldStream(chunked(input, sizes)))).toBe(whole);
      }),
      { numRuns: 40 },
    );
    expect(JSON.stringify(await foldStream(chunked(bytes, [1])))).toBe(whole);
  });

  it("takes a last line without its newline, and gzip members after one another", async () => {
    const lines = [define("http_reqs", "counter"), point("http_reqs", 1), point("http_reqs", 2)];
    const members = Buffer.concat(lines.map((line, i) => gzipSync(i === 2 ? line : `${line}\n`)));
    const fold = await foldStream(chunked(members, [7]));
    expect(fold.lines).toBe(3);
    expect(fold.cells[0]!.aggregate).toMatchObject({ sum: 3 });
  });
});

describe("bad input", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "weighbridge-fold-test-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function messageOf(bytes: Uint8Array | null): Promise<string> {
    const path = join(folder, "samples.json.gz");
    if (bytes === null) await rm(path, { force: true });
    else writeFileSync(path, bytes);
    const error = await foldFile(path).then(
      () => new Error("No error."),
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(ToolError);
    expect((error as Error).message).toContain(path);
    return (error as Error).message;
  }

  const good = [define("http_reqs", "counter"), point("http_reqs", 1), point("http_reqs", 1)];

  it.each([
    ["no JSON", "level=error msg=oops"],
    ["an empty line", ""],
    ["half a line", point("http_reqs", 1).slice(0, 60)],
    ["JSON of another kind", "[1,2]"],
    ["a value that is no number", point("http_reqs", '"1"')],
    ["a leading zero", point("http_reqs", "007")],
    ["a number too large", point("http_reqs", "1e999")],
    ["a number without digits after the dot", point("http_reqs", "1.")],
    ["no time", point("http_reqs", 1, {}, "yesterday")],
    ["a 13th month", point("http_reqs", 1, {}, "2026-13-21T05:01:39Z")],
    ["text after the line's end", `${point("http_reqs", 1)}}`],
    ["a tag that is no string", point("http_reqs", 1).replace('"tags":{}', '"tags":{"a":1}')],
    ["a metric that nothing defined", point("http_riqs", 1)],
    ["a metric of an unknown type", define("other", "set")],
    ["a metric that changes its type", define("http_reqs", "trend")],
  ])("names file and line of %s", async (_, line) => {
    expect(await messageOf(gzipSync(bytesOf([...good, line, ...good.slice(1)])))).toContain("line 4, ");
    expect(await messageOf(bytesOf([...good, line]))).toContain("line 4, ");
  });

  it("says when gzip data ends early, wherever it was cut", async () => {
    const packed = gzipSync(bytesOf([...good, ...Array(500).fill(point("http_reqs", 1))]));
    for (const kept of [3, 20, packed.length >> 1, packed.length - 9, packed.length - 1]) {
      expect(await messageOf(packed.subarray(0, kept))).toContain("is cut short");
    }
  });

  it("says when gzip data is damaged or followed by something else", async () => {
    const packed = gzipSync(bytesOf(good));
    const damaged = Buffer.from(packed);
    damaged[packed.length - 6]! ^= 1;
    expect(await messageOf(damaged)).toContain("cannot be unpacked");
    for (const more of ["more, of another kind", "\0".repeat(300_000)]) {
      expect(await messageOf(Buffer.concat([packed, Buffer.from(more)]))).toContain("damaged");
    }
  });

  it("says when there is nothing, nothing in it, or a line without end", async () => {
    expect(await messageOf(null)).toContain("cannot be read");
    expect(await messageOf(Buffer.alloc(0))).toContain("is empty");
    expect(await messageOf(gzipSync(""))).toContain("is empty");
    expect(await messageOf(gzipSync(Buffer.alloc(5_000_000, 97)))).toContain("more than 4194304 bytes");
  });

  it("never takes a damaged byte for granted: an error, or a fold of as many lines", async () => {
    const bytes = bytesOf([...good, ...good.slice(1), ...good.slice(1)]);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(bytes);
        damaged[at]! ^= change;
        const outcome = await foldStream(chunked(damaged, [64])).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(ToolError);
          return;
        }
        // What was read quickly must be what JSON.parse makes of it.
        const values = damaged
          .toString("utf8")
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line).data.value ?? 0);
        const sums = (outcome as Awaited<ReturnType<typeof foldStream>>).cells.map(({ aggregate }) =>
          aggregate.kind === "counter" ? aggregate.sum : Number.NaN,
        );
        expect(sums.reduce((a, b) => a + b, 0)).toBe(values.reduce((a, b) => a + b, 0));
      }),
      { numRuns: 500 },
    );
  });
});
