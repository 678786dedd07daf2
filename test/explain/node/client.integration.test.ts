import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { record, threadsIn } from "../../../src/explain/node/client.ts";

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

test("no more threads are asked than programs have", async () => {
  for (let thread = 0; thread < 100; thread++) writeFileSync(join(folder, `7-${thread}`), "");
  expect(await threadsIn(folder)).toHaveLength(64);
});

test("a thread that goes on answering is given up when its time is over", async () => {
  const { path, stop } = await listening((socket) => {
    socket.write("recording\n");
    const drip = () => !socket.destroyed && socket.write("[", () => setImmediate(drip));
    socket.once("end", drip);
  });
  const thread = (await record(path))!;
  const recorded = expect(thread.end()).rejects.toThrow("did not answer");
  vi.advanceTimersByTime(20_000);
  await recorded;
  stop();
});

test("a recording that nobody ends is closed when it is longer than any load", async () => {
  const { path, ended, stop } = await listening((socket) => socket.write("recording\n"));
  await record(path);
  vi.advanceTimersByTime(10 * 60_000);
  await ended;
  stop();
});
