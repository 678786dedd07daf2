import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { answersPprof, goProfiler } from "../../../src/explain/profilers/go.ts";
import type { Served } from "../../../src/measure/served.ts";
import { bytes } from "../recorded.ts";

const PATH = "/debug/pprof/profile";
const signal = new AbortController().signal;
let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serving(answer: RequestListener): Promise<Served> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { side: "head", slot: "a", url, processes: () => [] } as unknown as Served;
}

const endless: RequestListener = (_, response) => {
  const block = Buffer.alloc(1024 * 1024);
  const more = () => !response.destroyed && response.write(block, () => setImmediate(more));
  more();
};

test("its profiles, of time and of memory", async () => {
  const served = await serving(({ url }, response) => {
    response.end(bytes(url!.includes("/allocs") ? "go-memory.pprof" : "go-time.pprof"));
  });
  const { time, memory } = await (await goProfiler(PATH, signal).record(served, 1)).end();
  expect([time.unit, memory?.unit]).toEqual(["ms", "bytes"]);
});

test("of an answer without end no more is read than a profile has", { tags: ["T25"] }, async () => {
  const served = await serving(endless);
  const recording = await goProfiler(PATH, signal).record(served, 1);
  await expect(recording.end()).rejects.toThrow("it answers more than 67108864 bytes");
  expect(await answersPprof(served, PATH, signal)).toBe(false);
});

test("where it leads elsewhere nothing is asked", { tags: ["T25"] }, async () => {
  const asked: string[] = [];
  const served = await serving(({ url }, response) => {
    asked.push(url!);
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  const recording = await goProfiler(PATH, signal).record(served, 1);
  await expect(recording.end()).rejects.toThrow("it answers 302");
  expect(await answersPprof(served, PATH, signal)).toBe(false);
  expect(asked).not.toContain("/elsewhere");
});
