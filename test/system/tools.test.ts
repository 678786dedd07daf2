import { describe, expect, it } from "vitest";
import { k6Platform, k6Releases } from "../../src/system/k6-archive.ts";
import { defaultK6Version } from "../../src/system/tools.ts";

describe("tools.json", () => {
  it("names the default version's archive for hosted Linux runners", () => {
    expect(k6Releases.archives[defaultK6Version]).toHaveProperty("linux-amd64");
  });

  it("holds whole checksums, of the release's own file or of two sources that agree, of files that belong to their key", {
    tags: ["T14"],
  }, () => {
    for (const [version, platforms] of Object.entries(k6Releases.archives)) {
      for (const [platform, archive] of Object.entries(platforms)) {
        expect(archive.sha256).toMatch(/^[0-9a-f]{64}$/);
        const { sources } = archive as unknown as { readonly sources: number | "release" };
        expect(sources === "release" || sources >= 2, archive.file).toBe(true);
        expect(archive.file).toMatch(
          new RegExp(`^k6-v${version.replaceAll(".", "\\.")}-${platform}\\.(?:zip|tar\\.gz)$`),
        );
      }
    }
  });

  it("is fetched by https", { tags: ["T14"] }, () => {
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
