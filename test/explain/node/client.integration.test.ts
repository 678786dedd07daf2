import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { recordAll, threadsIn } from "../../../src/explain/node/client.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "client-"));
  // Of sockets' own limits the clock goes on as it does.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** Something that says what it likes in place of preload.cjs. */
async function listening(say: (socket: Socket) => void) {
  const path = join(folder, "1-0");
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => {});
    socket.on("end", () => end());
    socket.resume();
    say(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return { path, ended, stop: () => server.close() };
}

test("no more threads are asked than programs have: those of the lowest process ids, and the rest is counted", {
  tags: ["T25"],
}, async () => {
  expect(await threadsIn(folder)).toEqual({ paths: [], left: 0 });
  for (const process of [10, 9]) {
    for (let thread = 0; thread < 50; thread++) writeFileSync(join(folder, `${process}-${thread}`), "");
  }
  const { paths, left } = await threadsIn(folder);
  expect([paths.length, left]).toEqual([64, 36]);
  expect(paths.slice(0, 50).map((path) => basename(path))).toEqual(Array.from({ length: 50 }, (_, at) => `9-${at}`));
});

test("a thread that goes on answering is given up when its time is over", { tags: ["T25"] }, async () => {
  const { path, stop } = await listening((socket) => {
    socket.write("recording\n");
    const drip = () => !socket.destroyed && socket.write("[", () => setImmediate(drip));
    socket.once("end", drip);
  });
  const thread = (await recordAll([path]))[0]!;
  const recorded = expect(thread.end()).rejects.toThrow("did not answer");
  vi.advanceTimersByTime(20_000);
  await recorded;
  stop();
});

test("a thread that says nothing is not waited for", { tags: ["R29"] }, async () => {
  const { path, stop } = await listening(() => {});
  const recording = recordAll([path]);
  vi.advanceTimersByTime(20_000);
  expect(await recording).toEqual([]);
  stop();
});

test("a recording that is larger than any profile is refused", { tags: ["T25"] }, async () => {
  const { path, stop } = await listening((socket) => {
    socket.write("recording\n");
    socket.once("end", () => socket.end(JSON.stringify("x".repeat(64 * 1024 * 1024))));
  });
  const thread = (await recordAll([path]))[0]!;
  await expect(thread.end()).rejects.toThrow("did not answer");
  stop();
});

test("recordings that are larger all together are refused too", { tags: ["T25"] }, async () => {
  const { path, stop } = await listening((socket) => {
    socket.write("recording\n");
    socket.once("end", () => socket.end(JSON.stringify("x".repeat(60 * 1024 * 1024))));
  });
  const threads = await recordAll(Array(5).fill(path));
  const recorded = await Promise.allSettled(threads.map((thread) => thread.end()));
  expect(recorded.map(({ status }) => status)).toContain("rejected");
  stop();
});

test("a recording that nobody ends is closed when it is longer than any load", { tags: ["R29"] }, async () => {
  const { path, ended, stop } = await listening((socket) => socket.write("recording\n"));
  await recordAll([path]);
  vi.advanceTimersByTime(10 * 60_000);
  await ended;
  stop();
});
