import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { foldStream } from "../../../../src/measure/k6/fold/fold.ts";
import type { Fold } from "../../../../src/measure/k6/fold/shapes.ts";
import { bytesOf, define, point, TIME } from "./fixtures.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const held = (): number => {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** Bytes that a fold keeps alive, and the fold itself. */
async function retained(chunks: () => AsyncGenerator<Uint8Array>): Promise<{ bytes: number; fold: Fold }> {
  const before = held();
  const fold = await foldStream(chunks());
  return { bytes: held() - before, fold };
}

const definitions = bytesOf([define("http_reqs", "counter"), define("http_req_duration", "trend", "time")]);
const tags = (name: string) => ({ expected_response: "true", method: "GET", name, scenario: "s" });

/** Durations from a microsecond to a minute, so that as many buckets as real ones are in use. */
const request = (i: number, name: string) => {
  const time = new Date(Date.parse(TIME) + i).toISOString();
  const duration = Math.exp(((i * 7919) % 1000) / 60 - 7);
  return [point("http_reqs", 1, tags(name), time), point("http_req_duration", duration, tags(name), time)];
};

describe("what a fold keeps alive", { tags: ["L16"] }, () => {
  test("is the same for a million points as for a tenth of them", async () => {
    const block = bytesOf(Array.from({ length: 5000 }, (_, i) => request(i, `n${i % 5}`)).flat());
    async function* points(blocks: number) {
      yield definitions;
      for (let i = 0; i < blocks; i++) yield block;
    }
    await retained(() => points(1));
    const few = await retained(() => points(10));
    const many = await retained(() => points(100));
    expect(many.fold.points.measured).toBe(1_000_000);
    // Kept one by one, the values would take 3.6 MB more.
    expect(many.bytes - few.bytes).toBeLessThan(2.5e6);
  });

  test("is the same for 60,000 names as for a tenth of them", async () => {
    async function* points(names: number) {
      yield definitions;
      for (let i = 0; i < names; i += 1000)
        yield bytesOf(Array.from({ length: 1000 }, (_, j) => request(0, `name ${i + j}`)).flat());
    }
    await retained(() => points(1000));
    const few = await retained(() => points(6_000));
    const many = await retained(() => points(60_000));
    expect(many.fold.points.measured).toBe(120_000);
    // Kept one by one, the names would take 20 MB more; what the collector leaves differs by two.
    expect(many.bytes - few.bytes).toBeLessThan(8e6);
  });
});
