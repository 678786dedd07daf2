import { copyFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ToolError } from "../../src/errors.ts";
import { orDiskError } from "../../src/system/disk.ts";

const errorOf = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

test.runIf(process.platform === "linux")("a write to a full disk is no defect of ours", { tags: ["R22"] }, () => {
  const says = new ToolError("/dev/full could not be written: the disk is full.");
  const cause = errorOf(() => writeFileSync("/dev/full", "x"));
  expect(cause).toMatchObject({ code: "ENOSPC" });
  // Node names no file once one is open.
  expect(orDiskError(Object.assign(cause as Error, { path: "/dev/full" }))).toEqual(says);
  expect(orDiskError(Object.assign(cause as Error, { path: "/etc/hosts", dest: "/dev/full" }))).toEqual(says);
  expect(orDiskError(errorOf(() => writeFileSync("/dev/full", "x")))).toBeInstanceOf(ToolError);
});

test("what is no fault of the disk stays what it is", { tags: ["R22"] }, () => {
  const missing = errorOf(() => copyFileSync("/nowhere/a", "/nowhere/b"));
  for (const error of [missing, new TypeError("x"), "x", undefined]) expect(orDiskError(error)).toBe(error);
});
