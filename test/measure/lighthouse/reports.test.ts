import { expect, test } from "vitest";
import { fileNames, keptReports, type Report } from "../../../src/measure/lighthouse/reports.ts";

test.each([
  [["/"], ["index"]],
  [
    ["/checkout", "/checkout/", "/Checkout"],
    ["checkout", "checkout-2", "checkout-3"],
  ],
  [
    ["/a?x=1&y=2", "/../../etc/passwd", "/%2e%2e"],
    ["a-x-1-y-2", "etc-passwd", "2e-2e"],
  ],
  [
    ["/日本", "/-2", "/", "/index"],
    ["index", "2", "index-2", "index-3"],
  ],
  [[`/${"a".repeat(300)}`], ["a".repeat(80)]],
])("%j are kept as %j", (pages, expected) => {
  expect([...fileNames(pages).values()]).toEqual(expected);
});

test("the report kept is of the full run nearest the median of all rounds, a side each", () => {
  const report = (side: "base" | "head", lcp: number | null): Report => ({
    page: "/shop",
    side,
    lcp,
    path: `/${side}/${lcp}`,
  });
  const reports = [report("base", 900), report("base", 1210), report("head", null), report("head", 2000)];
  const lcps = (_: string, side: string) => (side === "base" ? [900, 1210, 1200, 1190, 1205] : [null, 2000, 1000]);
  expect(keptReports(["/shop", "/other"], reports, lcps)).toEqual([
    { name: "shop-base.html", path: "/base/1210" },
    { name: "shop-head.html", path: "/head/2000" },
  ]);
});

test("a page whose largest paint Lighthouse never saw has a report still", () => {
  const report: Report = { page: "/", side: "head", lcp: null, path: "/r.html" };
  expect(keptReports(["/"], [report], () => [null])).toEqual([{ name: "index-head.html", path: "/r.html" }]);
});
