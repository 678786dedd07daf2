import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { describePages } from "../../../../src/measure/lighthouse/differences/describe.ts";
import { seenIn } from "../../../../src/measure/lighthouse/differences/seen.ts";
import type { Lhr } from "../../../../src/measure/lighthouse/lhr.ts";
import type { Report, SideReports } from "../../../../src/measure/lighthouse/reports.ts";
import type { Page } from "../../../../src/model/details.ts";
import type { Side } from "../../../../src/model/series.ts";
import { detailsSchema } from "../../../../src/stored/details.ts";
import { cause } from "../../../../src/stored/judging.ts";
import { changed, withAudits, withRows } from "./results.ts";

const PAGE = "/shop";
const METRICS = ["lcp", "cls", "tbt", "score", "bytes", "requests", "unused-js"].map(
  (one) => `lighthouse/${one}@${PAGE}`,
);

function reports(side: Side, ...runs: readonly [Lhr, ...Lhr[]]): SideReports {
  const report = (lhr: Lhr): Report => ({ page: PAGE, side, lcp: 1000, path: "/r.html", seen: seenIn(lhr) });
  const [first, ...rest] = runs;
  return { page: PAGE, side, name: `shop-${side}.html`, reports: [report(first), ...rest.map(report)] };
}

const both = [reports("base", changed.base), reports("head", changed.head)];
const stored = (details: readonly unknown[]) => detailsSchema.safeParse({ schema: 1, kind: "details", details }).error;

test("a page shows both loads, where their whole reports lie, and what differs", () => {
  const { details } = describePages([PAGE, "/never-loaded"], both, METRICS);
  expect(details).toHaveLength(1);
  const page = details[0] as Page;
  expect(page).toMatchObject({
    kind: "page",
    collector: "lighthouse",
    subject: PAGE,
    loads: {
      base: { element: "body > h1", file: "lighthouse/shop-base.html" },
      head: { element: "body > img.hero", file: "lighthouse/shop-head.html" },
    },
    resources: [
      { name: "/hero.png", type: "Image", base: null, head: 121_233 },
      { name: "/assets/app.js", type: "Script", base: 62_187, head: 80_787 },
      { name: "/old.js", type: "Script", base: 166, head: null },
      { name: PAGE, type: "Document", base: 454, head: 457 },
    ],
  });
  expect([page.loads.base!.film.length, page.loads.head!.film.length]).toEqual([1, 2]);
  expect(page.audits.map(({ id }) => id)).toContain("unsized-images");
  expect(stored(details)).toBeUndefined();
});

test("only what was measured has causes", () => {
  const metrics = (ids: readonly string[]) =>
    new Set(describePages([PAGE], both, ids).causes.map(({ metric }) => metric));
  expect(metrics(METRICS)).toEqual(new Set(METRICS));
  expect(metrics(["lighthouse/bytes@/shop", "lighthouse/lcp@/cart"])).toEqual(new Set(["lighthouse/bytes@/shop"]));
});

test("the same on both sides has a film and no differences", () => {
  const { causes, details } = describePages(
    [PAGE],
    [reports("base", changed.head), reports("head", changed.head)],
    METRICS,
  );
  expect(causes).toEqual([]);
  expect(details).toMatchObject([{ audits: [], resources: [], loads: { base: { element: "body > img.hero" } } }]);
});

test("head alone is shown with nothing beside it", () => {
  const { causes, details } = describePages([PAGE], [reports("head", changed.head)], METRICS);
  expect(causes).toEqual([]);
  expect(details).toMatchObject([
    { audits: [], resources: [], loads: { base: null, head: { element: "body > img.hero" } } },
  ]);
});

test("where films take too much room, pages go on without", () => {
  const pages = Array.from({ length: 50 }, (_, i) => `/${i}`);
  const large = Array.from({ length: 8 }, (_, i) => ({
    timing: i,
    data: `data:image/png;base64,${"a".repeat(90_000)}${i}`,
  }));
  const side = reports("head", withRows("screenshot-thumbnails", large));
  const { details } = describePages(
    pages,
    pages.map((page) => ({ ...side, page })),
    [],
  );
  const films = details.map((page) => (page as Page).loads.head!.film.length);
  expect(films).toEqual([...Array(22).fill(8), ...Array(28).fill(0)]);
  expect(stored(details)).toBeUndefined();
});

test("a page that loads very much shows what differs most", () => {
  const items = Array.from({ length: 3000 }, (_, i) => ({
    url: `http://x.example/${i}`,
    transferSize: i,
    resourceType: "Image",
  }));
  const many = withAudits({ "network-requests": { details: { items } } });
  const { details } = describePages([PAGE], [reports("base", withAudits({})), reports("head", many)], METRICS);
  const { resources } = details[0] as Page;
  expect([resources.length, resources[0]!.head]).toEqual([200, 2999]);
});

describe("whatever stands in place of an audit", () => {
  const ids = Object.keys(changed.head.audits);
  const rows = fc.record(
    {
      url: fc.oneof(fc.webUrl(), fc.string()),
      transferSize: fc.double(),
      resourceType: fc.jsonValue(),
      wastedBytes: fc.double(),
      node: fc.jsonValue(),
      timing: fc.double(),
      data: fc.string(),
      items: fc.array(fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const audit = fc.record(
    {
      title: fc.jsonValue(),
      scoreDisplayMode: fc.constantFrom("binary", "numeric", "metricSavings", "error", "notApplicable"),
      score: fc.oneof(fc.double(), fc.jsonValue()),
      numericValue: fc.oneof(fc.double(), fc.jsonValue()),
      numericUnit: fc.oneof(fc.constantFrom("byte", "element"), fc.jsonValue()),
      displayValue: fc.jsonValue(),
      metricSavings: fc.jsonValue(),
      replacesAudits: fc.jsonValue(),
      details: fc.oneof(
        fc.record({ items: fc.array(rows), overallSavingsBytes: fc.double() }, { requiredKeys: [] }),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  );
  const changes = fc.dictionary(fc.constantFrom(...ids), fc.oneof(fc.jsonValue(), audit));
  // As from a file: no number that JSON has not.
  const lhr = changes.map(
    (audits): Lhr => ({ ...changed.head, audits: { ...changed.head.audits, ...JSON.parse(JSON.stringify(audits)) } }),
  );

  test("gives what can be stored", () => {
    fc.assert(
      fc.property(lhr, lhr, (one, other) => {
        const { causes, details } = describePages([PAGE], [reports("base", one), reports("head", other)], METRICS);
        expect(stored(details)).toBeUndefined();
        expect(z.array(cause).safeParse(causes).error).toBeUndefined();
      }),
    );
  });
});
