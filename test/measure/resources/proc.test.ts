import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseGroupIo, parseGroupMemory, parseGroupQuota } from "../../../src/measure/resources/cgroup.ts";
import {
  lookup,
  parseIo,
  parseNetwork,
  parseProportional,
  parseSchedstat,
  parseStat,
  parseStatus,
  programOf,
} from "../../../src/measure/resources/proc.ts";

/** Of a Node process on Linux 6.18 that had run a child; io.stat is the kernel documentation's own. */
const recorded = (name: string) => readFileSync(join(import.meta.dirname, "fixtures/linux-6.18", name), "latin1");

test("stat: own and waited-for time and faults, and which process it is", () => {
  expect(parseStat(recorded("stat"))).toEqual({
    parent: 10308,
    cpu: 360,
    childCpu: 340,
    minorFaults: 4003,
    childMinorFaults: 1468,
    majorFaults: 0,
    childMajorFaults: 0,
    started: 7258938,
  });
});

test("a program may call itself anything", () => {
  expect(parseStat(recorded("stat-of-odd-name"))).toMatchObject({ parent: 1, minorFaults: 140, started: 7257338 });
});

test.each(["", "1 (node", "1 (node) S x y z"])("%j is no stat", (text) => {
  expect(parseStat(text)).toBeNull();
});

test("schedstat: nanoseconds that a thread ran", () => {
  expect(parseSchedstat(recorded("schedstat"))).toBe(368.259968);
  expect(parseSchedstat("")).toBe(0);
});

test("status: memory, threads and switches", () => {
  expect(parseStatus(recorded("status"))).toEqual({
    resident: 49908 * 1024,
    anonymous: 9524 * 1024,
    peak: 49908 * 1024,
    threads: 11,
    voluntarySwitches: 5,
    involuntarySwitches: 322,
  });
});

test("an old kernel does not say what of it is anonymous; a process that has ended has no memory", () => {
  const old = recorded("status").replace(/^RssAnon.*\n/m, "");
  expect(parseStatus(old).anonymous).toBe(49908 * 1024);
  expect(parseStatus("State:\tZ (zombie)\nThreads:\t1\n")).toMatchObject({ resident: 0, anonymous: 0, threads: 1 });
});

test("io: what a truncated file had was not written", () => {
  expect(parseIo(recorded("io"))).toEqual({ read: 0, written: 3_014_656 - 3_002_368 });
});

test("each number is taken from its own field", () => {
  // Field n of proc_pid_stat(5) is n, from 4.
  const fields = Array.from({ length: 49 }, (_, index) => index + 4);
  expect(parseStat(`1 (node) S ${fields.join(" ")}`)).toEqual({
    parent: 4,
    minorFaults: 10,
    childMinorFaults: 11,
    majorFaults: 12,
    childMajorFaults: 13,
    cpu: (14 + 15) * 10,
    childCpu: (16 + 17) * 10,
    started: 22,
  });
  const io = "rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 500\nwrite_bytes: 70\ncancelled_write_bytes: 6\n";
  expect(parseIo(io)).toEqual({ read: 500, written: 64 });
});

test("smaps_rollup: shared pages by their part", () => {
  expect(parseProportional(recorded("smaps_rollup"))).toBe(13479 * 1024);
});

test("net/dev: in and out, without the loopback", () => {
  expect(parseNetwork(recorded("net-dev"))).toBe(8_450_491_943 + 30_775_477);
});

test("a control group's processor time, and its storage over all devices", () => {
  expect(lookup(recorded("cpu.stat"), " ")("usage_usec")).toBe(58_741_313_254);
  expect(parseGroupIo(recorded("io.stat"))).toEqual({ read: 1459200 + 90430464, written: 314773504 + 299008000 });
  expect(parseGroupIo(null)).toEqual({ read: null, written: null });
});

test("a control group's memory is without cached files, and what is anonymous of it without all files", () => {
  const stat = "anon 30000000\nfile 52000000\nshmem 1000000\ninactive_file 41000000\nactive_file 10000000\n";
  expect(parseGroupMemory("90000000\n", stat)).toEqual({ memory: 39_000_000, anonymous: 30_000_000 });
  expect(parseGroupMemory("70000000\n", stat).memory).toBe(30_000_000);
  expect(parseGroupMemory("90000000\n", null)).toEqual({ memory: 90_000_000, anonymous: 90_000_000 });
  expect(parseGroupMemory(null, stat)).toEqual({ memory: null, anonymous: null });
});

test.each([
  ["150000 100000\n", 1.5],
  ["max 100000\n", null],
  [null, null],
])("a control group's processors by cpu.max: %j", (text, processors) => {
  expect(parseGroupQuota(text)).toBe(processors);
});

test("a program goes by its file, and one of another user, whose file is not told, by how it was called", () => {
  expect(programOf("/usr/local/bin/node", "next-server (v15)\0")).toBe("node");
  expect(programOf(null, "/usr/bin/java\0-jar\0node\0")).toBe("java");
  expect(programOf(null, "node server.js")).toBe("node server.js");
  expect(programOf(null, null)).toBe("");
});
