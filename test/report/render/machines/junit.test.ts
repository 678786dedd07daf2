import { expect, test } from "vitest";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { renderJunit, renderUnmeasuredJunit } from "../../../../src/report/render/machines/junit.ts";
import { type Element, readXml } from "../../../helpers/xml.ts";
import { STATES } from "../../states.ts";
import { budget, bundle, CASES, heavier, latency, slower, verdictOf, watched } from "../../verdicts.ts";

const suitesOf = (root: Element) => root.children;
const casesOf = (root: Element) => root.children.flatMap(({ children }) => children);
/** "k6/latency-tm95@x" to what became of it. */
const resultsOf = (root: Element) =>
  Object.fromEntries(
    casesOf(root).map(({ attributes, children }) => [
      `${attributes.classname}/${attributes.name}`,
      children.find(({ name }) => name !== "system-out")?.name ?? "passed",
    ]),
  );
const read = (over: Partial<Verdict>) => readXml(renderJunit(verdictOf(over)));

test.each(Object.entries({ ...CASES, ...STATES }))("%s is well-formed, and its counts are right", (_, verdict) => {
  const root = readXml(renderJunit(verdict));
  for (const level of [root, ...suitesOf(root)]) {
    const results = Object.values(resultsOf(level === root ? root : { ...root, children: [level] }));
    const count = (kind: string) => String(results.filter((one) => one === kind).length);
    expect(level.attributes).toMatchObject({
      tests: String(results.length),
      failures: count("failure"),
      errors: count("error"),
      skipped: count("skipped"),
    });
  }
  expect(casesOf(root)).toHaveLength(Object.keys(resultsOf(root)).length);
});

test("a finding that blocks is a case that fails; one that does not is none", () => {
  const results = resultsOf(readXml(renderJunit(STATES["finding-blocks"]!)));
  expect(Object.entries(results).filter(([name]) => /n-plus-one|blocking-call/.test(name))).toEqual([
    ["postgres/n-plus-one shop: GET /cart SELECT * FROM products WHERE id = $1", "failure"],
  ]);
  const open = resultsOf(readXml(renderJunit(STATES["unfit-finding"]!)));
  expect(Object.entries(open).filter(([name]) => /n-plus-one|blocking-call/.test(name))).toEqual([
    ["postgres/n-plus-one shop: GET /cart SELECT * FROM products WHERE id = $1", "skipped"],
  ]);
});

test("as a file", async () => {
  await expect(renderJunit(CASES.fail!)).toMatchFileSnapshot("../__snapshots__/fail.junit.xml");
});

test("a suite a collector, a case a metric and a budget", () => {
  const { reasons } = CASES.fail!;
  const root = read({
    verdict: "fail",
    blocks: true,
    reasons,
    comparisons: [slower, heavier, watched],
    budgets: [
      budget(),
      budget({ outcome: "broken", metric: "bundle/gzip@app.js" }),
      budget({ outcome: "no-samples", name: "crat" }),
    ],
  });
  expect(suitesOf(root).map(({ attributes }) => attributes.name)).toEqual(["gate", "bundle", "budgets", "k6"]);
  expect(resultsOf(root)).toEqual({
    "gate/measured": "passed",
    "bundle/max gzip@app.js": "failure",
    "budgets/crat": "error",
    "k6/latency-tm95@checkout: GET /cart": "failure",
    "bundle/gzip@app.js": "failure",
    "k6/latency-p99@checkout: GET /search": "skipped",
    "budgets/http_req_duration{name:cart} p(95)<200": "passed",
  });
  const [failure, values] = casesOf(root).find(({ attributes }) => attributes.name === "gzip@app.js")!.children;
  expect(failure!.attributes.message).toMatch(/^bundle\/gzip of app.js rose by 14.9 % or 1.83 kB/);
  expect(values!.text).toBe("12.3 kB → 14.1 kB; +14.9 % (+1.83 kB) (exact); 1 round; regressed");
});

const unsettled = latency("a", { change: "inconclusive" });
const inconclusive = [{ kind: "inconclusive", metric: unsettled.metric.id, why: "noisy" }] as const;
const metric = slower.metric.id;
test.each<[result: string, name: string, over: Partial<Verdict>]>([
  ["failure", metric, { verdict: "fail", blocks: true, reasons: [{ kind: "regressed", metric }] }],
  ["failure", metric, { verdict: "error", reasons: [{ kind: "regressed", metric }] }],
  ["skipped", metric, { verdict: "fail", reasons: [{ kind: "regressed", metric }] }],
  ["skipped", metric, { verdict: "fail", blocks: true, reasons: [{ kind: "accepted", metric }] }],
  ["passed", metric, { verdict: "fail", blocks: true }],
  ["skipped", unsettled.metric.id, { verdict: "inconclusive", reasons: inconclusive }],
  ["failure", unsettled.metric.id, { verdict: "inconclusive", blocks: true, reasons: inconclusive }],
  ["skipped", unsettled.metric.id, { verdict: "fail", blocks: true, reasons: inconclusive }],
  ["skipped", "bundle/gzip@new.js", {}],
  ["error", "gate/measured", { verdict: "error", reasons: [{ kind: "could-not-measure", why: "no head" }] }],
  ["skipped", "gate/measured", { verdict: "inconclusive", reasons: [{ kind: "not-compared", why: "no base" }] }],
  ["failure", "gate/measured", { verdict: "inconclusive", blocks: true, reasons: [{ kind: "not-compared", why: "" }] }],
  ["passed", "gate/measured", { reasons: [{ kind: "same-bytes", why: "only docs differ." }] }],
  ["skipped", "budgets/b", { verdict: "fail", budgets: [budget({ name: "b", outcome: "broken" })] }],
  ["skipped", "budgets/b", { blocks: true, budgets: [budget({ name: "b", outcome: "broken", level: "warn" })] }],
  ["skipped", "budgets/b", { blocks: true, budgets: [budget({ name: "b", outcome: "broken-by-estimate" })] }],
])("%s: %s with %j", (result, name, over) => {
  const comparisons = [slower, unsettled, bundle("new.js", null, 10, "new")];
  expect(resultsOf(read({ comparisons, ...over }))[name]).toBe(result);
});

test("every character that a name may have is written, or left out where XML cannot", () => {
  const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code)).join("");
  const names = [
    ...Array.from({ length: 0x3000 / 64 }, (_, part) => all.slice(part * 64, (part + 1) * 64)),
    "\uD800 \uDFFF \uFFFE \uFFFF 🚀 \u{1FFFE}",
    `<a href="x">&amp;]]></a> '"`,
    "<!-- --> <?php ?> <![CDATA[",
    "::error::x ##[error]y",
  ];
  const xml = renderJunit(
    verdictOf({
      verdict: "fail",
      blocks: true,
      gate: names[1]!,
      comparisons: names.map((name) => latency(name, { note: name, change: "inconclusive" })),
      budgets: names.map((name) => budget({ name, outcome: "broken" })),
      reasons: [{ kind: "could-not-measure", why: names.join("\n") }],
    }),
  );
  const read = casesOf(readXml(xml)).map(({ attributes }) => attributes.name!);
  expect(read).toHaveLength(1 + 2 * names.length);
  expect(read).toContain(`latency-tm95@${names.at(-3)}`);
  expect(read).toContain("latency-tm95@\uFFFD \uFFFD 🚀 \u{1FFFE}");
  expect(xml).not.toMatch(/^\s*::|##\[/m);
});

test("ten thousand metrics are whole; what does not fit is counted, and the worst is kept", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => latency(`checkout: GET /product/${index}`));
  const verdict = verdictOf({ ...CASES.fail!, comparisons: [...many, slower, heavier] });
  const whole = renderJunit(verdict);
  expect(Buffer.byteLength(whole)).toBeLessThan(8_000_000);
  expect(casesOf(readXml(whole))).toHaveLength(10_003);
  const cut = renderJunit(verdict, 20_000);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(20_000);
  const kept = readXml(cut);
  expect(kept.attributes.failures).toBe("2");
  expect(cut).toContain(`<!-- ${10_003 - casesOf(kept).length} more are in verdict.json -->`);
});

test("a job without a verdict has one case, an error", () => {
  const root = readXml(renderUnmeasuredJunit("api", "weighbridge.yml: <unknown> key\n  | line"));
  expect([root.attributes.name, resultsOf(root)]).toEqual(["Weighbridge api", { "gate/measured": "error" }]);
});

test("what too few rounds give is no interval", () => {
  const few = latency("a", { effect: { value: 0.118, low: 0.118, high: 0.118, coverage: 0 } });
  expect(renderJunit(verdictOf({ comparisons: [few] }))).toContain("+11.8 % (too few rounds for an interval)");
});

test("beside stored jobs what is exact names its rounds, as it stands beside one of them", () => {
  const comparisons = [{ ...heavier, rounds: 3 }, latency("checkout: GET /cart", { rounds: 7 })];
  const text = renderJunit(verdictOf({ rung: "stored", comparisons }));
  expect(text).toContain("; 3 rounds; ");
  expect(text).toContain("; 7 stored jobs; ");
});
