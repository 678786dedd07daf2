import { describe, expect, it } from "vitest";
import { k6Platform, k6Releases } from "../../src/system/k6-archive.ts";
import { defaultK6Version, parseK6Version } from "../../src/system/tools.ts";

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

describe("tools.json", () => {
  it("names the default version's archive for hosted Linux runners", () => {
    expect(k6Releases.archives[defaultK6Version]).toHaveProperty("linux-amd64");
  });

  it("holds whole checksums that two sources agree on, of files that belong to their key", () => {
    for (const [version, platforms] of Object.entries(k6Releases.archives)) {
      for (const [platform, archive] of Object.entries(platforms)) {
        expect(archive).toMatchObject({ sources: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
        expect((archive as unknown as { sources: number }).sources).toBeGreaterThanOrEqual(2);
        expect(archive.file).toMatch(
          new RegExp(`^k6-v${version.replaceAll(".", "\\.")}-${platform}\\.(?:zip|tar\\.gz)$`),
        );
      }
    }
  });

  it("is fetched by https", () => {
    expect(new URL(k6Releases.base).protocol).toBe("https:");
  });
});

describe("k6Platform", () => {
  it.each([
    ["linux", "x64", "linux-amd64"],
    ["linux", "arm64", "linux-arm64"],
    ["darwin", "arm64", "macos-arm64"],
    ["linux", "s390x", null],
    ["constructor", "x64", null],
  ])("%s on %s is %s", (platform, arch, name) => {
    expect(k6Platform(platform, arch)).toBe(name);
  });
});
