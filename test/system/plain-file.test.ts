import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readPlainFile } from "../../src/system/plain-file.ts";

const dir = mkdtempSync(join(tmpdir(), "plain-"));
const at = (name: string) => join(dir, name);
writeFileSync(at("text"), "abc");
symlinkSync("text", at("linked"));
symlinkSync("/dev/zero", at("zero"));
execFileSync("mkfifo", [at("pipe")]);
writeFileSync(at("large"), "");
truncateSync(at("large"), 1024 ** 4);
afterAll(() => rmSync(dir, { recursive: true }));

test("what a file holds, also by a link, up to the size that is allowed", { tags: ["T25"] }, () => {
  expect(readPlainFile(at("text"), 3).toString()).toBe("abc");
  expect(readPlainFile(at("linked"), 3).toString()).toBe("abc");
  expect(() => readPlainFile(at("text"), 2)).toThrow("it has 3 bytes, and at most 2 are read");
});

test("neither a pipe that nobody writes to, nor a device, nor a folder, nor what would fill the memory", {
  tags: ["T25"],
}, () => {
  for (const name of ["pipe", "zero", "."]) expect(() => readPlainFile(at(name), 1e9), name).toThrow("no plain file");
  expect(() => readPlainFile(at("large"), 1e9)).toThrow("at most 1000000000 are read");
  expect(() => readPlainFile(at("gone"), 1e9)).toThrow("ENOENT");
});

test("nothing of what the system makes up as it is read: it has no size, and some of it does not end", {
  tags: ["T25"],
}, () => {
  symlinkSync("/proc/self/status", at("made-up"));
  expect(readPlainFile(at("made-up"), 10)).toHaveLength(0);
});
