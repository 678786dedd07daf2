import { cpus } from "node:os";
import { expect, test } from "vitest";
import { readEnvironment } from "../../src/system/environment.ts";

test("the record names this machine, the image of the runner and the tools", async () => {
  const environment = await readEnvironment({ ImageOS: "ubuntu24", ImageVersion: "20250101.1" }, { k6: "2.2.0" });
  expect(environment.cores).toBeGreaterThan(0);
  expect(environment.memoryBytes).toBeGreaterThan(2 ** 20);
  expect(environment.os).toMatch(/, ubuntu24 20250101\.1$/);
  expect(environment.cpu).toBe(cpus()[0]?.model.trim() || "unknown");
  expect(environment.tools).toEqual({ node: process.versions.node, k6: "2.2.0" });
});
