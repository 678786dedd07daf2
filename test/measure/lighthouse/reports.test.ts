import { expect, test } from "vitest";
import { seenIn } from "../../../src/measure/lighthouse/differences/seen.ts";
import { parseLhr } from "../../../src/measure/lighthouse/lhr.ts";
import { fileNames, type Report, reportsBySide } from "../../../src/measure/lighthouse/reports.ts";
import { recorded } from "./recorded.ts";

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

const seen = seenIn(parseLhr(recorded("full"), "/shop"));

test("the first report is of the full run nearest the median of all rounds, a side each, and the others follow", () => {
  const report = (side: "base" | "head", lcp: number | null): Report => ({
    page: "/shop",
    side,
    lcp,
    path: `/${side}/${lcp}`,
    seen,
  });
  const reports = [report("base", 900), report("base", 1210), report("head", null), report("head", 2000)];
  const lcps = (_: string, side: string) => (side === "base" ? [900, 1210, 1200, 1190, 1205] : [null, 2000, 1000]);
  const found = reportsBySide(["/shop", "/other"], reports, lcps);
  expect(found.map((one) => [one.page, one.name, one.reports.map(({ path }) => path)])).toEqual([
    ["/shop", "shop-base.html", ["/base/1210", "/base/900"]],
    ["/shop", "shop-head.html", ["/head/2000", "/head/null"]],
  ]);
});

test("a page whose largest paint Lighthouse never saw has a report still", () => {
  const report: Report = { page: "/", side: "head", lcp: null, path: "/r.html", seen };
  expect(reportsBySide(["/"], [report], () => [null])).toEqual([
    { page: "/", side: "head", name: "index-head.html", reports: [report] },
  ]);
});
