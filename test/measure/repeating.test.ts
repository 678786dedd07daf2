import { expect, test } from "vitest";
import { repeating } from "../../src/measure/repeating.ts";

test("looks again and again, and no more once it is stopped", async () => {
  let looks = 0;
  let third: () => void = () => {};
  const thrice = new Promise<void>((resolve) => {
    third = resolve;
  });
  const loop = repeating(async () => {
    if (++looks === 3) third();
  }, 1);
  await thrice;
  await loop.stop();
  const seen = looks;
  await new Promise((resolve) => setImmediate(resolve));
  expect([seen >= 3, looks]).toEqual([true, seen]);
});

test("a look that fails is the last, and is told when it is stopped", async () => {
  let looks = 0;
  const loop = repeating(async () => {
    looks++;
    throw new Error("no answer");
  }, 1);
  await expect(loop.stop()).rejects.toThrow("no answer");
  expect(looks).toBe(1);
});

test("stopping waits for no pause", async () => {
  const loop = repeating(async () => {}, 1e9);
  await loop.stop();
});
