import { describe, expect, it } from "vitest";
import { parseK6Version } from "../../src/system/k6-program.ts";

describe("parseK6Version", () => {
  it.each([
    ["k6 v2.2.0 (go1.26.8, linux/amd64)\n", "2.2.0"],
    ["k6 v1.0.0 (commit/41b4984b75, go1.24.2, linux/amd64)\nExtensions:\n  xk6-sql v1\n", "1.0.0"],
    ["k6 v2.3.0-rc.1 (go1.26.8, darwin/arm64)", "2.3.0-rc.1"],
    ["v2.2.0", null],
    ["k6 is a load tester", null],
    ["xk6 v1.2.0", null],
    ["", null],
  ])("reads %j as %j", (output, version) => {
    expect(parseK6Version(output)).toBe(version);
  });
});
