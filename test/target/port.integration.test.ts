import { expect, test } from "vitest";
import { freePorts, portIsFree } from "../../src/system/ports.ts";
import { onFreePort } from "../../src/target/port.ts";

test("the drawn port is used when it can be", async () => {
  expect(await onFreePort("base", 20_001, async (port) => ({ port }))).toEqual({ port: 20_001 });
});

test("a port that was taken meanwhile is replaced by one that is free", { tags: ["R18"] }, async () => {
  const [first = 0] = await freePorts(1);
  const port = await onFreePort("base", first, async (port) => (port === first ? null : port));
  expect(port).not.toBe(first);
  expect(await portIsFree(port)).toBe(true);
});

test("when every port is lost, it is that side's error and names the ports", { tags: ["R18"] }, async () => {
  const asked: number[] = [];
  const losing = onFreePort("head", 20_001, async (port) => {
    asked.push(port);
    return null;
  });
  const error = await losing.catch((caught: unknown) => caught);
  expect(asked).toHaveLength(5);
  expect(asked[0]).toBe(20_001);
  expect(error).toMatchObject({ name: "TargetError", side: "head" });
  expect((error as Error).message).toContain(
    `head: no port could be had for the server: ${asked.join(", ")} were free`,
  );
});
