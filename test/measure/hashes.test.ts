import { describe, expect, it } from "vitest";
import { withoutHash } from "../../src/measure/hashes.ts";

describe("withoutHash", () => {
  it.each([
    // As the bundlers named in the comments write them.
    ["dist/app-3L5HDSWT.js", "dist/app.js"], // esbuild
    ["dist/app-ABCDEFGH.css", "dist/app.css"],
    ["dist/assets/index-DcX81Taz.js", "dist/assets/index.js"], // Vite
    ["dist/assets/index-Dc-81_Taz.js", "dist/assets/index-Dc-81_Taz.js"], // nine characters
    ["dist/assets/index-Dk-9x_Tz.js", "dist/assets/index.js"],
    ["dist/assets/vendor-react-BxKq3n9Z.js", "dist/assets/vendor-react.js"],
    ["build/static/js/main.8f3a2b1c.js", "build/static/js/main.js"], // webpack
    ["build/static/js/787.8f3a2b1c.chunk.js", "build/static/js/787.chunk.js"],
    ["build/static/js/main.8f3a2b1c.js.map", "build/static/js/main.js.map"],
    [".next/static/chunks/main-app-1a2b3c4d5e6f7a8b.js", ".next/static/chunks/main-app.js"], // Next
    [".next/static/kV3xT0aB-9dE_fG2hI4jK/_buildManifest.js", ".next/static/_buildManifest.js"],
    ["dist/index.0123456789abcdef0123.js", "dist/index.js"],
    ["chunks/a1b2c3d4e5f6.js", "chunks/[hash].js"],
    ["dist/main.0a1b2c3d4e5f60718293a4b5c6d7e8f9.css", "dist/main.css"],
  ])("%s is %s", (path, name) => {
    expect(withoutHash(path)).toBe(name);
  });

  it.each([
    "dist/vendor-react-utils.js",
    "dist/vendor-react-v2.js",
    "dist/polyfill.js",
    "dist/app-polyfill.js",
    "dist/app-modernV2.js",
    "dist/page-Checkout.js",
    "dist/page-listView.js",
    "dist/HTMLView.js",
    "dist/SETTINGS.js",
    "dist/bootstrap-version5.js",
    "dist/app-deadbeef.js",
    "dist/jquery-3.7.1.min.js",
    "dist/core-js.js",
    "dist/.hidden",
    "dist/no-extension-3L5HDSWT",
    "static/images/logo.png",
    "",
  ])("leaves %s as it is", (path) => {
    expect(withoutHash(path)).toBe(path);
  });

  it("trusts the bundler's own name for what stands before the hash, of any length", () => {
    expect(withoutHash("dist/main-abc1f.js", "main")).toBe("dist/main.js");
    expect(withoutHash("dist/main-Qabc3Dfghijkl.js", "main")).toBe("dist/main.js");
    expect(withoutHash("dist/main-legacy.js", "main")).toBe("dist/main-legacy.js");
    expect(withoutHash("dist/mainland.js", "main")).toBe("dist/mainland.js");
  });

  it("takes no long time over any name", () => {
    const long = "-aB1_".repeat(20_000);
    expect(withoutHash(`${long}.js`).endsWith(".js")).toBe(true);
  });
});
