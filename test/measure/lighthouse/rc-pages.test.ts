import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/errors.ts";
import { pagesOf } from "../../../src/measure/lighthouse/rc-pages.ts";

const NAME = "lighthouserc.json";

describe("the URLs of a lighthouserc become paths of the target", () => {
  test.each([
    ["http://localhost:3000/", "/", "http://localhost:3000/"],
    ["http://localhost:3000", "/", "http://localhost:3000/"],
    [
      "http://127.0.0.1:8080/checkout?x=1&y=a%20b",
      "/checkout?x=1&y=a%20b",
      "http://127.0.0.1:8080/checkout?x=1&y=a%20b",
    ],
    ["http://localhost:3000/#/cart", "/#/cart", "http://localhost:3000/#/cart"],
    ["http://shop.localhost/a/../b", "/b", "http://shop.localhost/b"],
    ["/checkout", "/checkout", "http://localhost:8080/checkout"],
    ["checkout.html", "/checkout.html", "http://localhost:8080/checkout.html"],
    ["", "/", "http://localhost:8080/"],
  ])("%s", (written, path, url) => {
    const pages = pagesOf([written], NAME);
    expect(pages.paths).toEqual([path]);
    expect(pages.urlOf(path)).toBe(url);
    expect(pages.notes).toEqual([]);
  });

  test("each once, under the address that is named first; others under the first origin of all", () => {
    const pages = pagesOf(
      ["/a", "http://localhost:3000/b", "http://localhost:3000/b", "http://localhost:3000/c"],
      NAME,
    );
    expect(pages.paths).toEqual(["/a", "/b", "/c"]);
    expect(["/a", "/b", "/z"].map(pages.urlOf)).toEqual([
      "http://localhost:3000/a",
      "http://localhost:3000/b",
      "http://localhost:3000/z",
    ]);
    expect(pages.notes).toEqual([]);
  });

  test.each([
    [["https://shop.example/a?b=1"], "https://shop.example", "https://shop.example/a?b=1"],
    [
      ["http://localhost:1/a?b=1", "http://localhost:2/a?b=1"],
      "http://localhost:1, http://localhost:2",
      "http://localhost:1/a?b=1",
    ],
    [["https://user:secret@10.0.0.7/a?b=1"], "https://10.0.0.7", "https://10.0.0.7/a?b=1"],
  ])("%j: foreign or several hosts are named", (urls, named, url) => {
    const pages = pagesOf(urls, NAME);
    expect(pages.paths).toEqual(["/a?b=1"]);
    expect(pages.urlOf("/a?b=1")).toBe(url);
    expect(pages.notes).toEqual([
      `lighthouserc.json names ${named}: these pages were loaded from the target, by their paths.`,
    ]);
  });

  test.each(["localhost:3000/checkout", "file:///etc/passwd", "http://", "javascript:alert(1)"])(
    "%s is no page",
    (written) => {
      expect(() => pagesOf([written], NAME)).toThrow(ConfigError);
      expect(() => pagesOf([written], NAME)).toThrow(`lighthouserc.json: url: "${written}" is no page; expected`);
    },
  );
});
