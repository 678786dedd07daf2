import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { afterEach, expect, test, vi } from "vitest";
import { attempt } from "../../src/action/attempt.ts";

afterEach(() => vi.restoreAllMocks());

/** What a part that fails so puts into the log. */
async function saidOf(body: () => Promise<unknown>): Promise<string> {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  expect(await attempt("It was not done", body)).toBeNull();
  return write.mock.calls.map(([text]) => String(text)).join("");
}

test("a part that fails is named with its reason, and the verdict stands", { tags: ["R26"] }, async () => {
  const said = await saidOf(() => Promise.reject(new Error("The server is out.")));
  expect(said).toBe("::warning::It was not done: The server is out. The verdict stands.\n");
});

test("a file that is read and not there is not called one that could not be written", { tags: ["R22"] }, async () => {
  const said = await saidOf(() => readFile("/nowhere/a.json"));
  expect(said).toContain("It was not done: ENOENT: no such file or directory, open '/nowhere/a.json'. The verdict");
});

test.runIf(process.platform === "linux")("a full disk is named in words", { tags: ["R22"] }, async () => {
  const said = await saidOf(async () => writeFileSync("/dev/full", "x"));
  expect(said).toContain("It was not done: A file of this job could not be written: the disk is full. The verdict");
});
