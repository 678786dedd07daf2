import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modulePath, NO_SOURCE, rootOf } from "../../../../src/measure/bundle/modules/composition.ts";

describe("a module's path", () => {
  it.each([
    ["src/cart.js", "src/cart.js"],
    ["./src/cart.js", "src/cart.js"],
    ["/builds/head/src/cart.js", "src/cart.js"],
    ["file:///builds/head/src/cart.js", "src/cart.js"],
    ["webpack:///./src/cart.js", "src/cart.js"],
    ["webpack://shop/./node_modules/alpha/index.js?a1b2", "node_modules/alpha/index.js"],
    ["turbopack://[project]/src/cart.js", "src/cart.js"],
    ["./node_modules/css-loader/dist/cjs.js!./src/shop.css", "src/shop.css"],
    ["src/Cart.vue?vue&type=script&lang.ts", "src/Cart.vue"],
    ["\0vite/preload-helper.js", "vite/preload-helper.js"],
    ["/src/cart.js", "src/cart.js"],
    ["../ui/button.js", "../ui/button.js"],
    ["webpack/runtime/load script", "webpack/runtime/load script"],
    ["", NO_SOURCE],
    ["./", NO_SOURCE],
  ])("%j is %s", (raw, path) => expect(modulePath(raw, "/builds/head")).toBe(path));

  it("is of one bounded line, whatever a tool wrote", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (raw) => {
        const path = modulePath(raw, "/builds/head");
        expect(path).not.toMatch(/\p{Cc}/u);
        expect(path.length).toBeGreaterThan(0);
        expect(path.length).toBeLessThanOrEqual(500);
        expect(path.startsWith("/")).toBe(false);
      }),
    );
  });
});

describe("the folder that outputs start from", () => {
  const files = new Set(["web/dist/app.js", "web/dist/lazy.js", "dist/app.js"]);

  it.each([
    [["dist/app.js", "dist/lazy.js"], "web/"],
    [["./app.js", "./lazy.js"], "web/dist/"],
    [["web/dist/app.js"], ""],
    [["../dist/lazy.js"], "web/"],
    // Two places are as likely; the one nearer to the root.
    [["dist/app.js"], ""],
    [["other.js", "p.js"], undefined],
    [[], undefined],
  ])("of %j is %s", (outputs, root) => expect(rootOf(outputs, files)).toBe(root));
});
