import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { directoryStore } from "../../src/baseline/directory.ts";
import { MOST_JOBS } from "../../src/baseline/merge.ts";
import { ToolError } from "../../src/errors.ts";
import { job } from "./make.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge-directory-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const nothing = { snapshots: [], notices: [] };
const a = job({ run: "a", commit: 1, minute: 1 });
const b = job({ run: "b", commit: 2, minute: 2 });
const files = () => readdir(join(folder, "default"));

test("a folder that is not there yet is a first run", { tags: ["R4"] }, async () => {
  const store = directoryStore(join(folder, "none", "yet"), "default");
  const { snapshots, notices } = await store.read();
  expect(snapshots).toEqual([]);
  expect(notices).toEqual([expect.stringContaining("this is the first run")]);
  await store.append(a, nothing);
  expect(await store.read()).toEqual({ snapshots: [a], notices: [] });
});

test("what is appended is read, once a job, whatever its commit and run are called", async () => {
  const store = directoryStore(folder, "default");
  const odd = job({ run: "../../../etc/passwd\0|*", minute: 3, over: { head: { ...a.head, commit: "../../x" } } });
  for (const snapshot of [b, a, odd, a, job({ run: "z", verdict: "error" })]) await store.append(snapshot, nothing);
  expect(await store.read()).toEqual({ snapshots: [a, b, odd], notices: [] });
  for (const name of await files()) expect(name).toMatch(/^(?:[0-9a-f]{12}|no-commit)-[0-9a-f]{16}\.json$/);
  expect(await readdir(folder)).toEqual(["default"]);
});

test("jobs that append at once lose nothing", async () => {
  const jobs = Array.from({ length: 30 }, (_, i) => job({ run: String(i), minute: i }));
  await Promise.all(jobs.map((snapshot) => directoryStore(folder, "default").append(snapshot, nothing)));
  expect((await directoryStore(folder, "default").read()).snapshots).toEqual(jobs);
});

test("only the newest hundred are kept, and no file that cannot be read is removed", {
  tags: ["L9", "R6"],
}, async () => {
  const store = directoryStore(folder, "default");
  await mkdir(join(folder, "default"));
  await writeFile(join(folder, "default", "future.json"), '{"kind":"baseline","schema":2}');
  for (let i = 0; i < MOST_JOBS + 3; i++) await store.append(job({ run: String(i), minute: i }), nothing);
  const { snapshots, notices } = await store.read();
  expect(snapshots.map((one) => one.job.run)).toEqual(Array.from({ length: MOST_JOBS }, (_, i) => String(i + 3)));
  expect(await files()).toHaveLength(MOST_JOBS + 1);
  expect(notices).toEqual([
    expect.stringMatching(/future\.json has schema 2, but this version of weighbridge reads up to 1/),
  ]);
});

test("a damaged file is named and passed over; the others count", { tags: ["R6"] }, async () => {
  const store = directoryStore(folder, "default");
  await store.append(a, nothing);
  const [first] = await files();
  await store.append(b, nothing);
  const path = join(folder, "default", first!);
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace("10.9", "1.9"));
  expect(await store.read()).toEqual({
    snapshots: [b],
    notices: [expect.stringContaining("do not have the digest in it")],
  });
});

test("a file in the place of the folder: nothing is read, and a job that cannot be kept says so", {
  tags: ["R22"],
}, async () => {
  await writeFile(join(folder, "default"), "");
  const store = directoryStore(folder, "default");
  expect((await store.read()).notices).toContainEqual(expect.stringContaining("cannot be read (ENOTDIR)"));
  await expect(store.append(a, nothing)).rejects.toThrow(ToolError);
});
