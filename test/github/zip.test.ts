import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError } from "../../src/errors.ts";
import { readZipEntry } from "../../src/github/zip.ts";
import { mutatedBytes } from "../helpers/mutate.ts";
import { createZip, type ZipEntry } from "../helpers/zip.ts";

const LIMIT = 64 * 1024 * 1024;
const good: ZipEntry = { name: "baseline.json", content: '{"ä": 1}' };
const read = (zip: Buffer, limit = LIMIT) => readZipEntry(zip, "baseline.json", limit, "artifact x (1)");

test.each([
  ["deflated", createZip([good])],
  ["stored", createZip([{ ...good, method: 0 }])],
  ["among others", createZip([{ name: "a/", content: "" }, { name: "a/other", content: "no" }, good])],
])("reads the text of a file that is %s", async (_, zip) => {
  expect(await read(zip)).toBe('{"ä": 1}');
});

const many = Array.from({ length: 100 }, (_, index): ZipEntry => ({ name: `${index}`, content: "" }));
const cut = (zip: Buffer, share: number) => zip.subarray(0, Math.floor(zip.length * share));

test.each<[name: string, zip: Buffer, message: RegExp]>([
  ["leads out of the folder", createZip([good, { name: "../evil", content: "" }]), /invalid relative path: \.\.\/evil/],
  ["leads out further down", createZip([good, { name: "a/../../evil", content: "" }]), /invalid relative path/],
  ["has an absolute path", createZip([{ name: "/etc/passwd", content: "" }, good]), /absolute path: \/etc\/passwd/],
  ["has a drive", createZip([{ name: "C:/evil", content: "" }, good]), /absolute path: C:\/evil/],
  ["has a backslash", createZip([{ name: "..\\evil", content: "" }, good]), /invalid characters in fileName/],
  ["holds a link", createZip([{ name: "l", content: "/etc/passwd", mode: 0o120777 }, good]), /its entry "l" is a link/],
  ["has the file as a link", createZip([{ ...good, mode: 0o120777 }]), /is a link/],
  ["has more than 100 entries", createZip([...many, good]), /it has 101 entries, more than 100/],
  ["has another file only", createZip([{ ...good, name: "x.json" }]), /it holds no file baseline\.json/],
  ["has the file in a folder", createZip([{ ...good, name: "x/baseline.json" }]), /it holds no file baseline\.json/],
  ["has the file twice", createZip([good, good]), /it holds more than one baseline\.json/],
  ["has a wrong checksum", createZip([{ ...good, crc: 1 }]), /another checksum \(CRC-32\)/],
  ["declares too small a size", createZip([{ ...good, size: 2 }]), /too many bytes/],
  ["declares too large a size", createZip([{ ...good, size: 200 }]), /not enough bytes/],
  ["has an unknown compression", createZip([{ ...good, method: 99 }]), /unsupported compression method/i],
  ["is no text", createZip([{ ...good, content: Buffer.from([0xff, 0xfe]) }]), /is not text in UTF-8/],
  ["is empty", Buffer.alloc(0), /end of central directory/i],
  ["is something else", Buffer.from("<html>".repeat(100)), /end of central directory/i],
])("refuses a zip that %s", { tags: ["T8"] }, async (_, zip, message) => {
  const reading = read(zip);
  await expect(reading).rejects.toThrow(DataError);
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toThrow(/^The artifact x \(1\) cannot be used: [^\n]*[^.]\.$/);
});

test("refuses a bomb, whatever size it declares", { tags: ["T8"] }, async () => {
  const bomb = createZip([{ name: "baseline.json", content: Buffer.alloc(20 * 1024 * 1024) }]);
  expect(bomb.length).toBeLessThan(100 * 1024);
  await expect(read(bomb, 1024 * 1024)).rejects.toThrow("its file baseline.json is larger than 1048576 bytes");
  expect(await read(bomb)).toHaveLength(20 * 1024 * 1024);
});

test.each([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99])(
  "refuses a zip cut at %d",
  { tags: ["R6"] },
  async (share) => {
    await expect(read(cut(createZip([{ ...good, content: "x".repeat(5000) }]), share))).rejects.toThrow(DataError);
  },
);

test("a flipped byte never changes the text unnoticed", { tags: ["R6"] }, async () => {
  const zip = createZip([{ ...good, method: 0 }]);
  for (let at = 0; at < zip.length; at++) {
    const flipped = Buffer.from(zip);
    flipped[at]! ^= 0x10;
    const text = await read(flipped).catch((error: unknown) => error);
    // Times, and what the local header repeats, mean nothing to the text.
    if (text instanceof Error) expect(text).toBeInstanceOf(DataError);
    else expect(text).toBe('{"ä": 1}');
  }
});

describe("limits", { tags: ["L10"] }, () => {
  const others = (count: number) => createZip([...many.slice(0, count - 1), good]);
  test("99 and 100 entries are read, 101 are not", async () => {
    for (const count of [99, 100]) expect(await read(others(count))).toBe('{"ä": 1}');
    await expect(read(createZip([...many, good]))).rejects.toThrow("it has 101 entries, more than 100");
  });

  test.each([0, 8])("a file is read up to the very limit, packed by method %d", async (method) => {
    const zip = createZip([{ name: "baseline.json", content: "x".repeat(1000), method }]);
    for (const limit of [1001, 1000]) expect(await read(zip, limit)).toHaveLength(1000);
    await expect(read(zip, 999)).rejects.toThrow("its file baseline.json is larger than 999 bytes");
  });
});

test("any bytes are the text that was packed, or refused in a sentence", { tags: ["T8", "R6"] }, async () => {
  // The empty one has the checksum 0, as every field has that was zeroed: no reader of ours takes it.
  const texts = new Set(['{"ä": 1}', "no", ""]);
  const zips = [
    createZip([good, { name: "a/other", content: "no" }]),
    createZip([{ ...good, method: 0 }]),
    createZip([...many.slice(0, 20), good]),
  ];
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array().map(Buffer.from), ...zips.map(mutatedBytes)), async (bytes) => {
      const found = await read(bytes).catch((error: unknown) => error);
      if (typeof found === "string") {
        expect(texts).toContain(found);
        return;
      }
      expect(found).toBeInstanceOf(DataError);
      expect((found as DataError).message).toMatch(/^The artifact x \(1\) cannot be used: [^\n]{1,300}\.$/);
    }),
    { numRuns: 3000 },
  );
});
