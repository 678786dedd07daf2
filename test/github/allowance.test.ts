import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { meterOf } from "../../src/github/allowance.ts";

test("time counts while something is under way, overlapping calls once, and what failed too", {
  tags: ["R3"],
}, async () => {
  const meter = meterOf({ time: 10_000, calls: 10 });
  await wait(100);
  expect(meter.left()).toBe(10_000);
  const begun = performance.now();
  const both = [meter.during(() => wait(200)), meter.during(() => wait(200))];
  await Promise.all(both);
  const failing = meter.during(() => wait(100).then(() => Promise.reject(new Error("no"))));
  await expect(failing).rejects.toThrow("no");
  const took = performance.now() - begun;
  expect(10_000 - meter.left()).toBeGreaterThanOrEqual(298);
  expect(10_000 - meter.left()).toBeLessThanOrEqual(Math.ceil(took));
});
